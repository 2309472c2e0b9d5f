import { globSync, readFileSync } from 'node:fs';
import MarkdownIt from 'markdown-it';

export interface Fence {
  /** The first word behind the backticks. */
  readonly language: string;
  readonly text: string;
  /** Of its first line, from 1. */
  readonly line: number;
  readonly isIndented: boolean;
}

export interface Link {
  readonly target: string;
  readonly line: number;
}

/** One Markdown page of the documentation, as its readers get it. */
export interface Page {
  readonly path: string;
  readonly lines: readonly string[];
  readonly fences: readonly Fence[];
  readonly headings: readonly string[];
  readonly links: readonly Link[];
  /** Texts in backticks. */
  readonly codeSpans: readonly string[];
}

type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number];

const markdown = new MarkdownIt({ html: true });

export function readPage(path: string): Page {
  const text = readFileSync(path, 'utf8');
  const tokens = markdown.parse(text, {});
  const inline = tokens.filter(({ type }) => type === 'inline');
  const inside = (wanted: string): { readonly token: Token; readonly line: number }[] =>
    inline.flatMap(({ children, map }) =>
      (children ?? [])
        .filter(({ type }) => type === wanted)
        .map((token) => ({ token, line: (map?.[0] ?? 0) + 1 })),
    );
  const links = inside('link_open').map(({ token, line }) => ({
    target: String(token.attrGet('href') ?? ''),
    line,
  }));
  const images = inside('image').map(({ token, line }) => ({
    target: String(token.attrGet('src') ?? ''),
    line,
  }));
  return {
    path,
    lines: text.split('\n'),
    fences: tokens
      .filter(({ type }) => type === 'fence')
      .map(({ info, content, map, level }) => ({
        language: info.trim().split(/\s+/)[0] ?? '',
        text: content,
        line: (map?.[0] ?? 0) + 1,
        isIndented: level > 0,
      })),
    headings: tokens.flatMap((token, index) =>
      token.type === 'heading_open' ? [plainText(tokens[index + 1])] : [],
    ),
    links: [...links, ...images],
    codeSpans: inside('code_inline').map(({ token }) => token.content),
  };
}

/** README.md and everything in docs/, the record of decisions too. */
export const pages: readonly Page[] = ['README.md', ...globSync('docs/**/*.md').sort()].map(readPage);

export function pageOf(path: string): Page {
  const found = pages.find((page) => page.path === path);
  if (found === undefined) throw new Error(`there is no ${path}`);
  return found;
}

/** As Bitbucket (behind `markdown-header-`) and GitHub make it of a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}

function plainText(heading: Token | undefined): string {
  return (heading?.children ?? []).map(({ content }) => content).join('');
}
