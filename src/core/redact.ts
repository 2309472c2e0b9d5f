/** Shorter values are not taken out: a log would turn into stars. */
const shortestSecret = 5;

/** Takes secrets out of a text, in the forms in which they could get there: as they are, URL-encoded, in base64. */
export function createRedaction(secrets: readonly string[]): (text: string) => string {
  const forms = secrets
    .filter((secret) => secret.length >= shortestSecret)
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      encodeURI(secret),
      JSON.stringify(secret).slice(1, -1),
      Buffer.from(secret).toString('base64').replace(/=+$/, ''),
      Buffer.from(secret).toString('base64url'),
    ]);
  // The longest first: a form that holds another one must go as a whole.
  const unique = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return (text) => unique.reduce((rest, form) => rest.replaceAll(form, '***'), text);
}
