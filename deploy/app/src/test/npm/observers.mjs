// Fifty MQTT clients and the dashboard in a browser, all of which hear everything, until stdin ends.
// node observers.mjs URL; BROKER, VIEWER_PASSWORD. Says "watching" when all are there, and at the end how much they heard.
import { chromium } from 'playwright-core';
import mqtt from 'mqtt';

const CLIENTS = 50;
let heard = 0;
const clients = await Promise.all(Array.from({ length: CLIENTS }, async () => {
  const client = await mqtt.connectAsync(process.env.BROKER, { protocolVersion: 5, username: 'viewer', password: process.env.VIEWER_PASSWORD });
  client.on('message', (topic) => { if (topic.endsWith('/telemetry')) heard++; });
  await client.subscribeAsync('plumb/v1/#', { qos: 1 });
  return client;
}));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
await page.goto(process.argv[2]);
await page.waitForFunction(() => document.getElementById('link').dataset.tone === 'good', null, { timeout: 30000 });
console.log('watching');
process.stdin.resume();
await new Promise((ended) => process.stdin.once('end', ended));
console.log(`clients ${clients.length} heard ${heard} page ${await page.getAttribute('#frames', 'data-drawn')}`);
await browser.close();
process.exit();
