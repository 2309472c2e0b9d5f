/** Words of a name that say that nobody has the secret: `fakeToken`, `INVALID_KEY`, `non_matching_secret`. */
const word =
  /(?<![A-Za-z])(?:[Ff]ake|FAKE|[Dd]ummy|DUMMY|[Mm]ock(?:ed)?|MOCK(?:ED)?|[Ii]nvalid|INVALID|[Bb]ogus|BOGUS|[Ww]rong|WRONG|[Ee]xample|EXAMPLE|[Ss]ample|SAMPLE|[Nn]on[-_]?[Mm]atching)(?![a-z])|(?<=[a-z])(?:Fake|Dummy|Mock(?:ed)?|Invalid|Bogus|Wrong|Example|Sample)(?![a-z])/;
/** And one that says of a key that whoever wrote it has made it. */
const test = /(?<![A-Za-z])(?:[Tt]est|TEST)(?![a-z])|(?<=[a-z])Test(?![a-z])/;
/** The name that a text ends in, and what stands between it and its value: a type, operators, quotes. */
const lastName = /([\w-]{2,60})(?:\s*:\s*&?\w+)?[^\w\n]{1,10}$/;
/** The line above, where it is a comment that says so. */
const comment =
  /(?:^|\n)[^\S\n]*(?:#|\/\/|\*|--|;)[^\n]*\b(?:examples?|tests?|testing|dummy|fake|samples?)\b[^\n]*\n[^\n]*$/i;
/** A remark of which the value is a part: not the name of a server; or what a call gives, in a comment of Ruby. */
const remark =
  /#\s*=>\s*["']?\w{0,40}$|(?:^|[\s(*"'`])(?:example|e\.g\.?)[:,]?\s[^\n]{0,40}$|"(?:\w+::)?examples?"\s{0,3}:\s{0,3}\[?[^\]\n]{0,40}"$/i;

/** True where a name says that what it has is no secret. */
export function isExampleName(name: string): boolean {
  return word.test(/[\w-]+\W*$/.exec(name)?.[0] ?? '');
}

/**
 * What builders write into every page under a name that begins so, https://vite.dev/guide/env-and-mode; under a name
 * that says `PUBLIC`, as those of others do, nothing is told.
 */
const ofPage = /(?<![A-Za-z\d])(?:VITE|REACT_APP|VUE_APP|GATSBY)_\w*(?:KEY|TOKEN)\W*$/;
const keptFromPages = /SECRET|PRIVATE|ADMIN|PASS|WRITE/;

/** True for a name whose value visitors get, which says of nothing else that it should be a secret. */
export function isForVisitors(name: string): boolean {
  return ofPage.test(name) && !keptFromPages.test(name);
}

/** True where the name right before a value, or the comment above it, says so, or that it is for tests. */
export function isForTests(before: string): boolean {
  const name = lastName.exec(before)?.[1] ?? '';
  return word.test(name) || test.test(name) || comment.test(before);
}

/** An entry of JSON in a text of code, and an address in one that the value is a part of. */
const entryInText = /\\"\s{0,3}:\s{0,3}\\{1,8}"(?:\w{1,12}:\/\/[^"\\\s]{0,140})?$/;
const longestEntry = 180;

/** True for a value of JSON in a text of code: mostly what a manual or a test shows of an answer. */
export function isInJsonText(text: string, start: number): boolean {
  return entryInText.test(text.slice(Math.max(0, start - longestEntry), start));
}

/**
 * True for a value of JSON in a text that is itself in one: what is shown in a manual. Keys of accounts are often in JSON
 * in a text, since configurations keep them as the files that they came in.
 */
export function isInTextOfText(text: string, start: number): boolean {
  return text.startsWith('\\\\\\"', start - 4) && isInJsonText(text, start);
}

/** True where the words before a value on its line say that it is an example. */
export function isInExample(before: string): boolean {
  return remark.test(before);
}
