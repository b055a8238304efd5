// What is known of one rig, from its messages alone.
import { evidenceLeft, leaseLeft, leaseLeftAtReceipt } from './clocks.js';

const SAMPLES = 20 * 60;
const EVENTS = 200;

/** What the page says in one word, and how. */
export const VERDICTS = {
  ready: { word: 'READY', tone: 'good', mark: '✓' },
  testing: { word: 'TESTING', tone: 'calm', mark: '…' },
  'not-ready': { word: 'NOT READY', tone: 'bad', mark: '✗' },
  fault: { word: 'FAULT', tone: 'bad', mark: '✗' },
  stale: { word: 'STALE', tone: 'stale', mark: '?' },
  offline: { word: 'OFFLINE', tone: 'gone', mark: '○' },
  unheard: { word: 'NO WORD YET', tone: 'calm', mark: '…' },
};

export class Rig {
  name; status = null; statement = null; state = null; withdrawn = false;
  gates = new Map(); alerts = new Map(); metrics = null; metricsAt = null; events = [];
  /** Columns: t (s), six states, force, surface. */
  samples = Array.from({ length: 9 }, () => []);
  phase = null; sampleAt = null; heardAt = null; malformed = 0; changes = 0;

  constructor(name) { this.name = name; }

  /** Takes a message with the topic below the rig's own. */
  hear(topic, message, now) {
    if (!message.retained) this.heardAt = now;
    try {
      this.#take(topic, message, now);
      this.changes++;
    } catch (problem) {
      this.malformed++;
      console.warn(`plumb: ${this.name}/${topic} cannot be read: ${problem.message}`);
    }
  }

  #take(topic, { payload, retained, expiryS }, now) {
    const [head, id] = topic.split('/');
    switch (topic) {
      case 'status': this.status = payload === '' ? null : payload; return;
      case 'readiness': this.#state(payload, retained, expiryS, now); return;
      case 'readiness/state': this.state = payload; return;
      case 'telemetry': this.#sample(JSON.parse(payload), now); return;
      case 'metric/loop': this.metrics = JSON.parse(payload); this.metricsAt = now; return;
      case 'event':
        this.events.unshift(JSON.parse(payload));
        this.events.length = Math.min(this.events.length, EVENTS);
        return;
      default:
    }
    if (head === 'gate') this.gates.set(id, payload);
    if (head === 'alert') {
      if (payload === '') this.alerts.delete(id);
      else this.alerts.set(id, JSON.parse(payload));
    }
  }

  #state(payload, retained, expiryS, now) {
    if (payload === '') {
      this.statement = null;
      this.withdrawn = true;
      return;
    }
    const document = JSON.parse(payload);
    if (document.schema !== 'plumb/readiness/v1') throw new Error(`schema ${document.schema}`);
    const before = this.statement?.document;
    // Of one start of the runtime, an older statement never replaces a newer one.
    if (before && before.boot === document.boot && document.seq < before.seq) return;
    if (before && before.boot !== document.boot) this.#clear();
    this.withdrawn = false;
    this.statement = { document, receivedAt: now, leaseEnds: now + leaseLeftAtReceipt(document.leaseMs, retained, expiryS) };
    this.state = document.state;
  }

  /** Another start of the runtime: nothing of the last one is of now. */
  #clear() {
    for (const column of this.samples) column.length = 0;
    this.metrics = null;
    this.phase = null;
  }

  #sample(sample, now) {
    const [times] = this.samples;
    if (times.length > 0 && sample.t <= times.at(-1)) {
      if (sample.t > times.at(-1) - 1) return;
      this.#clear();
    }
    [sample.t, ...sample.state, sample.forceN, sample.surface].forEach((value, i) => this.samples[i].push(value));
    if (times.length > SAMPLES) for (const column of this.samples) column.splice(0, 100);
    this.phase = sample.phase;
    this.sampleAt = now;
  }

  /** Key of VERDICTS. */
  verdict(now) {
    if (this.status === 'offline') return 'offline';
    if (this.statement === null) return this.withdrawn || this.heardAt === null || this.status !== null ? 'unheard' : 'stale';
    if (leaseLeft(this.statement, now) <= 0) return 'stale';
    if (this.state === 'testing' || this.state === 'fault') return this.state;
    // The rig says so itself in time; if its clock should not, this one does.
    return this.statement.document.ready && evidenceLeft(this.statement, now) !== 0 ? 'ready' : 'not-ready';
  }

  /** Every gate of the newest statement; of those only the outcome is known where there is none. */
  gateList() {
    const listed = this.statement?.document.gates ?? [];
    if (listed.length > 0) return listed;
    return [...this.gates].sort().map(([id, status]) => ({ id, title: id, status, outcomeOnly: true }));
  }

  /** What keeps it from running, each with its remedy. */
  obstacles() {
    return this.statement?.document.blocking ?? [...this.alerts.values()];
  }
}
