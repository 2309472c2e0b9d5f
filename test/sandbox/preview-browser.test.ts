import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { PreviewExtras } from '../../src/sandbox/preview/preview-view.ts';
import { renderPreview } from '../../src/sandbox/preview/render-preview.ts';
import type { SandboxState } from '../../src/sandbox/state.ts';
import { findChromium, launchChromium, noChromium } from './chromium.ts';
import { attack, hostileRun } from './hostile-run.ts';
import { twoRuns } from './two-runs.ts';

const executable = findChromium();
if (executable === undefined) console.log(noChromium);

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const openEverything = 'for (const each of document.querySelectorAll("details")) each.open = true';

describe.skipIf(executable === undefined)('the page in a real browser', () => {
  let browser: Browser;
  let page: Page;
  let usual: { state: SandboxState; extras: PreviewExtras };
  /** Everything that the browser says about the page: console, errors, dialogs, requests beyond the file itself. */
  let said: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'preview-'));
  const file = join(folder, 'preview.html');
  const address = pathToFileURL(file).href;

  beforeAll(async () => {
    const { state, previous, calls } = await twoRuns();
    usual = { state, extras: { previous, calls } };
    browser = await launchChromium(executable ?? '');
    page = await browser.newPage();
    page.on('console', (message) => said.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => said.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => {
      said.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      const url = request.url();
      if (url.split('#', 1)[0] !== address && !url.startsWith('data:')) said.push(`request: ${url}`);
    });
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  beforeEach(() => open(usual));

  /** From disk, as a person would. */
  async function open({ state, extras }: typeof usual): Promise<void> {
    said = [];
    writeFileSync(file, renderPreview(state, extras));
    await page.goto(address);
  }

  test('has nothing to say to the console and loads nothing', async () => {
    await page.evaluate(openEverything);
    expect(said).toEqual([]);
    expect(await page.locator('script, [style], img, iframe, object, form').count()).toBe(0);
  });

  test('shows hostile text as text', async () => {
    const { state, calls } = hostileRun();
    await open({ state, extras: { calls } });
    await page.evaluate(openEverything);
    expect(said).toEqual([]);
    const dangerous =
      'script, img, iframe, object, svg, form, input, [style], [onerror], [onload], [onmouseover]';
    expect(await page.locator(dangerous).count()).toBe(0);
    const links = await page.locator('a').all();
    const hrefs = await Promise.all(links.map((link) => link.getAttribute('href')));
    expect(hrefs.filter((href) => !/^(#|https?:)/.test(href ?? ''))).toEqual([]);
    const text = await page.locator('body').innerText();
    expect(text.split(attack).length).toBeGreaterThan(15);
    expect(await page.title()).toContain(attack);
    expect(await page.locator('h1').count()).toBe(1);
  });

  test.each([
    [1280, 'light'],
    [1280, 'dark'],
    [375, 'light'],
    [375, 'dark'],
  ] as const)('is accessible and fits at %i pixels in the %s', async (width, colorScheme) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    onTestFinished(() => page.emulateMedia({ colorScheme: 'light' }));
    await page.evaluate(openEverything);
    const background = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(background).toBe(colorScheme === 'dark' ? 'rgb(20, 24, 31)' : 'rgb(246, 247, 249)');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await page.evaluate(axe);
    const brief =
      '({ violations, passes }) => [passes.length, violations.map(({ id, nodes }) => id + nodes[0].html)]';
    const found: unknown = await page.evaluate(`axe.run().then(${brief})`);
    expect(found).toEqual([expect.toSatisfy((passes: number) => passes > 20), []]);
  });

  test('can be used with the keyboard alone', async () => {
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the pull request');
    const thread = page.locator('details.resolved');
    expect(await thread.locator('.comment').isVisible()).toBe(false);
    await thread.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await thread.locator('.comment').isVisible()).toBe(true);
  });

  test('puts threads and annotations below their lines', async () => {
    const below = async (id: string) => await page.locator(`#${id} + tr.talk`).innerText();
    expect(await below('file-0-new-13')).toContain('SQL built from input');
    expect(await below('file-0-old-12')).toContain('This is the part I am unsure of.');
    expect(await below('file-0-new-16')).toContain('eval of input');
    expect(await below('file-0-new-17')).toContain('On lines 15 to 17');
    expect(await below('file-1-new-2')).toMatch(/Resolved.*just resolved.*A key in the code/s);
    expect(await page.locator('tr.talk').count()).toBe(5);
  });

  test('leads from an annotation to its line', async () => {
    await page.locator('a.place', { hasText: 'src/search.js:16' }).click();
    expect(await page.evaluate('document.querySelector(":target").textContent')).toContain(
      'eval(request.query.filter)',
    );
  });

  test('opens ten thousand lines and a thousand annotations without a wait', async () => {
    const [pullRequest] = usual.state.pull_requests;
    const [annotation] = usual.state.annotations;
    if (pullRequest === undefined || annotation === undefined) throw new Error('nothing to multiply');
    const lines = Array.from({ length: 10_000 }, (_, index) => ({
      kind: 'added' as const,
      new: index + 1,
      text: `line ${index}`,
    }));
    const big = { path: 'big.js', status: 'added' as const, hunks: [{ heading: '', lines }] };
    const annotations = Array.from({ length: 1000 }, (_, index) => ({
      ...annotation,
      commit: pullRequest.source.commit,
      path: 'big.js',
      line: index * 9 + 1,
      external_id: `${index}`,
      uuid: `${index}`,
    }));
    const state = { ...usual.state, pull_requests: [{ ...pullRequest, files: [big] }], annotations };
    const before = performance.now();
    await open({ state, extras: usual.extras });
    expect(await page.locator('tr.talk .annotation').count()).toBe(1000);
    expect(performance.now() - before).toBeLessThan(10_000);
  });
});
