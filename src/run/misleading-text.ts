import type { LineRange } from '../core/change.ts';

/** A place in a file that does not run as it reads. */
export interface MisleadingPlace {
  /** From 1, as git counts. */
  readonly line: number;
  readonly what: string;
}

/** Texts for people and translations, in which such characters have their place. */
const prose =
  /\.(?:md|markdown|rst|adoc|txt|jsonc?|po|pot|ftl|xlf|xliff|properties|strings|resx|arb|csv|tsv|html?|svg|xml|srt|vtt|tex)$/i;

interface Kind {
  readonly what: string;
  readonly pattern: RegExp;
  /** The files that it is looked for in; by default all but prose. */
  readonly in?: RegExp;
  /** Looked for outside of texts and expressions alone: there it is written with good reason. */
  readonly inNames?: true;
}

/** Texts and regular expressions, as well as a line alone tells; each part of it reads a character in one way only. */
const quoted = /(["'`])(?:\\.|(?!\1)[^\\])*\1|\/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[])+\//g;
/** Characters of a line up to which quotes are looked for: what is longer nobody wrote. */
const longestLine = 2000;

/**
 * What makes a reviewer, or a grammar of ours, see other code than what runs:
 * - characters that turn the direction of text (https://trojansource.codes, CVE-2021-42574);
 * - characters that nobody sees, and names of nothing but them (U+3164 is a letter to JavaScript);
 * - line ends that git, editors and most grammars do not take for one, and that end a comment for the language;
 * - letters and line ends written as codes: Java reads them before it looks for comments
 *   (https://docs.oracle.com/javase/specs/jls/se21/html/jls-3.html#jls-3.3), JavaScript and C# within names.
 */
const kinds: readonly Kind[] = [
  { what: 'turns the direction of text', pattern: /[\u202a-\u202e\u2066-\u2069]/ },
  {
    what: 'has characters that nobody sees',
    // Tags, but for those that say which flag: https://unicode.org/reports/tr51/#Emoji_Tag_Sequences
    pattern:
      /[\u115f\u1160\u2060-\u2064\u3164\uffa0]|[\u{e0100}-\u{e01ef}]|[^\u{1f3f4}\u{e0020}-\u{e007f}][\u{e0000}-\u{e007f}]/u,
  },
  // Within texts it breaks lines, of Khmer and Thai for one, and fills what must not be empty.
  { what: 'has characters that nobody sees', inNames: true, pattern: /\u200b/ },
  { what: 'has a line end that editors do not show', pattern: /\r[^\r\n]|[\u0085\u2028\u2029]/ },
  {
    what: 'writes letters as codes',
    inNames: true,
    in: /\.(?:[cm]?[jt]s|[jt]sx|java|cs)$/i,
    pattern: /\\u(?:u*00|\{0*)(?:4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a])/i,
  },
  {
    what: 'writes a line end, a quote or a comment as a code',
    in: /\.java$/i,
    pattern: /\\u+00(?:0[ad]|2[27af])/i,
  },
];

/** @param added the lines that the change adds, as git counts them */
export function misleadingPlaces(
  path: string,
  bytes: Buffer,
  added: readonly LineRange[],
): readonly MisleadingPlace[] {
  if (prose.test(path) || added.length === 0) return [];
  const own = kinds.filter((kind) => kind.in?.test(path) ?? true);
  const text = new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8').decode(bytes);
  if (!own.some(({ pattern }) => pattern.test(text))) return [];
  const lines = text.split('\n');
  return added.flatMap(({ start, end }) =>
    lines.slice(start - 1, end).flatMap((line, index) => {
      const { what } = own.find((kind) => isIn(line, kind)) ?? {};
      return what === undefined ? [] : [{ line: start + index, what }];
    }),
  );
}

function isIn(line: string, { pattern, inNames }: Kind): boolean {
  if (!pattern.test(line)) return false;
  return inNames === undefined || line.length > longestLine || pattern.test(line.replace(quoted, ''));
}
