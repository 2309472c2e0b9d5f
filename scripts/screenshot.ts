// Makes the README's pictures, the page's top and a thread on the diff: `npm run screenshot -- PAGE`, with the page that
// `npm run demo` has printed.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [page] = process.argv.slice(2);
if (page === undefined) throw new Error('which page? npm run screenshot -- PATH/preview.html');
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const tab = await browser.newPage({ viewport: { width: 1280, height: 1250 } });
await tab.goto(page.startsWith('file:') ? page : pathToFileURL(resolve(page)).href);
await tab.screenshot({ path: 'docs/preview.png' });
// High enough to have the whole page in view: a clip cannot reach outside.
await tab.setViewportSize({ width: 1280, height: 9000 });
const thread = await tab
  .locator('.file article.comment', { hasText: 'py-unsafe-yaml-load' })
  .first()
  .boundingBox();
if (thread === null) throw new Error('the page has no thread on the YAML loader: is it the demo’s?');
await tab.screenshot({
  path: 'docs/thread.png',
  clip: { x: 20, y: thread.y - 180, width: 870, height: thread.height + 240 },
});
await browser.close();
