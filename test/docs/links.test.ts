import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorOf, pageOf, pages, readPage } from './page.ts';

describe.each(pages)('$path', (page) => {
  it('links to files and sections that are there', () => {
    const wrong = page.links.filter(({ target }) => !isThere(page.path, target));
    expect(wrong).toEqual([]);
  });

  it('keeps its code blocks out of lists, where Bitbucket shows them as text', () => {
    expect(page.fences.filter(({ isIndented }) => isIndented)).toEqual([]);
  });
});

function isThere(from: string, target: string): boolean {
  if (/^https:\/\/[^/]+/.test(target)) return true;
  if (/^[a-z]+:/i.test(target)) return false;
  const [file = '', anchor] = target.split('#');
  const path = file === '' ? from : normalize(join(dirname(from), decodeURIComponent(file)));
  if (path.startsWith('..') || !existsSync(path)) return false;
  if (anchor === undefined) return true;
  const wanted = anchor.replace(/^markdown-header-/, '');
  if (!path.endsWith('.md')) return false;
  const { headings } = pages.find((page) => page.path === path) ?? readPage(path);
  return headings.some((heading) => anchorOf(heading) === wanted);
}

it('docs/README.md leads to every page', () => {
  const linked = new Set(pageOf('docs/README.md').links.map(({ target }) => target));
  const there = readdirSync('docs').filter((name) => name.endsWith('.md') && name !== 'README.md');
  expect(there.filter((name) => !linked.has(name))).toEqual([]);
});

it('every page but the references is short', () => {
  const references = ['docs/rules.md', 'docs/pipelines-rules.md', 'docs/troubleshooting.md', 'README.md'];
  const long = pages.filter(({ path, lines }) => !references.includes(path) && lines.length > 121);
  expect(long.map(({ path, lines }) => `${path}: ${lines.length}`)).toEqual([]);
});

it('the README has the sections that pipes have, in their order', () => {
  const usual = ['YAML Definition', 'Variables', 'Prerequisites', 'Examples', 'Support', 'License'];
  const { headings } = pageOf('README.md');
  expect(headings.filter((heading) => usual.includes(heading))).toEqual(usual);
  expect(headings[0]).toBe('Bitbucket Pipelines Pipe: Code Scan');
});
