// Makes the README's picture: `npm run screenshot -- PAGE`, with the page that `npm run demo` has printed.
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
await browser.close();
