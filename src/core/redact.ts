/** Shorter values are not taken out: a log would turn into stars. */
const shortestSecret = 5;

/** Of a secret of several lines each line is one: a log would tell them one by one. */
const shortestLine = 16;

/**
 * Takes secrets out of a text, in the forms in which they could get there: as they are, URL-encoded, escaped for JSON
 * or HTML, in hexadecimal, in base64 wherever in the encoded text they start.
 */
export function createRedaction(secrets: readonly string[]): (text: string) => string {
  const parts = secrets.flatMap((secret) => [
    secret,
    ...secret.split(/\r?\n/).filter((line) => line !== secret && line.length >= shortestLine),
  ]);
  const forms = parts.filter((part) => part.length >= shortestSecret).flatMap(formsOf);
  // The longest first: a form that holds another one must go as a whole.
  const unique = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return (text) => unique.reduce((rest, form) => rest.replaceAll(form, '***'), text);
}

function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  return [
    secret,
    encodeURIComponent(secret.toWellFormed()),
    encodeURI(secret.toWellFormed()),
    new URLSearchParams([[secret, '']]).toString().slice(0, -1),
    JSON.stringify(secret).slice(1, -1),
    secret.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`),
    hex,
    hex.toUpperCase(),
    ...base64Forms(bytes),
  ];
}

/**
 * Base64 encodes three bytes at a time, so that a text inside another has three forms; what its first and last
 * characters share with its neighbours is left out.
 */
function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const shifted = Buffer.concat([Buffer.alloc(before), bytes]);
    const start = before === 0 ? 0 : before + 1;
    const end = Math.floor((shifted.length * 4) / 3);
    const form = shifted.toString('base64').slice(start, shifted.length % 3 === 0 ? undefined : end);
    return form.length < shortestSecret ? [] : [form, form.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
