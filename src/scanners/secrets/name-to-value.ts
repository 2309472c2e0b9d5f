/** What makes bytes of a text: the name stands before it. */
const decoding =
  /(?:[\w.:]|\(\)){0,60}(?:decode(?:64|hex|base64|string)?|b64decode|fromhex|unhexlify|a2b_hex|parsehex\w{0,6}|parsebase64binary|frombase64string|fromhexstring|getbytes|base64_decode|hex2bin|atob|buffer\.from|hextobytes|(?:hex|base64|utf8)\.parse|hex!|\[\]byte)\(\s{0,3}(?=b?["'`]$)/i;
/** Of a key in Base64, as Laravel writes its own: https://laravel.com/docs/encryption#configuration */
const encoding = /\bbase64:$/;
/** What else a call gives, which has no name of its own: `key, err := …`. */
const otherResult = /,\s?(?:_|err|ok)(?=\s?:?=)/;
/** `apiKey: string = "…"`, `KEY: &'static str = "…"` */
const type =
  /(?<=(?<!\$env)(?<=[\w$])\??)\s?:\s?&?(?:'\w+ )?[A-Za-z][a-z][A-Za-z0-9<>[\].?|' ]{0,30}(?=\s?=\s?["'`]$)/;
/** `ApiKey { get; set; } = "…"` */
const accessors = /\{[\sa-z;]{3,40}\}(?=\s?=)/;
/** Of a text in quotes that is of another type: of bytes, of Objective-C, of SQL. */
const prefix = /(?<=[\s=(,:[])(?:@|[brf]{1,2}|N|L)(?=["'`]$)/i;
/** Around a text in a text. */
const escaped = /\\(?=["'])/g;
const forms = [escaped, prefix, encoding, decoding, otherResult, type, accessors];

/** A line up to a value, such that nothing but an operator stands between the name and the value. */
export function withNameBeforeValue(line: string): string {
  return forms.reduce((text, form) => text.replace(form, ''), line);
}

/**
 * An entry of which the name and the value are two fields: `name: API_KEY` with `value: …` below it, `"key": …, "value":
 * …`, `<property name=… value=…>`; or the flag of a command and what it is if unsaid.
 */
const entry =
  /\b(?:name|key|field|option)["']?\s{0,3}(?:[:=]|=>)\s{0,3}["']?([\w.:-]{2,60})["']?\s{0,3}[,;]?\s{1,40}["']?(?:value|val|default(?:_?value)?)["']?\s{0,3}(?:[:=]|=>)\s{0,3}["'`]?$|["']--?([\w-]{2,60})["'][^\n"']{0,60}\bdefault\s?=\s?["']$|<(?:key|name)>([\w.:-]{2,60})<\/\w{3,4}>\s{0,40}<(?:string|value)>\s{0,4}$|\w["'],\s?["']([\w.]{2,60})["'],\s?["']{2}$/i;
/** A field of a page: what it holds is made anew for each visit. */
const field = /<(?:input|meta|option|button|param)\b[^<>]*$/i;

/** The name of the entry whose value a text ends in. */
export function nameOfEntry(text: string): string | undefined {
  const [, ...names] = entry.exec(text.replace(escaped, '')) ?? [];
  return field.test(text) ? undefined : names.find((name) => name !== undefined);
}
