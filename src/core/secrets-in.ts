const secretName = /TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|PRIVATE_?KEY|API_?KEY/i;

/** The values that must never be seen, whatever else is wrong with the environment. */
export function secretsIn(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  const names = Object.keys(environment).filter((name) => secretName.test(name));
  const values = names.map((name) => environment[name] ?? '').filter((value) => value.length > 0);
  for (const value of Object.values(environment))
    values.push(...passwordsIn(value ?? ''), ...parametersIn(value ?? ''));
  const email = environment['BITBUCKET_EMAIL'];
  const token = environment['BITBUCKET_API_TOKEN'];
  const id = environment['BITBUCKET_CLIENT_ID'];
  const secret = environment['BITBUCKET_CLIENT_SECRET'];
  if (email && token) values.push(`${email}:${token}`);
  if (id && secret) values.push(`${id}:${secret}`);
  return values;
}

/** An address with user and password, such as a company's proxy has. */
function passwordsIn(value: string): readonly string[] {
  const [, user, password] = /^[a-z][a-z0-9+.-]*:\/\/([^\s/:@]*):([^\s/@]+)@/i.exec(value) ?? [];
  if (password === undefined) return [];
  return [password, decoded(password), `${decoded(user ?? '')}:${decoded(password)}`];
}

/** An address with `?access_token=…`. */
function parametersIn(value: string): readonly string[] {
  const parameters = [...value.matchAll(/[?&#]([^=?&#]{1,100})=([^&#\s]+)/g)];
  return parameters.flatMap(([, name = '', given = '']) =>
    secretName.test(name) ? [given, decoded(given)] : [],
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
