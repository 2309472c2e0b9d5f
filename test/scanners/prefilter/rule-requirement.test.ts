import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { RuleRequirements } from '../../../src/scanners/prefilter/rule-requirement.ts';
import { couldMatch } from './could-match.ts';

const utilities = [
  { id: 'source', rule: { regex: 'request' } },
  {
    id: 'tainted',
    utils: { one: { regex: 'carrier' } },
    rule: { any: [{ matches: 'source' }, { matches: 'one' }] },
  },
  { id: 'round', rule: { any: [{ has: { matches: 'round' } }, { regex: 'start' }] } },
];

it.each([
  ['{ pattern: "exec($CMD, $$$REST)" }', 'cp . exec ( x )', 'eval(CMD, REST)'],
  ['{ pattern: Math.random() }', 'Math\n.random()', 'Math.round()'],
  ['{ pattern: "$A.$B($$$)" }', 'anything', undefined],
  ['{ pattern: { context: "class A { handler = 1 }", selector: field } }', 'anything', undefined],
  ['{ kind: call_expression }', 'anything', undefined],
  ['{ kind: call_expression, regex: ^eval }', 'eval(x)', 'exec(x)'],
  ['{ all: [{ regex: one }, { regex: two }] }', 'one two', 'one'],
  ['{ any: [{ regex: one }, { regex: two }] }', 'two', 'three'],
  ['{ any: [{ regex: one }, { kind: identifier }] }', 'anything', undefined],
  ['{ regex: one, any: [{ regex: two }, { kind: identifier }] }', 'one', 'two'],
  ['{ not: { regex: one } }', 'anything', undefined],
  ['{ kind: pair, not: { regex: one }, has: { field: value, regex: two } }', 'two', 'one'],
  [
    '{ inside: { stopBy: { regex: three }, all: [{ regex: one }, { has: { regex: two } }] } }',
    'one two',
    'one three',
  ],
  ['{ precedes: { regex: one }, follows: { regex: two } }', 'two one', 'two'],
  ['{ nthChild: { position: 1, ofRule: { regex: one } } }', 'anything', undefined],
  ['{ matches: source }', 'a request', 'nothing'],
  ['{ matches: tainted }', 'carrier', 'one'],
  ['{ matches: local }', 'localText', 'request'],
  ['{ matches: missing }', 'anything', undefined],
  ['{ matches: round }', 'anything', undefined],
  ['{ matches: self, regex: one }', 'one', 'two'],
  ['{ unheardOf: { regex: one } }', 'anything', undefined],
])('%s', (rule, kept, left) => {
  const utils = '{ local: { regex: localText }, one: { regex: other }, self: { has: { matches: self } } }';
  const requirement = new RuleRequirements(utilities).of(parse(`{ id: x, utils: ${utils}, rule: ${rule} }`));
  expect(couldMatch(requirement, kept)).toBe(true);
  if (left !== undefined) expect(couldMatch(requirement, left)).toBe(false);
});

it.each([null, 'text', [], {}, { rule: 'text' }, { rule: { any: 'text', all: {} } }])(
  'knows nothing of %j',
  (file) => {
    expect(couldMatch(new RuleRequirements([]).of(file), 'anything')).toBe(true);
  },
);
