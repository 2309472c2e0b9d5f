/** The forms in which a secret could be seen, by name. What base64 shares with its neighbours is left out. */
export function secretForms(secret: string): Readonly<Record<string, string>> {
  const base64 = (before: number) => {
    const encoded = Buffer.from('x'.repeat(before) + secret).toString('base64');
    return encoded.slice(before === 0 ? 0 : before + 1).replace(/.?=*$/, '');
  };
  const forms = {
    'as it is': secret,
    'percent-encoded': encodeURIComponent(secret),
    'as JSON': JSON.stringify(secret).slice(1, -1),
    'as HTML': secret.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`),
    hexadecimal: Buffer.from(secret).toString('hex'),
    base64: base64(0),
    'base64, one byte on': base64(1),
    'base64, two bytes on': base64(2),
    'base64 for addresses': Buffer.from(secret).toString('base64url'),
    reversed: [...secret].reverse().join(''),
  };
  return forms;
}

/** Which of the texts hold which of the secrets, in which form; empty where all is well. */
export function leaks(
  secrets: Readonly<Record<string, string>>,
  texts: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.entries(texts).flatMap(([where, text]) =>
    Object.entries(secrets).flatMap(([name, secret]) =>
      Object.entries(secretForms(secret)).flatMap(([form, value]) =>
        text.includes(value) ? [`${where} holds ${name} ${form}: …${around(text, value)}…`] : [],
      ),
    ),
  );
}

function around(text: string, value: string): string {
  const at = text.indexOf(value);
  return text.slice(Math.max(0, at - 60), at);
}
