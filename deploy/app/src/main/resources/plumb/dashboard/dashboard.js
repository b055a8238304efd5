// The page: hears every rig of the broker, shows the chosen one.
import { evidenceLeft, leaseLeft, shown } from './clocks.js';
import { MqttConnection } from './mqtt.js';
import { PendulumView } from './pendulum.js';
import { PERCENTILES, PercentilePlot, ScrollingPlots } from './plots.js';
import { Rig, VERDICTS } from './rig.js';

const MOST_OBSTACLES = 3;
const TOPIC = /^plumb\/v1\/([a-z0-9-]+)\/(.+)$/;
const $ = (id) => document.getElementById(id);
const put = (element, text) => { if (element.textContent !== text) element.textContent = text; };
const el = (name, className, ...content) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...content);
  return element;
};
const figure = (value) => (value === null || value === undefined ? '-' : Number(Number(value).toPrecision(4)).toString());

const rigs = new Map();
let chosen = null;
/** Named in the address, until it was heard. */
let wanted = location.hash.slice(1);
let link = { connected: false, reason: 'connecting', refused: false };
let typed = null;
let connectionText = null;
let held = false;
const pendulum = new PendulumView($('pendulum'));
const plots = new ScrollingPlots($('plots'));
const percentiles = new PercentilePlot($('percentiles'));
const frames = { received: 0, drawn: 0, late: 0, pending: 0 };
const seen = { rig: null, statement: null, metrics: null, events: -1, verdict: null, sampleAt: null, motions: 0, described: 0 };

// ---- what is heard ---------------------------------------------------------------------------------------------------

async function login() {
  const response = await fetch('connection.json', { cache: 'no-store' });
  const text = await response.text();
  // Another broker, as after a change of the configuration: the page may connect to the one it was served for only.
  if (connectionText !== null && connectionText !== text) {
    location.reload();
    return null;
  }
  connectionText = text;
  const { url, user, password } = JSON.parse(text);
  return { url, user: typed?.user ?? user, password: typed?.password ?? password };
}

function heard(message) {
  const match = TOPIC.exec(message.topic);
  if (match === null || match[2].startsWith('command/')) return;
  const [, name, topic] = match;
  if (!rigs.has(name)) rigs.set(name, new Rig(name));
  const rig = rigs.get(name);
  rig.hear(topic, message, performance.now());
  if (chosen === null) choose(rig);
  if (name === wanted) {
    wanted = null;
    if (chosen !== rig) choose(rig);
  }
  if (topic === 'telemetry' && rig === chosen && !document.hidden) {
    frames.received++;
    frames.pending++;
  }
  draw();
}

function stateOfLink(state) {
  link = state;
  $('login').hidden = !state.refused;
  put($('login-reason'), state.refused ? state.reason : '');
  draw();
}

const connection = new MqttConnection(login, ['plumb/v1/#'], stateOfLink, heard);
$('login').addEventListener('submit', (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  typed = { user: form.get('user'), password: form.get('password') };
  $('login').hidden = true;
  connection.start();
});

// ---- which rig -------------------------------------------------------------------------------------------------------

function choose(rig) {
  chosen = rig;
  Object.assign(seen, { rig, statement: undefined, metrics: undefined, events: -1, sampleAt: null, described: 0 });
  pendulum.reset();
  plots.draw(rig.samples);
  percentiles.reset();
  put($('rig-name'), rig.name);
  put($('phase'), 'no telemetry');
  for (const id of ['r-x', 'r-a1', 'r-a2', 'r-f']) put($(id), '-');
  if (location.hash.slice(1) !== rig.name && rigs.size > 1) history.replaceState(null, '', `#${rig.name}`);
}

function showRigs(now) {
  const nav = $('rigs');
  const names = [...rigs.keys()].sort();
  if (nav.childElementCount !== names.length) {
    nav.replaceChildren(...names.map((name) => {
      const button = el('button', '', el('span', 'dot'), el('span', '', name), el('small', ''));
      button.type = 'button';
      button.dataset.rig = name;
      button.addEventListener('click', () => { choose(rigs.get(name)); draw(); });
      return button;
    }));
  }
  for (const button of nav.children) {
    const { word, tone } = VERDICTS[verdictOf(rigs.get(button.dataset.rig), now)];
    button.dataset.tone = tone;
    button.setAttribute('aria-pressed', String(button.dataset.rig === chosen?.name));
    put(button.lastChild, word);
  }
}

// ---- what is shown ---------------------------------------------------------------------------------------------------

/** Who does not hear the broker knows nothing, whatever was heard before. */
function verdictOf(rig, now) {
  const verdict = rig.verdict(now);
  return !link.connected && ['ready', 'not-ready', 'testing', 'fault'].includes(verdict) && leaseLeft(rig.statement, now) <= 0 ? 'stale' : verdict;
}

function showVerdict(now) {
  const key = chosen === null ? 'unheard' : verdictOf(chosen, now);
  const { word, tone, mark } = VERDICTS[key];
  const statement = chosen?.statement ?? null;
  const known = key !== 'stale' && key !== 'offline' && key !== 'unheard';
  document.body.dataset.tone = tone;
  document.body.dataset.verdict = key;
  document.body.classList.toggle('old', key === 'stale' || key === 'offline' || !link.connected);
  put($('mark'), mark);
  put($('verdict-title'), word);
  put($('state'), known ? chosen.state ?? '-' : statement === null ? 'nothing is known' : `was ${statement.document.state}`);
  showBanner(key, now);

  const left = statement === null ? null : leaseLeft(statement, now);
  const evidence = statement === null ? null : evidenceLeft(statement, now);
  clock('lease', left, statement?.document.leaseMs, true);
  clock('evidence', key === 'offline' || key === 'stale' ? null : evidence, statement && statement.document.evidence.maxAgeS * 1000, false);
  const score = known && statement ? statement.document.score : null;
  put($('score'), score === null ? '-' : `${figure(Math.floor(score * 10) / 10)}`);
  width($('score-bar'), score === null ? 0 : score / 100);

  const said = chosen === null ? '' : `${chosen.name}: ${word.toLowerCase()}`;
  if (seen.verdict !== said) {
    seen.verdict = said;
    put($('announcement'), said);
    document.title = chosen === null ? 'Plumb' : `${word} · ${chosen.name} · Plumb`;
    icon(tone, mark);
  }
}

function width(bar, share) {
  bar.style.width = `${(100 * Math.max(0, Math.min(1, share))).toFixed(1)}%`;
}

function clock(id, left, whole, tenths) {
  const label = $(id);
  put(label, left === null ? '-' : left <= 0 ? 'run out' : shown(left, tenths));
  label.classList.toggle('out', left !== null && left <= 0);
  width($(`${id}-bar`), left === null || !whole ? 0 : left / whole);
}

function showBanner(key, now) {
  const banner = $('banner');
  const since = chosen?.heardAt === null || chosen === null ? null : now - chosen.heardAt;
  const silent = since === null ? '' : ` Last heard ${shown(since)} ago.`;
  let kind = null;
  let text = '';
  if (key === 'offline') {
    kind = 'offline';
    text = `${chosen.name} is not connected to the broker.${silent} What stands below is of the past.`;
  } else if (!link.connected && rigs.size > 0) {
    kind = 'stale';
    text = `No connection to the broker: ${link.reason}.${silent} What stands below is old.`;
  } else if (key === 'stale') {
    kind = 'stale';
    text = `${chosen.name} is silent; its last statement no longer holds.${silent} Nothing is known of it now.`;
  }
  banner.hidden = kind === null;
  if (kind !== null) {
    banner.dataset.kind = kind;
    put($('banner-word'), kind.toUpperCase());
    put($('banner-text'), text);
  }
}

function icon(tone, mark) {
  const colours = { good: '#14713a', bad: '#b3201f', stale: '#b06f00', gone: '#3d4550', calm: '#1259b8' };
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="15" fill="${colours[tone]}"/>`
    + `<text x="16" y="23" font-size="20" font-weight="700" text-anchor="middle" fill="#fff" font-family="sans-serif">${mark}</text></svg>`;
  $('icon').href = `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

function showStatement() {
  const statement = chosen?.statement ?? null;
  if (seen.statement === statement) return;
  // Renewals that say the same change nothing on the page.
  const before = seen.statement?.document;
  seen.statement = statement;
  const content = ({ verdictId, gates, blocking, level, hw, waived }) => JSON.stringify([verdictId, gates, blocking, level, hw, waived]);
  if (before && statement && content(before) === content(statement.document)) return;

  const document_ = statement?.document;
  label('level', document_?.level?.replaceAll('-', ' '));
  label('hardware', document_ && [document_.hw.kind, document_.hw.identity].filter(Boolean).join(' · '));
  const obstacles = chosen?.obstacles() ?? [];
  const shownHere = obstacles.length <= MOST_OBSTACLES + 1 ? obstacles : obstacles.slice(0, MOST_OBSTACLES);
  $('obstacles').replaceChildren(...shownHere.map((o) => {
    const measured = o.observed === null ? '' : ` (${figure(o.observed)}${o.limit === null ? '' : `, allowed ${figure(o.limit)}`} ${o.unit ?? ''})`;
    return el('div', 'obstacle', el('h3', '', `${o.id}: ${o.reason.replaceAll('-', ' ')}`), el('p', '', o.message + measured), el('p', 'remedy', o.remedy));
  }), ...(document_?.ready ? [el('p', 'more', 'Nothing stands in the way of a run.')] : []), ...(shownHere.length < obstacles.length
    ? [el('p', 'more', `and ${obstacles.length - shownHere.length} more: ${obstacles.slice(shownHere.length).map((o) => o.id).join(', ')}`)] : []));
  showGates(document_?.waived ?? []);
  put($('foot'), document_ ? `boot ${document_.boot.slice(0, 8)} · verdict ${document_.verdictId?.slice(0, 12) ?? '-'} · configuration ${
    document_.config.sha256.slice(0, 12)} · build ${document_.build.sha256.slice(0, 12)}` : '');
}

function label(id, text) {
  $(id).hidden = !text;
  put($(id), text ?? '');
}

const OUTCOMES = { pass: ['good', '✓', 'pass'], fail: ['bad', '✗', 'fail'], 'not-evaluated': ['stale', '?', 'not evaluated'] };

function showGates(waived) {
  const gates = chosen?.gateList() ?? [];
  const order = { fail: 0, 'not-evaluated': 1, pass: 2 };
  const passed = gates.filter((g) => g.status === 'pass').length;
  put($('gates-hint'), gates.length === 0 ? 'none judged yet' : `${passed} of ${gates.length} passed`);
  const sorted = gates.map((g, i) => [g, i]).sort(([a, i], [b, j]) => (order[a.status] - order[b.status]) || i - j);
  $('gates').replaceChildren(...sorted.map(([gate]) => {
    const [tone, mark, word] = OUTCOMES[gate.status] ?? OUTCOMES['not-evaluated'];
    const sign = el('i', '', mark);
    sign.setAttribute('aria-hidden', 'true');
    const name = el('th', '', gate.title, el('small', '', gate.title === gate.id ? '' : gate.id, gate.critical ? ' · critical' : ''));
    name.scope = 'row';
    const waiver = waived.find((w) => w.id === gate.id);
    if (gate.reason) name.append(el('p', 'note', gate.reason));
    if (waiver) name.append(el('p', 'note', `waived by ${waiver.grantedBy}: ${waiver.reason}`));
    if (gate.remedy && gate.status !== 'pass') name.append(el('p', 'remedy', gate.remedy));
    const unit = gate.unit && gate.unit !== '1' ? ` ${gate.unit}` : '';
    const row = el('tr', '',
      el('td', 'outcome', sign, word), name,
      el('td', 'n value', gate.outcomeOnly ? '-' : gate.value === null ? 'not measured' : `${figure(gate.value)}${unit}`),
      el('td', 'n allowed', gate.outcomeOnly ? '-' : `${gate.comparison === '<=' ? '≤' : '≥'} ${figure(gate.threshold)}${unit}`),
      el('td', '', room(gate)));
    row.dataset.tone = tone;
    row.dataset.gate = gate.id;
    row.dataset.status = gate.status;
    return row;
  }));
}

/** How much of what is allowed is used; the tick is the limit. */
function room(gate) {
  if (gate.outcomeOnly || gate.value === null) return '';
  const used = gate.comparison === '<=' ? share(gate.value, gate.threshold) : share(gate.threshold, gate.value);
  const fill = el('i', '');
  fill.style.width = `${Math.max(2, Math.min(100, 75 * used))}%`;
  const bar = el('span', 'room', fill);
  bar.setAttribute('role', 'img');
  bar.setAttribute('aria-label', used > 10 ? 'far beyond the limit' : `${Math.round(100 * used)} % of the limit`);
  return bar;
}

function share(value, limit) {
  if (limit > 0) return Math.max(0, value) / limit;
  return value <= limit ? 0 : Infinity;
}

function showMotion(now) {
  if (chosen === null || chosen.sampleAt === seen.sampleAt) return;
  seen.sampleAt = chosen.sampleAt;
  if (frames.pending > 0) {
    frames.drawn++;
    frames.late += frames.pending - 1;
    frames.pending = 0;
  }
  const [t, x, a1, a2, , , , force] = chosen.samples.map((column) => column.at(-1) ?? null);
  if (x !== null && a1 !== null && a2 !== null) pendulum.draw({ x, a1, a2, force });
  $('pendulum').dataset.t = String(t);
  put($('phase'), `${chosen.phase} · ${shown(t * 1000)} since the start`);
  put($('r-x'), x === null ? '-' : `${signed(x, 3)} m`);
  put($('r-a1'), a1 === null ? '-' : `${signed(a1 * 180 / Math.PI, 2)}°`);
  put($('r-a2'), a2 === null ? '-' : `${signed(a2 * 180 / Math.PI, 2)}°`);
  put($('r-f'), force === null ? '-' : `${signed(force, 2)} N`);
  // The plots move half as often as the pendulum, which nobody sees and every machine feels.
  if (!held && ++seen.motions % 2 === 0) {
    plots.draw(chosen.samples);
    if (now - seen.described > 2000) {
      seen.described = now;
      plots.describe(chosen.samples);
    }
  }
}

const signed = (value, digits) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;

function showMetrics() {
  const metrics = chosen?.metrics ?? null;
  if (metrics === seen.metrics) return;
  seen.metrics = metrics;
  const { wakeup = null, cycle = null } = metrics?.latencyUs ?? {};
  if (metrics) percentiles.add(metrics.latencyUs);
  $('latencies').replaceChildren(...[['wake-up', wakeup], ['cycle', cycle]].map(([name, figures]) => {
    const head = el('th', '', name);
    head.scope = 'row';
    return el('tr', '', head, ...PERCENTILES.map((p) => el('td', '', figures === null ? '-' : figures[p] >= 100 ? figures[p].toFixed(0) : figures[p].toFixed(1))));
  }));
  const counts = [
    ['cycles', metrics?.cycles, false], ['engaged cycles', metrics?.engagedCycles, false], ['overruns', metrics?.overruns, true],
    ['missed cycles', metrics?.missedCycles, true], ['most in a row', metrics?.maxConsecutiveMisses, true],
    ['allocated bytes', metrics?.allocatedBytes, true], ['collections', metrics?.gcCount, false], ['records dropped', metrics?.dropped, true],
  ];
  $('counts').replaceChildren(...counts.map(([name, value, wrong]) =>
    el('div', wrong && value > 0 ? 'wrong' : '', el('dt', '', name), el('dd', '', value === null || value === undefined ? '-' : value.toLocaleString('en')))));
}

function showEvents() {
  const events = chosen?.events ?? [];
  const newest = events.length === 0 ? null : events[0];
  if (seen.events === newest) return;
  seen.events = newest;
  $('events').replaceChildren(...(events.length === 0 ? [el('li', '', el('span', 'empty', 'none'))] : events.map((event) => {
    const when = new Date(event.at);
    const time = el('time', '', when.toLocaleTimeString('en-GB'));
    time.dateTime = event.at;
    return el('li', '', time, el('span', 'kind', event.kind), el('span', 'what', el('b', '', event.what), event.reason ? `: ${event.reason}` : ''));
  })));
}

// ---- frames ----------------------------------------------------------------------------------------------------------

let asked = false;
function draw() {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    const now = performance.now();
    showRigs(now);
    showVerdict(now);
    showStatement();
    showMotion(now);
    showMetrics();
    showEvents();
    showLink();
  });
}

function showLink() {
  const line = $('link');
  if (link.connected) {
    line.dataset.tone = 'good';
    put($('link-text'), rigs.size === 0 ? 'connected, no rig heard yet' : 'live');
  } else {
    line.dataset.tone = 'stale';
    put($('link-text'), link.reason);
  }
  const counted = frames.drawn + frames.late;
  const foot = $('frames');
  foot.dataset.drawn = String(frames.drawn);
  foot.dataset.late = String(frames.late);
  put(foot, counted === 0 ? '' : `${frames.drawn.toLocaleString('en')} samples drawn, ${frames.late} overtaken by the next`);
}

// Clocks run while nothing is heard; a page in the background is woken once a second.
setInterval(draw, 100);
document.addEventListener('visibilitychange', () => { frames.pending = 0; draw(); });
window.addEventListener('hashchange', () => {
  const rig = rigs.get(location.hash.slice(1));
  if (rig) { choose(rig); draw(); }
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  pendulum.recolour();
  plots.rebuild();
  percentiles.rebuild();
  if (chosen !== null) plots.draw(chosen.samples);
});
$('hold').addEventListener('click', () => {
  held = !held;
  $('hold').setAttribute('aria-pressed', String(held));
  if (!held && chosen !== null) plots.draw(chosen.samples);
});
connection.start();
