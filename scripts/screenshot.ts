// Makes the README's pictures of what `npm run demo` shows: a thread on the diff, the pull request, the report.
// `npm run screenshot`; `CHROMIUM` names the browser where it is not at the usual place.
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

const width = 1280;
/** High enough to have a whole page in view: a clip cannot reach outside. */
const height = 9000;

async function open(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 1.5 });
  await page.goto(url);
  return page;
}

async function takeThread(page: Page): Promise<void> {
  const thread = await page
    .locator('.file article.comment', { hasText: 'py-unsafe-yaml-load' })
    .first()
    .boundingBox();
  if (thread === null) throw new Error('the page has no thread on the YAML loader: is it the demo’s?');
  const clip = { x: 20, y: thread.y - 140, width: 870, height: thread.height + 185 };
  await page.screenshot({ path: 'docs/thread.png', clip });
}

const demo = execFileSync(process.execPath, ['demo/demo.ts'], {
  encoding: 'utf8',
  env: { ...process.env, NO_COLOR: '1' },
});
const [preview] = /file:\/\/\S+preview\.html/.exec(demo) ?? [];
if (preview === undefined) throw new Error(`the demo left no page:\n${demo}`);
const report = pathToFileURL(join(dirname(fileURLToPath(preview)), 'report.html')).href;

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const shown = await open(browser, preview);
await takeThread(shown);
await shown.screenshot({ path: 'docs/preview.png', clip: { x: 0, y: 0, width, height: 1130 } });
const findings = await open(browser, report);
await findings.getByRole('button', { name: 'SQL built from request data' }).first().click();
await findings.screenshot({ path: 'docs/report.png', clip: { x: 0, y: 0, width, height: 1180 } });
await browser.close();
