/** Text per field, as Bitbucket's validation errors carry it. */
export type FieldErrors = Readonly<Record<string, string | readonly string[]>>;

/** An answer that is an error. Endpoints throw it, the server sends it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly body: unknown;
  readonly contentType: string;

  constructor(status: number, body: unknown, contentType = 'application/json; charset=utf-8') {
    super(`${status}: ${typeof body === 'string' ? body : JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
    this.contentType = contentType;
  }
}

/** The usual shape of an error: `{type: "error", error: {message, detail?, fields?}}`. */
export function apiError(
  status: number,
  message: string,
  more: { readonly detail?: unknown; readonly fields?: FieldErrors } = {},
): Refusal {
  return new Refusal(status, { type: 'error', error: { message, ...more } });
}

/** A body that does not validate: the message is `field: text`, and `fields` says it again for each one. */
export function invalid(fields: Readonly<Record<string, string>>): Refusal {
  const [first] = Object.entries(fields);
  const message = first === undefined ? 'Bad request' : `${first[0]}: ${first[1]}`;
  const lists = Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, [text]]));
  return apiError(400, message, { fields: lists });
}

/** Code Insights errors have a shape of their own. */
export function insightsError(
  status: number,
  key: string,
  message: string,
  args: readonly unknown[] = [],
): Refusal {
  return new Refusal(status, { key, message, arguments: args });
}

/** What the layer in front of the API says to a request that it cannot take. */
export function gatewayError(status: number, text: string): Refusal {
  return new Refusal(status, text, 'text/plain; charset=utf-8');
}

/** A comment that is far too large is answered with a page, not with JSON (runatlantis/atlantis#1251). */
export function htmlBadRequest(): Refusal {
  return new Refusal(
    400,
    '<html>\n<head><title>Bad Request</title></head>\n<body><h1>Bad Request (400)</h1></body>\n</html>\n',
    'text/html; charset=utf-8',
  );
}
