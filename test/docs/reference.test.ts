import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { scopeNames } from '../../src/bitbucket/scopes.ts';
import { exitCodes } from '../../src/core/exit-code.ts';
import { helpLink } from '../../src/core/help-link.ts';
import { publisherNames } from '../../src/core/report.ts';
import { scanners } from '../../src/scanners/registry.ts';
import { suppressionComments } from '../../src/triage/suppression-comment.ts';
import { anchorOf, pageOf, pages } from './page.ts';
import { foreignVariables, problemsOf, variableNames } from './pipe-step.ts';

const sources = globSync('src/**/*.ts').filter(
  (path) => !path.includes('.generated.') && !path.startsWith('src/sandbox/'),
);
const code = sources.map((path) => readFileSync(path, 'utf8')).join('\n');
const troubleshooting = pageOf('docs/troubleshooting.md');

/** Texts of all groups of all matches. */
function found(pattern: RegExp, text: string): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].flatMap(([, ...groups]) => groups.filter(Boolean)))];
}

describe('docs/troubleshooting.md', () => {
  const warningCodes = [
    ...found(/\bcode(?::| =) '([a-z-]+)'/g, code),
    ...found(/\battempt\(\w+, '([a-z-]+)'/g, code),
    ...found(/^ {2}'(sarif-[a-z-]+)':/gm, readFileSync('src/sarif/warning-counts.ts', 'utf8')),
  ];
  const errorCodes = found(/^ {2}\| '([a-z-]+)'/gm, readFileSync('src/bitbucket/api-error.ts', 'utf8'));

  it('is checked against codes that the code has', () => {
    expect(warningCodes).toEqual(
      expect.arrayContaining(['policy-changed', 'diff-unreadable', 'sarif-path-outside']),
    );
    expect(errorCodes).toEqual(expect.arrayContaining(['unauthorised', 'no-credential']));
  });

  it.each([...new Set([...warningCodes, ...errorCodes])])(
    'has a section on %s, where the log leads',
    (name) => {
      const link = helpLink('https://example.com', '1.0.0', name);
      expect(troubleshooting.headings.map((heading) => `markdown-header-${anchorOf(heading)}`)).toContain(
        link.split('#')[1],
      );
    },
  );

  it('has something on each warning and error of the log: all have a code', () => {
    const told = [...code.matchAll(/\blog\.(?:warn|error)\(([^;]*);/g)].map(([, call = '']) => call);
    expect(told.length).toBeGreaterThan(12);
    expect(told.filter((call) => !/\bcode\b|look: 'bad'|look: 'failed'/.test(call))).toEqual([]);
  });

  it('has no section on a code that is gone', () => {
    const known = new Set([...warningCodes, ...errorCodes]);
    const sections = troubleshooting.headings.filter((heading) => /^[a-z]+(-[a-z]+)*$/.test(heading));
    expect(sections.filter((heading) => !known.has(heading))).toEqual([]);
  });

  it('has every exit code, and the README too', () => {
    for (const { lines } of [troubleshooting, pageOf('README.md')]) {
      const rows = found(/^\| (\d+)/gm, lines.join('\n'));
      expect(rows).toEqual(expect.arrayContaining(Object.values(exitCodes).map(String)));
    }
  });

  it('quotes messages that the code has', () => {
    const literals = code
      .replace(/['`] \+\n\s*['`]/g, '')
      .replace(/\$\{[^}]*\}/g, '…')
      .replaceAll('\\`', '`');
    const quoted = found(/^\| `([^`]+)` \|/gm, troubleshooting.lines.join('\n'));
    expect(quoted.length).toBeGreaterThan(10);
    const fragments = quoted.flatMap((message) => message.split('…').map((part) => part.trim()));
    expect(fragments.filter((fragment) => !literals.includes(fragment))).toEqual([]);
  });
});

it('every key of .code-scan.yml stands in docs/gate-policy.md, in an example too', () => {
  const page = pageOf('docs/gate-policy.md');
  const keys = keysOf(JSON.parse(readFileSync('src/policy/policy.schema.json', 'utf8')));
  expect(keys).toEqual(expect.arrayContaining(['paths', 'atMost', 'until']));
  const example = page.fences.map(({ text }) => text).join('\n');
  expect(keys.filter((key) => !new RegExp(`^[\\s-]*${key}:`, 'm').test(example))).toEqual([]);
  const properties = Object.keys(
    (JSON.parse(readFileSync('src/policy/policy.schema.json', 'utf8')) as { properties: object }).properties,
  );
  expect(properties.filter((key) => !page.codeSpans.includes(key))).toEqual([]);
});

function keysOf(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(keysOf);
  if (typeof schema !== 'object' || schema === null) return [];
  const own = 'properties' in schema ? Object.keys(Object(schema.properties)) : [];
  return [...own, ...Object.values(schema).flatMap(keysOf)];
}

it('docs/own-scanners.md lists every scanner, when it runs and whether it asks a server', () => {
  const words = { always: 'always', installed: 'where installed', never: 'only by name' } as const;
  const rows = pageOf('docs/own-scanners.md')
    .lines.filter((line) => line.split('|').length === 7)
    .map((line) => line.split('|').map((cell) => cell.trim()));
  expect(rows.slice(2).map(([, name, , kind, auto, network]) => [name, kind, auto, network])).toEqual(
    scanners.map(({ name, kind, auto, needsNetwork }) => [
      `\`${name}\``,
      kind,
      words[auto],
      needsNetwork ? 'yes' : 'no',
    ]),
  );
});

it('the schema of report.json is where its name says, and the README leads to it', () => {
  const { $id } = JSON.parse(readFileSync('src/reports/report.schema.json', 'utf8')) as { $id: string };
  const { repository } = parse(readFileSync('pipe.yml', 'utf8')) as { repository: string };
  const path = 'src/reports/report.schema.json';
  expect($id).toBe(`${repository}/raw/main/${path}`);
  expect(pageOf('README.md').links.map(({ target }) => target)).toContain(path);
});

it('the README lists every file of a report', () => {
  const [list = ''] = found(/const reportNames = \[([^\]]+)\]/g, code);
  const names = [...found(/'([^']+)'/g, list), 'report.sarif'];
  expect(names).toContain('report.html');
  const { codeSpans } = pageOf('README.md');
  expect(names.filter((name) => !codeSpans.includes(name))).toEqual([]);
});

it('scanners that documentation names are there', () => {
  const named = pages.flatMap(({ codeSpans, fences }) =>
    [...codeSpans, ...fences.map(({ text }) => text)].flatMap((text) =>
      found(/\bSCANNERS(?:=|: )-?([a-z0-9-]+(?:,[a-z0-9-]+)*)/g, text).flatMap((list) => list.split(',')),
    ),
  );
  const known = ['auto', 'name', ...scanners.map(({ name }) => name)];
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
});

it('docs/choose-a-token.md names the scopes that each publisher asks for', () => {
  const scopes = {
    status: 'repository',
    insights: 'repository',
    summary: 'pullrequest',
    inline: 'pullrequest',
  } as const;
  const rows = pageOf('docs/choose-a-token.md').lines;
  for (const publisher of publisherNames) {
    if (publisher === 'files') continue;
    const cells = (kind: 'access-token' | 'api-token') =>
      scopeNames(scopes[publisher], kind)
        .map((name) => `\`${name}\``)
        .join(', ');
    const row = rows.find((line) => line.startsWith(`| \`${publisher}\``) && line.split('|').length === 5);
    expect(
      row
        ?.split('|')
        .slice(2, 4)
        .map((cell) => cell.trim()),
    ).toEqual([cells('access-token'), cells('api-token')]);
  }
});

describe.each(pages)('$path', ({ path, fences, codeSpans }) => {
  it('names variables that the pipe reads', () => {
    // These two name what other programs read.
    if (['docs/migrating.md', 'docs/rules.md'].includes(path)) return;
    const names = codeSpans.flatMap((span) => found(/^([A-Z]+(?:_[A-Z]+)+)\b/g, span));
    const licences = ['THIRD_PARTY_LICENSES', 'OSV_SCANNER_LICENSES'];
    const known = [...variableNames, ...foreignVariables, ...licences];
    expect(names.filter((name) => !known.includes(name) && !code.includes(name))).toEqual([]);
  });

  it('says `NAME=value` and `NAME: value` as the pipe takes it', () => {
    const settings = codeSpans.flatMap((span) => {
      const [, name = '', value = ''] = /^([A-Z_]+)(?:=|: )'?([^\s'…]+)'?$/.exec(span) ?? [];
      return variableNames.includes(name) ? [{ name, value }] : [];
    });
    const problems = settings.flatMap(({ name, value }) => {
      const needed = value === 'publish' && name === 'MODE' ? { SARIF_FILES: 'a.sarif' } : {};
      return problemsOf({ ...needed, [name]: value }).map((problem) => `${name}=${value}: ${problem}`);
    });
    // What is told as a mistake is one.
    expect(problems.filter((problem) => !problem.startsWith('SHARD=4/4'))).toEqual([]);
  });

  it('shows suppressions that the pipe reads, of rules that it has', () => {
    const rules = globSync('rules/**/*.yml').map((rule) => rule.split('/').at(-1)?.replace('.yml', ''));
    for (const { text, language } of fences) {
      if (!text.includes('code-scan-ignore') || language === 'sh') continue;
      const comments = suppressionComments(text.split('\n'));
      expect(comments).toHaveLength(text.split('code-scan-ignore').length - 1);
      for (const comment of comments) {
        expect(comment.reason).toBeDefined();
        expect(comment.rules.filter((rule) => !rules.includes(rule))).toEqual([]);
      }
    }
  });
});
