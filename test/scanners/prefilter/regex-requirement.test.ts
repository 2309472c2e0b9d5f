import fc from 'fast-check';
import { expect, it } from 'vitest';
import { regexRequirement } from '../../../src/scanners/prefilter/regex-requirement.ts';
import { couldMatch } from './could-match.ts';

it.each([
  ['exec', ['exec', 'x.execSync('], ['Exec', 'exe c']],
  ['^eval$', ['eval'], ['evil']],
  ['\\.(exec|spawn)\\(', ['cp.exec(1)', 'a.spawn('], ['exec(', '.fork(']],
  ['(req|request)\\.(body|query)', ['req.body', 'request.query'], ['req', 'res.body']],
  ['createHmac\\(.*\\.digest\\(', ['createHmac(a).digest(b'], ['createHmac(a)', '.digest(']],
  ['(\\w+\\.)?location', ['window.location', 'location'], ['locate']],
  ['colou?r', ['color', 'colour'], ['colr']],
  ['abc+def', ['abcccdef'], ['abccc']],
  ['abc*def', ['abdef', 'abcdef'], ['abcd']],
  ['(foo){2}bar', ['foofoobar'], ['foo']],
  ['(foo){0,2}bar', ['bar'], ['foo']],
  ['x(?P<name>secret)', ['xsecret'], ['secretx']],
  ['(?i)(password|token)', ['PassWord', 'TOKEN', 'to\u212Aen'], ['pass']],
  ['a(?i:secret)b', ['aSECRETb', 'a\u017Fecretb'], ['asecre']],
  ['(?i:abc)def', ['ABCdef'], ['abcde']],
  ['(?i)stra\u00DFe', ['STRA\u1E9EE'], ['ASTR']],
  ['(?s)^.{401}', ['anything at all'], []],
  ['[[:alpha:]]foo[^]x]bar', ['afoo-bar'], ['afoo']],
  ['[a[]b]]foo]', ['bfoo]'], ['fo']],
  ['[+*}]\\)\\)?[+*{]', ['a+)+', '}))*'], ['+)', 'a)+']],
  ['[^ab]\\)\\)', ['x))'], []],
  ['[a-c]bcd[\\d]e', ['bbcd1e'], ['bc']],
  ['[\\]x]yz', [']yz', 'xyz'], ['yz']],
  ['(?i)[kx]yz', ['\u212Ayz', 'XYZ'], ['ayz']],
  ['one|', ['anything at all'], []],
  ['\\bnode\\b', ['a node'], ['nod']],
  ['\\$where', ['$where'], ['where']],
  ['a\\nbcd', ['a\nbcd'], ['anbcd']],
  ['(?x) f o o', ['anything at all'], []],
  ['\\x41bc', ['anything at all'], []],
  ['\\p{Lu}bcd', ['anything at all'], []],
  ['(', ['anything at all'], []],
])('%s', (pattern, matching, others) => {
  const requirement = regexRequirement(pattern);
  for (const text of matching) expect(couldMatch(requirement, text), text).toBe(true);
  for (const text of others) expect(couldMatch(requirement, text), text).toBe(false);
});

it('keeps every text that an expression matches', () => {
  fc.assert(
    fc.property(expression, fc.string(), fc.string(), ([pattern, text], before, after) => {
      // A long expression could take for ever in this engine.
      if (pattern.length < 15) expect(text).toMatch(new RegExp(pattern, 'u'));
      expect(couldMatch(regexRequirement(pattern), before + text + after)).toBe(true);
    }),
    { numRuns: Number(process.env['FUZZ_RUNS'] ?? 2000) },
  );
});

/** An expression, and a text that it matches. */
type Matching = readonly [pattern: string, text: string];

const otherCases: Readonly<Record<string, readonly string[]>> = { k: ['K', '\u212A'], s: ['S', '\u017F'] };
const character = fc
  .constantFrom(...'abcdeksKS.-(|\u00E9')
  .map((one): Matching => [one.replace(/[.(|]/, '\\$&'), one]);
const anyOf = fc.constantFrom<Matching>(
  ['.', 'x'],
  ['[a-c]', 'b'],
  ['[.b]', 'b'],
  ['[^x]', '-'],
  ['\\d', '7'],
);
const { expression } = fc.letrec<{ expression: Matching; part: Matching; atom: Matching }>((tie) => ({
  expression: fc.array(tie('part'), { minLength: 1, maxLength: 6 }).map((parts) => joined(parts)),
  part: fc
    .tuple(tie('atom'), fc.constantFrom('', '', '', '?', '*', '+', '+?', '{2}', '{0,2}', '{1,}'), fc.nat(2))
    .map(([[pattern, text], sign, times]) => [pattern + sign, text.repeat(timesOf(sign, times))]),
  atom: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { arbitrary: fc.array(character, { minLength: 1, maxLength: 1 }).map(joined), weight: 6 },
    { arbitrary: anyOf, weight: 1 },
    {
      arbitrary: fc
        .tuple(fc.array(tie('expression'), { minLength: 1, maxLength: 3 }), fc.constantFrom('(', '(?:'))
        .map(
          ([parts, open]): Matching => [
            `${open}${parts.map(([pattern]) => pattern).join('|')})`,
            parts.at(-1)?.[1] ?? '',
          ],
        ),
      weight: 2,
    },
    {
      arbitrary: fc
        .tuple(tie('expression'), fc.nat(2))
        .map(([[pattern, text], form]): Matching => [`(?i:${pattern})`, inOtherCase(text, form)]),
      weight: 1,
    },
  ),
}));

function joined(parts: readonly Matching[]): Matching {
  return [parts.map(([pattern]) => pattern).join(''), parts.map(([, text]) => text).join('')];
}

function timesOf(sign: string, times: number): number {
  if (sign === '') return 1;
  if (sign === '?') return Math.min(times, 1);
  if (sign === '{2}') return 2;
  return sign === '*' || sign === '{0,2}' ? times : Math.max(1, times);
}

function inOtherCase(text: string, form: number): string {
  if (form === 0) return text;
  return text.replace(/[a-z]/gi, (letter) =>
    form === 1 ? letter.toUpperCase() : (otherCases[letter.toLowerCase()]?.[1] ?? letter),
  );
}
