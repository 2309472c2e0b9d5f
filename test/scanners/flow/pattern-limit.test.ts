import { describe, expect, it } from 'vitest';
import { kindsOutside, kindsWithout } from '../../../src/scanners/flow/engine/pattern-limit.ts';
import type { FlowModel } from '../../../src/scanners/flow/rules/flow-rule.ts';

const quote = 1;
const part = 2;
const shell = 4;
const rows = new Map([
  ["'", quote],
  ['/\\', part],
  [';&|$`\n <>', shell],
]);
const model = (language: FlowModel['language']) =>
  ({ language, neededCharacters: rows }) as unknown as FlowModel;

describe('kinds that a pattern over all of the text leaves nothing for', () => {
  it.each([
    ['^[a-z]+$', ~0],
    ['^[\\w.-]+$', ~0],
    ['\\A[a-z]+\\z', ~0],
    ['^(?:[a-z]+\\.)+[a-z]{2,}$', ~0],
    ['^(?<name>\\w+)(?P<other>\\d*)$', ~0],
    ['^(?!.*\\.\\.)[\\w.]+$', ~0],
    ['^(?=.{1,9}$)(?!(a|.b))\\w+$', ~0],
    ['^(asc|desc)$', ~0],
    ['^[[:alnum:]]+$', ~0],
    ['^\\p{L}+$', ~0],
    ['^[]a]+$', ~0],
    ["^[\\w']+$", part | shell],
    ['^[\\w/]+$', quote | shell],
    ['^[\\w ]+$', quote | part],
    ['^\\S+$', 0],
    ['^[^;]*$', 0],
    ["^[^']*$", quote],
    ['^.*$', 0],
    ['^\\p{P}+$', 0],
    ['^\\w+\\$', 0],
    ['^a$|b', 0],
    ['^a|b$', 0],
    ['[a-z]+', 0],
    ['^[a-z]+', 0],
    ['^[z-a]+$', 0],
    ['^(a$', ~0],
    [`^${'a'.repeat(2_000)}$`, 0],
  ])('%s', (pattern, kinds) => {
    expect(kindsOutside(model('javascript'), pattern, false)).toBe(kinds);
  });

  it('takes a call that asks for all of the text at its word', () => {
    expect(kindsOutside(model('java'), '[a-z]+|\\d+', true)).toBe(~0);
    expect(kindsOutside(model('java'), '.*\\.jpg', true)).toBe(0);
  });

  it('knows that `^` begins any line in Ruby', () => {
    expect(kindsOutside(model('ruby'), '^[a-z]+$', false)).toBe(0);
    expect(kindsOutside(model('ruby'), '\\A[a-z]+\\z', false)).toBe(~0);
  });
});

describe('kinds that a class takes the characters of', () => {
  it.each([
    ['[^\\w]', quote | part | shell],
    ['\\W+', quote | part | shell],
    ["[']", quote],
    ['[/\\\\]', part],
    ['[;&]', 0],
    ["'", 0],
    ['[z-a]', 0],
  ])('%s', (pattern, kinds) => {
    expect(kindsWithout(model('javascript'), pattern)).toBe(kinds);
  });
});
