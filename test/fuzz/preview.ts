import assert from 'node:assert/strict';
import fc from 'fast-check';
import { renderPreview } from '../../src/sandbox/preview/render-preview.ts';
import { hostileText } from '../reports/hostile-text.ts';
import { runSaying } from '../sandbox/hostile-run.ts';
import { parsedHtml } from './parsed.ts';
import { target } from './target.ts';

const page = (text: string, raw: string) => {
  const { state, calls } = runSaying(text, raw);
  return parsedHtml(renderPreview(state, { calls }));
};

/** What a comment's Markdown may become, with its attributes. */
const ofMarkdown =
  /^(?:p|p class|a href rel(?: title)?|em|strong|s|code|pre|blockquote|ul|ol|ol start|li|hr|br|table|thead|tbody|tr|th|td|th class|td class|ins|del|span class)$/;

/** The page of `MODE=preview`: no text is an element, and a comment only what Markdown has. */
export const preview = target(
  'preview',
  0.003,
  fc.record({
    text: hostileText,
    raw: fc.array(hostileText, { maxLength: 4 }).map((parts) => parts.join('\n')),
  }),
  () => {
    const tame = page('x', 'x');
    return {
      try({ text, raw }) {
        const said = page(`x${text}`, 'x');
        // Whether a text is a date is the runtime's to guess.
        assert.deepEqual({ ...said.elements, 'time datetime': 0 }, { ...tame.elements, 'time datetime': 0 });
        assert.deepEqual(said.scripts, []);
        const commented = page('x', raw);
        for (const [element, count] of Object.entries(commented.elements)) {
          if (count > (tame.elements[element] ?? 0)) assert.match(element, ofMarkdown);
        }
        assert.deepEqual(commented.scripts, []);
        for (const link of [...said.links, ...commented.links]) {
          assert.match(link, /^(?:https?:\/\/|mailto:|#|data:image\/svg\+xml,%3Csvg xmlns)/);
        }
      },
    };
  },
);
