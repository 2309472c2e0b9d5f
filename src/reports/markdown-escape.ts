import { visibleLine, visibleText } from './visible-text.ts';

/**
 * Hostile text as inline Markdown on one line: what is read is what the text said, and it holds no element, link,
 * mention or marker of its own.
 *
 * Bitbucket renders with Python-Markdown, which knows fewer backslash escapes than CommonMark (no `\<`, `\&`, `\@`,
 * `\~`, `\:`). A word with anything that only those could disarm is therefore set as code, where both agree that
 * nothing has a meaning, and from where it can be copied unharmed. Code spans that the text itself had stay code.
 */
export function markdownText(text: string): string {
  const parts = splitCodeSpans(visibleLine(text)).flatMap((part) => (part.code ? part : words(part.text)));
  return escapeStart(
    joinedCode(parts)
      .map((part) => (part.code ? codeSpan(part.text) : escapeProse(part.text)))
      .join(''),
  );
}

/** Hostile text as code on one line; empty where there is nothing to show. */
export function codeSpan(text: string): string {
  const line = visibleLine(text);
  if (line === '') return '';
  const fence = '`'.repeat(longestRun(line, '`') + 1);
  const padding = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${padding}${line}${padding}${fence}`;
}

/** Hostile text as a fenced block, to stand between blank lines at the left margin. `language`: our own words. */
export function fencedBlock(text: string, language = ''): string {
  const body = visibleText(text);
  const fence = '`'.repeat(Math.max(3, longestRun(body, '`') + 1));
  return `${fence}${language}\n${body}\n${fence}`;
}

/** `label` is Markdown already; `url` must be one that `publicUrl` or `lineLink` made. */
export function markdownLink(label: string, url: string): string {
  const target = url.replace(
    /[\s()<>[\]\\`*|{}^"']/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
  return `[${label}](${target})`;
}

/** What only an escape that Python-Markdown lacks could disarm. */
const needsCode = [
  /@[\p{L}\p{N}_{]/u, // a mention, an e-mail address
  /:\/\/|\/\/[\p{L}\p{N}_-]|^www\.|^mailto:/iu, // an address, also one without its scheme
  /[\p{L}\p{N}_-]\.\p{L}{2,}/u, // a bare host name, as linkifiers see one in `main.rs`
  /&[#\w]+;/, // a character reference
  /<[\p{L}/!?]/u, // a tag or an autolink
  /~~/, // strike-through
  /:[\w+-]+:/, // an emoji's short name
  /(?:^|[^\w])#\d/, // Bitbucket links issue numbers
  /^(?=.*\d)[0-9a-f]{7,40}$/, // and commit hashes
];

/** Prose taken apart into what may stay prose and what has to be set as code. */
function words(text: string): readonly Part[] {
  return text.split(/(<[^<>`]{1,200}>|\S+)/u).flatMap((word, index) => {
    if (index % 2 === 0 || !isDangerous(word)) return [{ code: false, text: word }];
    const [, before = '', core = '', after = ''] = /^(["'([{]*)(.*?)([.,;:!?"')\]}]*)$/u.exec(word) ?? [];
    if (core === '' || isDangerous(before + after)) return [{ code: true, text: word }];
    return [
      { code: false, text: before },
      { code: true, text: core },
      { code: false, text: after },
    ];
  });
}

function isDangerous(word: string): boolean {
  return needsCode.some((pattern) => pattern.test(word));
}

/** Two code spans side by side would run into each other: they become one. */
function joinedCode(parts: readonly Part[]): readonly Part[] {
  const joined: Part[] = [];
  for (const part of parts.filter(({ text }) => text !== '')) {
    const last = joined.at(-1);
    if (last?.code === true && part.code)
      joined[joined.length - 1] = { code: true, text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
}

function escapeProse(text: string): string {
  return text.replace(/[\\`*_{}[\]|]/g, '\\$&');
}

/** What starts a heading, a quotation or a list only at the start of a line. */
function escapeStart(line: string): string {
  return line.replace(/^(?=[#>+-])/, '\\').replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');
}

interface Part {
  readonly code: boolean;
  readonly text: string;
}

/** Cuts at runs of backticks that find an equally long run further on, as CommonMark does. */
export function splitCodeSpans(line: string): readonly Part[] {
  const runs = [...line.matchAll(/`+/g)].map((match) => ({ at: match.index, length: match[0].length }));
  const parts: Part[] = [];
  let done = 0;
  for (let index = 0; index < runs.length; index += 1) {
    const open = runs[index];
    if (open === undefined || open.at < done) continue;
    const close = runs.find((run) => run.at > open.at && run.length === open.length);
    if (close === undefined) continue;
    const content = line.slice(open.at + open.length, close.at);
    if (content.trim() === '') continue;
    parts.push({ code: false, text: line.slice(done, open.at) }, { code: true, text: content });
    done = close.at + close.length;
  }
  return [...parts, { code: false, text: line.slice(done) }];
}

function longestRun(text: string, character: string): number {
  let longest = 0;
  let current = 0;
  for (const unit of text) {
    current = unit === character ? current + 1 : 0;
    longest = Math.max(longest, current);
  }
  return longest;
}
