import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { mostFindings } from '../../src/reports/report-html/page-findings.ts';
import { findChromium, launchChromium, noChromium } from '../sandbox/chromium.ts';
import { makeFinding, makeReport } from './make-report.ts';
import { html, manyFindings, richReport } from './report-html-samples.ts';
import { samples } from './sample-reports.ts';

describe('the page as a file', () => {
  test('allows its own script and style and nothing else', async () => {
    const page = await html(richReport());
    expect(page).toMatch(/script-src 'sha256-[\w+/=]+'; style-src 'sha256-[\w+/=]+'; base-uri 'none'/);
    expect(page).not.toMatch(/unsafe|\son\w+=|\sstyle="|<link|<img|<iframe|@import|url\(/);
  });

  test('is bounded, and says what it leaves out', async () => {
    const findings = manyFindings(mostFindings + 500).map((finding) => ({
      ...finding,
      message: 'x'.repeat(5000),
    }));
    const page = await html(makeReport({ findings }));
    expect(page.length).toBeLessThan(40_000_000);
    expect(page).toContain('The first 20,000 of 20,500 findings');
    expect(page.split('"fingerprint":')).toHaveLength(mostFindings + 1);
  });

  test('shows no line that holds a found secret', async () => {
    const secret = makeFinding({ line: 5, category: 'secret', title: 'A key', message: 'A key' });
    const page = await html({ ...richReport(), findings: [...richReport().findings, secret] });
    expect(page).toContain('a line with a secret is not shown');
    expect(page).not.toContain('SELECT * FROM');
  });
});

const executable = findChromium();

describe.skipIf(executable === undefined)(
  executable === undefined ? noChromium : 'the page in a browser',
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium(executable ?? '');
    });
    afterAll(() => browser?.close());

    interface Options {
      readonly fragment?: string;
      readonly width?: number;
      readonly dark?: boolean;
    }

    /** Opens a report from disk. Whatever the page complains of, or asks a network for, fails the test. */
    async function open(
      report: Report,
      { fragment = '', width = 1280, dark = false }: Options = {},
    ): Promise<Page> {
      const file = join(await mkdtemp(join(tmpdir(), 'report-')), 'report.html');
      await writeFile(file, await html(report));
      const page = await browser.newPage({
        viewport: { width, height: 900 },
        colorScheme: dark ? 'dark' : 'light',
      });
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('dialog', (dialog) => complaints.push(`dialog ${dialog.message()}`));
      page.on('request', (request) => {
        if (!request.url().startsWith('file:')) complaints.push(`request ${request.url()}`);
      });
      page.setDefaultTimeout(5000);
      await page.goto(`${pathToFileURL(file).href}${fragment}`);
      onEnd.push(async () => {
        await page.close();
        expect(complaints).toEqual([]);
      });
      return page;
    }

    const onEnd: (() => Promise<void>)[] = [];

    /** Runs a test body, then looks at what the pages had to say. */
    function browse(name: string, body: () => Promise<void>): void {
      test(name, async () => {
        await body();
        for (const end of onEnd.splice(0)) await end();
      });
    }

    const titles = (page: Page) => page.locator('button.title').allTextContents();
    const count = (page: Page) => page.locator('#count').textContent();
    const choose = (page: Page, facet: string, value: string) =>
      page.locator(`.facet:has(legend:text-is("${facet}")) label:has(.value:text-is("${value}"))`).click();

    browse('10,000 findings open, filter, sort and page', async () => {
      const page = await open(makeReport({ findings: manyFindings(10_000) }));
      expect(await count(page)).toBe('1–100 of 10,000 findings');
      expect(await page.locator('tr.finding').count()).toBe(100);
      await choose(page, 'Severity', 'critical');
      await choose(page, 'State', 'new');
      expect(await count(page)).toBe('1–100 of 500 findings (of 10,000)');
      await page.getByLabel('Search').fill('file-7.ts rule-20');
      const found = await titles(page);
      expect(found.length).toBeGreaterThan(0);
      expect(await count(page)).toBe(`1–${found.length} of ${found.length} findings (of 10,000)`);
      await page.getByRole('button', { name: 'Show all' }).click();
      await page.getByRole('button', { name: 'Finding', exact: true }).click();
      expect((await titles(page)).slice(0, 3)).toEqual([
        'Problem number 0',
        'Problem number 1',
        'Problem number 10',
      ]);
      await page.getByRole('button', { name: 'Finding', exact: true }).click();
      expect((await titles(page))[0]).toBe('Problem number 9999');
      await page.getByRole('button', { name: 'Next' }).click();
      expect(await count(page)).toBe('101–200 of 10,000 findings');
    });

    browse('the address brings the same view back', async () => {
      const report = makeReport({ findings: manyFindings(1000) });
      const page = await open(report);
      await choose(page, 'Scanner', 'secretlint');
      await page.getByLabel('Search').fill('src/web');
      await page.getByRole('button', { name: 'Place' }).click();
      await page.locator('button.title').nth(3).click();
      const [shown, fragment] = [await titles(page), await page.evaluate('location.hash')];
      const again = await open(report, { fragment: String(fragment) });
      expect(await titles(again)).toEqual(shown);
      expect(await again.locator('button.title[aria-expanded=true]').count()).toBe(1);
      expect(await again.getByLabel('Search').inputValue()).toBe('src/web');
    });

    browse('a link to a finding turns to its page and unfolds it', async () => {
      const page = await open(makeReport({ findings: manyFindings(1000) }), {
        fragment: '#finding=v1%3A999',
      });
      expect(await page.locator('button.title[aria-expanded=true]').textContent()).toBe('Problem number 999');
      const top = "document.querySelector('[aria-expanded=true]').getBoundingClientRect().top";
      expect(Number(await page.evaluate(top))).toBeGreaterThan(0);
      expect(Number(await page.evaluate(top))).toBeLessThan(900);
    });

    browse('a finding shows its code with the mark, the flow, the fix, the rule and the entry', async () => {
      const page = await open(richReport(), { fragment: '#finding=v1%3Ajssqlinjection.srcdbjs.5' });
      const detail = page.locator('.detail');
      expect(await detail.locator('.line.marked .number').textContent()).toBe('5');
      expect(await detail.locator('mark').textContent()).toBe('const statement =');
      expect(await detail.locator('ol li').count()).toBe(3);
      expect(await detail.locator('.line.added').count()).toBe(2);
      expect(await detail.locator('pre').last().textContent()).toContain(
        '- fingerprint: "v1:jssqlinjection.srcdbjs.5"',
      );
      expect(await detail.getByRole('link', { name: 'Open in Bitbucket' }).getAttribute('href')).toBe(
        'https://bitbucket.org/acme/shop/src/a1b2c3d4e5f60718293a4b5c6d7e8f9001122334/src/db.js#lines-5',
      );
    });

    browse('all of it can be done with the keyboard', async () => {
      const page = await open(richReport());
      await page.keyboard.press('/');
      await page.keyboard.type('sql');
      const isFirst = () =>
        page.evaluate("document.querySelector('button.title') === document.activeElement");
      for (let steps = 0; steps < 60 && !(await isFirst()); steps += 1) await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.locator('button.title').first().getAttribute('aria-expanded')).toBe('true');
      await page.keyboard.press('ArrowDown');
      expect(await page.evaluate('document.activeElement.textContent')).toBe((await titles(page))[1]);
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      expect(await page.locator('.detail').count()).toBe(0);
    });

    test.each([
      ['light', {}],
      ['dark', { dark: true }],
      ['narrow', { width: 375 }],
    ] as const)('is accessible: %s', async (_name, options) => {
      for (const report of 'dark' in options ? [richReport()] : [richReport(), makeReport()]) {
        const page = await open(report, { ...options, fragment: '#finding=v1%3Ajssqlinjection.srcdbjs.5' });
        await page.evaluate(
          "document.querySelectorAll('details').forEach((each) => each.setAttribute('open', ''))",
        );
        await page.evaluate(axe.source);
        const violations = 'violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])';
        expect(await page.evaluate(`axe.run().then(({ violations }) => ${violations})`)).toEqual([]);
      }
      for (const end of onEnd.splice(0)) await end();
    });

    browse('fits a screen of 375 pixels', async () => {
      const page = await open(richReport(), {
        width: 375,
        fragment: '#finding=v1%3Ajssqlinjection.srcdbjs.5',
      });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375);
    });

    browse('hostile text stays text', async () => {
      const page = await open(samples['hostile'] ?? makeReport());
      await page.locator('button.title').first().click();
      for (const summary of await page.locator('main > section > details > summary').all())
        await summary.click();
      expect(await page.locator('script').count()).toBe(2);
      expect(await page.locator('img, iframe, object, table table').count()).toBe(0);
      expect(await page.getByText('<script>alert(1)</script>').count()).toBeGreaterThan(3);
      const targets = await page.evaluate(
        "[...document.querySelectorAll('a')].map(({ href }) => href).join(' ')",
      );
      expect(targets).toMatch(/https:\/\/bitbucket\.org\//);
      expect(targets).not.toMatch(/javascript| https:\/\/evil/);
    });

    browse('prints the findings without the tools', async () => {
      const page = await open(richReport());
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.tools').isVisible()).toBe(false);
      expect(await page.locator('tr.finding').first().isVisible()).toBe(true);
    });
  },
);
