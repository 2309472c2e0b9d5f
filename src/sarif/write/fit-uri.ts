/** RFC 3986: the characters of a URI reference that need no encoding wherever they stand. */
const notAllowed = /[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%]/gu;

/**
 * `text` as a URI reference that means the same. Producers write paths with blanks and backslashes, which readers
 * understand and the schema does not.
 */
export function fitUriReference(text: string): string {
  const hash = text.indexOf('#');
  const path = hash < 0 ? text : text.slice(0, hash);
  const fragment = hash < 0 ? '' : `#${encodeRest(text.slice(hash + 1))}`;
  const encoded = encodeRest(path.replaceAll('\\', '/')) + fragment;
  // A colon in the first segment of a relative path would read as a scheme.
  const first = /^[^/?#:]*:/.exec(encoded)?.[0];
  const reference = first === undefined || isScheme(first) ? encoded : `./${encoded}`;
  return reference.replace(
    /^((?:[a-z][a-z0-9+.-]*:)?\/\/)([^/?#]*)/i,
    (_, start: string, authority: string) =>
      isAuthority(authority) ? start + authority : start + authority.replace(/[:@]/g, encodeURIComponent),
  );
}

/** `text` where it is an absolute URI, else undefined. */
export function fitUri(text: string): string | undefined {
  const [, scheme, first] = /^([^/?#:]*:)(.?)/su.exec(text) ?? [];
  const hasPath = first !== undefined && first !== '' && first !== '?' && first !== '#';
  return scheme !== undefined && isScheme(scheme) && hasPath ? fitUriReference(text) : undefined;
}

function isScheme(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:$/i.test(text);
}

/** A host, with an account before it and a port after it. */
function isAuthority(text: string): boolean {
  return /^(?:[^@]*@)?[^:@]*(?::\d*)?$/.test(text);
}

function encodeRest(text: string): string {
  return text
    .toWellFormed()
    .replace(/%(?![0-9a-f]{2})/gi, '%25')
    .replace(notAllowed, encodeURIComponent);
}
