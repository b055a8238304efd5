// The dashboard in a real browser, through the life of a rig: ready, a failing gate, silent, gone.
// node dashboard.mjs URL FOLDER; RIG_PID, RIG_FOLDER, BROKER, BROKER_USER, BROKER_PASSWORD, VIEWER_PASSWORD. Screenshots go to FOLDER.
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import mqtt from 'mqtt';

const [url, folder] = process.argv.slice(2);
const pid = Number(process.env.RIG_PID);
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const SOON = { timeout: 30000 };
const check = (holds, text) => { if (!holds) throw new Error(text); };

// A second rig, which says what the first one says, and goes on saying so when that is silent.
const client = mqtt.connect(process.env.BROKER, {
  protocolVersion: 5, username: process.env.BROKER_USER, password: process.env.BROKER_PASSWORD,
});
const viewer = mqtt.connect(process.env.BROKER, { protocolVersion: 5, username: 'viewer', password: process.env.VIEWER_PASSWORD });
const newest = new Promise((done) => {
  viewer.on('message', (topic, payload) => { if (payload.includes('"ready":true')) done(payload.toString()); });
});
viewer.subscribe('plumb/v1/lab/readiness', { qos: 1 });
const other = (name, payload, retain, expiry) => client.publish(`plumb/v1/bench/${name}`, payload, {
  qos: 1, retain, properties: expiry ? { messageExpiryInterval: expiry } : {},
});

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
// axe comes in by the driver, past the page's policy; everything else is under it.
const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
const complaints = [];
page.on('console', (m) => { if (['error', 'warning'].includes(m.type())) complaints.push(m.text()); });
page.on('pageerror', (error) => complaints.push(String(error)));

const verdict = (key) => page.waitForFunction((k) => document.body.dataset.verdict === k, key, SOON);
const text = (selector) => page.textContent(selector);
const title = (start) => page.waitForFunction((s) => document.title.startsWith(s), start, SOON);
const serious = async () => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => `${v.id}: ${v.nodes.map((n) => `${n.target} ${n.failureSummary}`).join('; ')}`);
};
const accessible = async (state) => {
  const found = await serious();
  check(found.length === 0, `${state}: ${found.join('\n')}`);
};

let alive;
try {
  await page.goto(url);
  await verdict('ready');
  check(await text('#verdict-title') === 'READY', 'the word is READY');
  await title('READY · lab');
  console.log('ready');

  // Gates, clocks.
  const gates = await page.locator('#gates tr').count();
  check(gates === 15 && await page.locator('#gates tr[data-status=pass]').count() === gates, `${gates} gates, all passed`);
  const seconds = async (id) => (await text(id)).split(':').reduce((sum, part) => sum * 60 + Number.parseFloat(part), 0);
  const evidence = await seconds('#evidence');
  const leases = new Set();
  for (let i = 0; i < 15; i++) {
    leases.add(await seconds('#lease'));
    await page.waitForTimeout(100);
  }
  check(evidence > 850 && await seconds('#evidence') < evidence, `evidence counts down from ${evidence}`);
  check(leases.size >= 4 && Math.max(...leases) <= 3 && Math.min(...leases) > 0, `the lease counts down: ${[...leases]}`);

  // The pendulum, plots, latencies.
  await page.waitForFunction(() => Number(document.getElementById('pendulum').dataset.t) > 0, null, SOON);
  // One sample may differ from the next by less than a pixel.
  const before = await page.evaluate(() => document.getElementById('pendulum').toDataURL());
  await page.waitForFunction((then) => document.getElementById('pendulum').toDataURL() !== then, before, SOON);
  console.log('pendulum moves');

  // 20 samples a second, nearly each of them drawn. Others use this machine too: the best of some seconds counts.
  const counts = () => page.evaluate(() => ({ ...document.getElementById('frames').dataset }));
  let best = { share: 1, rate: 0 };
  for (let i = 0; i < 10 && !(best.share <= 0.05 && best.rate >= 17); i++) {
    const [from, began] = [await counts(), performance.now()];
    await page.waitForTimeout(1500);
    const to = await counts();
    const [drawn, late] = [to.drawn - from.drawn, to.late - from.late];
    const now = { share: late / (drawn + late), rate: drawn / (performance.now() - began) * 1000 };
    if (now.share <= best.share) best = now;
  }
  check(best.share <= 0.05 && best.rate >= 17, `${best.rate.toFixed(1)} samples drawn a second, ${(100 * best.share).toFixed(1)} % dropped`);
  console.log(`${best.rate.toFixed(1)} samples drawn a second, ${(100 * best.share).toFixed(1)} % dropped`);

  await page.waitForSelector('#latencies td:has-text(".")', SOON);
  await page.locator('#events-card').scrollIntoViewIfNeeded();
  await page.waitForTimeout(300);
  const coloured = await page.evaluate(() => [...document.querySelectorAll('.plot')].map((box) => {
    const canvas = box.querySelector('canvas');
    const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    let count = 0;
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3] > 0 && Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2]) > 60) count++;
    }
    return [box.dataset.plot ?? box.id, count];
  }));
  check(coloured.length === 6 && coloured.filter(([id]) => id !== 'angles').every(([, n]) => n > 50), `plots are drawn: ${JSON.stringify(coloured)}`);

  // Another rig, chosen with the keyboard.
  const statement = JSON.parse(await newest);
  let seq = 0;
  alive = setInterval(() => other('readiness', JSON.stringify({ ...statement, rig: 'bench', boot: 'bench', seq: ++seq, issuedAt: new Date().toISOString() }), true, 6), 1000);
  other('status', 'online', true);
  await page.waitForSelector('#rigs button[data-rig=bench][data-tone=good]', SOON);
  await page.focus('#rigs button[data-rig=bench]');
  await page.keyboard.press('Enter');
  await title('READY · bench');
  check(await text('#r-x') === '-', 'a rig without telemetry shows no figures of another');
  await page.focus('#rigs button[data-rig=lab]');
  await page.keyboard.press('Space');
  await title('READY · lab');

  // Looks, and those who do not look.
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: `${folder}/light.png`, fullPage: true });
  await accessible('light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.waitForTimeout(200);
  await page.screenshot({ path: `${folder}/dark.png`, fullPage: true });
  await accessible('dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForTimeout(300);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(wide <= 0, `${wide} px too wide for a phone`);
  await page.screenshot({ path: `${folder}/phone.png`, fullPage: true });
  await accessible('phone');
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.evaluate(() => { const image = document.createElement('img'); image.src = 'data:,'; image.id = 'planted'; document.body.append(image); });
  check((await serious()).some((v) => v.startsWith('image-alt')), 'axe sees a planted fault');
  await page.evaluate(() => document.getElementById('planted').remove());
  console.log('accessible');

  writeFileSync(`${process.env.RIG_FOLDER}/fail`, '');
  await verdict('not-ready');
  await page.waitForSelector('#gates tr[data-gate=timing][data-status=fail]', SOON);
  const row = await text('#gates tr[data-gate=timing]');
  check(row.includes('must be at least') && row.includes('%') && await page.locator('#gates tr[data-gate=timing] .remedy').count() === 1, `value, reason and remedy: ${row}`);
  check((await text('#obstacles')).includes('timing: fail'), 'what blocks stands beside the verdict');
  check(await text('#announcement') === 'lab: not ready', 'the change is announced');
  console.log('failing gate');

  process.kill(pid, 'SIGSTOP');
  await verdict('stale');
  check(await page.isVisible('#banner') && (await text('#banner')).startsWith('STALE'), 'a banner says STALE');
  check((await page.title()).startsWith('STALE'), 'the title says STALE');
  check(await text('#lease') === 'run out', 'the lease has run out');
  await page.screenshot({ path: `${folder}/stale.png` });
  console.log('stale');

  process.kill(pid, 'SIGKILL');
  await verdict('offline');
  check((await text('#banner')).startsWith('OFFLINE') && (await page.title()).startsWith('OFFLINE'), 'banner and title say OFFLINE');
  check(await page.getAttribute('#rigs button[data-rig=bench]', 'data-tone') === 'good', 'the other rig goes on');
  await accessible('offline');
  await page.screenshot({ path: `${folder}/offline.png` });
  console.log('offline');

  check(complaints.length === 0, complaints.join('\n'));
  console.log('no complaint');
} catch (error) {
  await page.screenshot({ path: `${folder}/failed.png` }).catch(() => {});
  console.log(error.stack, complaints.join('\n'));
  console.log(await page.evaluate(() => `${document.title}\n${document.body.innerText.slice(0, 1500)}`).catch(String));
  process.exitCode = 1;
} finally {
  clearInterval(alive);
  await browser.close();
  client.end(true);
  viewer.end(true);
}
