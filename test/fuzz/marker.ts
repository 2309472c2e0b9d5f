import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Marker, markedText, readMarkedText, writeMarker } from '../../src/publishers/marker.ts';
import { fencedBlock, markdownText } from '../../src/reports/markdown-escape.ts';
import { hostileText } from '../reports/hostile-text.ts';
import { mutated } from './mutated.ts';
import { target } from './target.ts';

const own: Marker = {
  kind: 'thread',
  report: 'code-scan',
  fields: new Map([
    ['key', 'v1:0123'],
    ['findings', 'v1:0123,v1:4567'],
  ]),
};
const seeds = [
  `${writeMarker(own)}\n\nText`,
  `${writeMarker({ kind: 'summary', report: 'code-scan', fields: new Map([['commit', 'a1']]) })}\n\n${writeMarker({ kind: 'memory', report: 'code-scan', fields: new Map([['threads', '1,2']]) })}\n\nText`,
];

/** What text says behind a marker of ours never counts as one; what a marker says is read as it was written. */
export const marker = target(
  'marker',
  0.12,
  fc.record({
    comment: fc.oneof(mutated(seeds), hostileText),
    text: fc.oneof(
      hostileText,
      fc.tuple(hostileText, fc.constantFrom(...seeds), hostileText).map((parts) => parts.join('\n')),
    ),
    value: hostileText,
  }),
  () => ({
    try({ comment, text, value }) {
      readMarkedText(comment);
      const fields = new Map([...own.fields, ['note', value]]);
      const raw = markedText([{ ...own, fields }], `${markdownText(text)}\n\n${fencedBlock(text)}`);
      const { markers } = readMarkedText(raw);
      assert.deepEqual(
        markers.map(({ kind, report }) => [kind, report]),
        [['thread', 'code-scan']],
      );
      assert.deepEqual(markers[0]?.fields, new Map([...own.fields, ['note', value.toWellFormed()]]));
      const below = readMarkedText(`${markdownText(text)}\n\n${fencedBlock(text)}`);
      assert.deepEqual(below.markers, []);
    },
  }),
);
