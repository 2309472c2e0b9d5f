import fc from 'fast-check';

/** What takes the place of a piece of a file: what parsers and normalisers trip over. */
const pieces = [
  '',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  '\\u0000',
  '\\ud800',
  'null',
  'true',
  '-1',
  '0',
  '1e999',
  '1e-7',
  '99999999999999999999',
  '9007199254740993',
  '""',
  '{}',
  '[]',
  '[[]]',
  '"__proto__"',
  '"__proto__":{"polluted":1}',
  '{"__proto__":{"polluted":1}}',
  '"constructor"',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '"../../x"',
  '"file:///etc/passwd"',
  '"%00"',
  '"\\u001b[31m"',
  '"\u202e"',
  '\u0000',
  '\uFEFF',
  '<',
  '&x;',
  '<!--',
  ']]>',
  '[1,2,3]',
  '{"text":5}',
  '"2.0.0"',
  '},{"ruleId"',
  ' \n\t ',
  '\r',
  '- ',
  '&a [*a]',
  '!!js/function x',
  '? ',
  '|-\n',
  '@@ -1 +1 @@',
  '+++ b/x',
  '--- /dev/null',
  'diff --git a/x b/x',
  '['.repeat(2000),
  '{"a":'.repeat(500),
  '"x",'.repeat(500),
];

interface Mutation {
  /** Where, as a part of the whole. */
  readonly at: number;
  readonly length: number;
  readonly piece: string;
  /** Replaces a whole word, text or bracket, so that what comes out is whole more often. */
  readonly onToken: boolean;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.nat(8), fc.nat(400)),
  piece: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4 })),
  onToken: fc.boolean(),
});

/** Texts of these kinds with a few pieces of them replaced. */
export function mutated(seeds: readonly string[], most = 4): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...seeds), fc.array(mutation, { minLength: 1, maxLength: most }))
    .map(([text, mutations]) => mutations.reduce(mutate, text));
}

function mutate(before: string, { at, length, piece, onToken }: Mutation): string {
  const start = Math.floor(at * before.length);
  if (!onToken) return before.slice(0, start) + piece + before.slice(start + length);
  const token = /[{}[\],:]|"(?:[^"\\]|\\.)*"|[\w.+-]+/g;
  token.lastIndex = start;
  const found = token.exec(before);
  return found === null ? before : before.slice(0, found.index) + piece + before.slice(token.lastIndex);
}
