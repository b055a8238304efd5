// Opens the report of a run: no complaint of the browser, every plot drawn in every window, figures as expected.
// node report.mjs URL SCREENSHOT; EXPECTED: [[key, number]...]
import { chromium } from 'playwright-core';

const [url, screenshot] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const fail = async (text) => {
  await browser.close();
  throw new Error(text);
};
try {
  const page = await browser.newPage({ viewport: { width: 1180, height: 900 } });
  const complaints = [];
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complaints.push(message.text()); });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => { if (!request.url().startsWith('file:') && !request.url().startsWith('data:')) complaints.push(`fetches ${request.url()}`); });
  await page.goto(url);
  const complain = () => { if (complaints.length > 0) throw new Error(complaints.join('\n')); };
  complain();

  // A plot is drawn where its canvas has pixels of its curves' colours: of more than the greys of axes and grid.
  const drawn = () => page.evaluate(() => [...document.querySelectorAll('.plot')].map((box) => {
    const canvas = box.querySelector('canvas');
    if (!canvas) return [box.dataset.plot, 0];
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    let coloured = 0;
    for (let i = 0; i < pixels.length; i += 4) {
      const spread = Math.max(pixels[i], pixels[i + 1], pixels[i + 2]) - Math.min(pixels[i], pixels[i + 1], pixels[i + 2]);
      if (pixels[i + 3] > 0 && spread > 60) coloured++;
    }
    return [box.dataset.plot, coloured];
  }));
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const name of ['start', 'end', 'run']) {
      await page.click(`[data-window=${name}]`);
      const plots = await drawn();
      const empty = plots.filter(([, coloured]) => coloured < 100);
      if (empty.length > 0) throw new Error(`empty in ${name}, ${scheme}: ${JSON.stringify(empty)}`);
      if (name === 'run' && scheme === 'dark') console.log(`${plots.length} plots drawn`);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });

  for (const [key, value] of JSON.parse(process.env.EXPECTED)) {
    const shown = await page.getAttribute(`[data-key="${key}"]`, 'data-value');
    if (Number(shown) !== value) throw new Error(`${key} is ${shown}, the run's is ${value}`);
  }
  console.log('figures equal');
  if ((await page.title()).startsWith('owned')) throw new Error('a text of the run ran as a script');
  if (await page.locator('img').count() > 0) throw new Error('a text of the run became an element');

  await page.setViewportSize({ width: 380, height: 800 });
  await page.waitForFunction(() => document.querySelector('.uplot').clientWidth < 380);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 0) throw new Error(`${wide} px too wide for a phone`);
  await page.screenshot({ path: screenshot, fullPage: true });
  complain();
  console.log('no complaint');
} catch (error) {
  await fail(error.stack);
}
await browser.close();
