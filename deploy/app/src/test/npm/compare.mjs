// Opens the page of a comparison: no complaint of the browser, every plot drawn whatever is chosen, every number in the tables
// that of the document. node compare.mjs URL SCREENSHOT_PREFIX; DOCUMENT: file with what --json printed
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [url, prefix] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1180, height: 900 } });
  const complaints = [];
  // That this test reads its pixels back is no fault of the page.
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !message.text().includes('willReadFrequently')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => { if (!request.url().startsWith('file:') && !request.url().startsWith('data:')) complaints.push(`fetches ${request.url()}`); });
  await page.goto(url);
  const complain = () => { if (complaints.length > 0) throw new Error(complaints.join('\n')); };
  complain();

  const drawn = () => page.evaluate(() => [...document.querySelectorAll('.plot')].map((box) => {
    const name = `${box.dataset.plot} ${box.dataset.of} ${box.dataset.rig}`;
    const canvas = box.querySelector('canvas');
    if (!canvas) return [name, 0];
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    let coloured = 0;
    for (let i = 0; i < pixels.length; i += 4) {
      const spread = Math.max(pixels[i], pixels[i + 1], pixels[i + 2]) - Math.min(pixels[i], pixels[i + 1], pixels[i + 2]);
      if (pixels[i + 3] > 0 && spread > 60) coloured++;
    }
    return [name, coloured];
  }));
  const check = async (when) => {
    const plots = await drawn();
    const empty = plots.filter(([, coloured]) => coloured < 100);
    if (empty.length > 0) throw new Error(`empty ${when}: ${JSON.stringify(empty)}`);
    return plots.length;
  };
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.screenshot({ path: `${prefix}-${scheme}.png`, fullPage: true });
    const plots = await check(scheme);
    if (scheme === 'dark') console.log(`${plots} plots drawn`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  for (const choice of ['[data-force=lasting]', '[data-set=spread]']) {
    for (const button of await page.locator(choice).all()) await button.click();
    await check(choice);
    complain();
  }
  await page.locator('[data-plot=map] .u-over').first().hover();
  await page.waitForFunction(() => /angle 1 .*: .* s/.test(document.querySelector('.maps figcaption span').textContent));

  const json = JSON.parse(readFileSync(process.env.DOCUMENT, 'utf8'));
  const embedded = JSON.parse(await page.locator('#plot-data').textContent());
  if (JSON.stringify(json) !== JSON.stringify(embedded)) throw new Error('the page is not made from the document');
  const values = await page.evaluate(() => [...document.querySelectorAll('[data-path]')].map((e) => [e.dataset.path, e.dataset.value]));
  for (const [path, value] of values) {
    const wanted = path.split('.').reduce((at, key) => at[key], json);
    if (value === '' ? wanted !== null : Number(value) !== wanted) throw new Error(`${path} is ${value}, the document's is ${wanted}`);
  }
  console.log(`${values.length} numbers equal`);

  await page.setViewportSize({ width: 380, height: 800 });
  await page.waitForFunction(() => [...document.querySelectorAll('.uplot')].every((plot) => plot.clientWidth < 380));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 0) throw new Error(`${wide} px too wide for a phone`);
  await page.screenshot({ path: `${prefix}-narrow.png`, fullPage: true });
  complain();
  console.log('no complaint');
} catch (error) {
  await browser.close();
  throw error;
}
await browser.close();
