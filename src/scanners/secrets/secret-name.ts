import { nameOfEntry, withNameBeforeValue } from './name-to-value.ts';

/** Words that say nothing of whose key it is. */
const filler =
  /^(?:keys?|const|let|var|val|string|export|public|static|final|default|return|debug|info|using|used|use|with|the|this|that|self|your|my|new|old|is|set|get|add|put|for|value|data|config|id|name|other|a|an|of|to|in)$/i;
/** Words for who has a secret that everybody has: `oauth_token`, `client_secret`. */
const anybody =
  /(?<![a-z])(?:oauth2?|apps?|application|client|user|account|service|refresh|random|admin|bot|prod(?:uction)?|staging|dev|test|env|http|request|header|x)(?![a-z])/gi;
/** What stands before a name in a statement: words of a language, flags of a command, brackets of a text in quotes. */
const statement =
  /\b(?:const|let|var|val|string|export|set|setx|env|arg|public|private|protected|static|final|readonly|def|my|our|local|define|default|auto|char|add)\b|--?\w+|["'`][^"'`]*["'`]|.*["'`[({]|.*[:=,|]/gi;
/** Words of a name that say: this is secret. Each stands at a border of words: `apiKey`, `API_KEY`, `api-key`. */
const secretWord =
  /(?:(?:secret|access|private|api|auth)[-_ ]?(?:key|token)|(?:api|app|client)[-_ ]?secret|secret|passw(?:or)?d|passphrase|pwd|token|credential|apikey|authorization|bearer|auth|private|access|pat|creds|key)s?/gi;
/** Without any of these letters there is no word of the above, nor a name before the value inside it. */
export const wordSign =
  /secret|passw|passphrase|pwd|token|credential|api|auth|bearer|private|access|pat|creds|key/i;
/** Names of values that look random and are for everybody to see. */
const harmless =
  /sha-?\d|md5|hash|checksum|digest|integrity|commit|revision|etag|fingerprint|uuid|guid|signature|public|publishable|recv[-_]?keys?|key[-_]?server|\bgpg\b|(?<![a-z])(?:gpg|pgp)[-_]?key\W*$|\/(?:passwd|shadow)\b|project[-_]?key|_name\W*$|websocket[-_]?key|spreadsheet|cache|thumbprint|resolved|site[-_]?key|captcha[-_]?key|object|csrf|xsrf|authenticity|nonce|sealed|auth[-_]?tag|passw(?:or)?d[-_]?salt|(?:version|document|part|idempotency)[-_]?key|primary|foreign|unique|partition|sort[-_]?key|row[-_]?key|key[-_ ]?(?:id|name|path|vault|board|word|frame|pair|space|down|up|press|value|map|set|of|store|usage)|access[-_]?(?:point|log|level|control)|token[-_ ]?(?:id|type|name|url|uri|endpoint|address|contract|symbol)|(?:secret|credential)s?[-_ ]?(?:id|name|ref|path|arn)|tokeni[sz]e|(?<![a-z])(?:access|app|application|client|user|account)[-_ ]?id\W*$|(?:access|app|application|client|user|account)I[dD]\W*$|\.(?!(?:key|pass|pwd|auth)\b)\w{1,4}["']?$/i;
/**
 * `private` and `public` that say who may see a field: a type and a name follow them, or a word of the language. A
 * public key has a name as well, so of `public` the type or the name has a capital in it.
 */
const visibility =
  /\b(?:public|private)(?=\s+(?:static|final|readonly|const|override|lateinit|val|var|let|async|lazy|volatile|transient|string|char)\b|\s+\$\w+\W*$)|\bprivate(?=\s+[\w<>[\].?]+\s+[\w$]+\W*$)|\bpublic(?=\s+[A-Z][\w<>[\].?]*\s+[\w$]+\W*$|\s+[a-z]+[A-Z]\w*\W*$)/g;
/**
 * Between a name and its value: operators, quotes, brackets, a scheme of authorization, or an element of XML. No text
 * can be an operator in two ways, or it would take for ever on many of them.
 */
const binding =
  /([?&]?[\w\-. $[\]"'{}@/]{2,60})["'`\])}>]*(?:\?=|->|[:=,|>(\s])+(?:["'`]?(?:bearer|basic)\s)?[\s"'`({[<]*$/i;
/** A value on a line of its own, as programs that lay out code put what is long. */
const wrapped = /(?:[=(|?][^\S\n]*\r?\n[^\S\n]*|\w[^\S\n]*\r?\n[^\S\n]*=[^\S\n]*)["'`]$/;
/** In quotes and before a name: the value of another one, whose letters say nothing of this one. */
const otherValue = /(["'`])[^"'`]*\1(?=\s+[\w$])/g;
const element = /<([\w.:-]{2,40})>\s*[^<>\n]{0,24}$/;

const section =
  /(?:^|\n)[^\S\n]*["']?([\w-]{2,40})["']?[^\S\n]*:[^\S\n]*\{?[^\S\n]*\n\s*["']?[\w-]{2,40}["']?:[^\S\n]*["']?$/;

/** https://developer.hashicorp.com/terraform/language/values/variables: the value for want of another. */
const variable = /\bvariable\s+"([\w-]{2,60})"\s*\{[^{}]{0,300}\bdefault\s*=\s*"?$/;

/** The words before an operator at the end of a text, the element of XML that is open there, and the entry's name. */
export function namesBefore(text: string): string[] {
  const line = withNameBeforeValue(text.slice(startOfLine(text, wrapped.test(text) ? 1 : 0)));
  return [
    binding.exec(line)?.[1]?.replace(otherValue, ' '),
    element.exec(text)?.[1],
    nameOfEntry(text),
  ].filter((name) => name !== undefined);
}

/** Where the last line of a text begins, or one of those before it. */
function startOfLine(text: string, before: number): number {
  const start = text.lastIndexOf('\n') + 1;
  return before === 0 || start === 0 ? start : startOfLine(text.slice(0, start - 1), before - 1);
}

/** The name of the section whose first entry a text ends in: `acme` in `acme:` with `token:` on the line below. */
export function sectionBefore(text: string): string | undefined {
  return section.exec(text)?.[1];
}

/** The variable of Terraform whose default a text ends in. */
export function variableBefore(text: string): string | undefined {
  return variable.exec(text)?.[1];
}

export function isHarmlessName(name: string): boolean {
  return harmless.test(name.replace(visibility, ''));
}

/** True for a name one of whose words says that its value is secret. */
export function saysSecret(name: string): boolean {
  return secretWords(name).length > 0;
}

function secretWords(name: string): RegExpExecArray[] {
  const own = name.replace(visibility, '');
  return [...own.matchAll(secretWord)].filter((match) => isWord(own, match.index, match[0]));
}

/** The same where nothing else speaks for it than the name. */
export function isNamedSecret(name: string, value: string): boolean {
  const words = secretWords(name);
  const [first] = words;
  if (first === undefined || value.length < 15) return false;
  if (words.length > 1 || first[0].toLowerCase() !== 'key') return true;
  // `key` alone is mostly the key of a map, but for that of an address; so is that of something, with a short value.
  return value.length >= 20 && (/^[?&]key$/i.test(name) || isKeyOfSomething(name));
}

/**
 * `[DEBUG] Using API_KEY`: a name that says of nobody whose secret it is, in the middle of a sentence. In a statement it
 * stands at the beginning, or behind words of the language.
 */
export function isPartOfSentence(name: string): boolean {
  const [, before = '', own = ''] = /^(.*?)([\w$.-]+)\W*$/.exec(name) ?? [];
  return (
    /[a-z]/i.test(before.replace(statement, '')) &&
    !isKeyOfSomething(`${before} ${own}`.replace(secretWord, ' '))
  );
}

/** Words before `key` that say that it is secret. */
const secretKey =
  /crypt|cipher|sign|hmac|aes|master|licen[cs]e|account|storage|server|root|admin|app|session|cookie|deploy|azure|openai|cognitive|speech|vision|subscription/i;

/** True where nothing but `key` says that a value is secret: it may as well be what a record is looked up by. */
export function isPlainKey(name: string): boolean {
  return secretWords(name).every(([word]) => /^keys?$/i.test(word)) && !secretKey.test(name);
}

/** True for a name that says whose secret it is, or what for: it has a word besides those that every such name has. */
export function saysWhose(name: string): boolean {
  return isKeyOfSomething(name.replace(anybody, ' ').replace(secretWord, ' '));
}

/** A word besides `key` that is no filler: whose key it is. */
function isKeyOfSomething(name: string): boolean {
  return (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []).some((word) => !filler.test(word));
}

/** At borders of words: no letter of the same kind before, and none after it; a short word in capitals begins others. */
function isWord(name: string, index: number, word: string): boolean {
  const before = name[index - 1] ?? ' ';
  const after = name.slice(index + word.length);
  const first = word[0] ?? '';
  const isLong = word.length > 4;
  const startsWord = !/[a-z]/i.test(before) || (/[a-z]/.test(before) && /[A-Z]/.test(first));
  const goesOn = /^[a-z]/.test(after) || (!isLong && /^[A-Z]+$/.test(word) && /^[A-Z](?![a-z])/.test(after));
  return (startsWord || isLong) && !goesOn;
}
