// The plots: scrolling time series and the percentile axis, drawn by uPlot.

const SECONDS = 30;
const SERIES = [
  { id: 'angles', title: 'Angles', unit: 'rad from upright', columns: [[2, 'link 1'], [3, 'link 2']], least: 0.02 },
  { id: 'force', title: 'Force', unit: 'N', columns: [[7, 'on the cart']], least: 1 },
  { id: 'cart', title: 'Cart', unit: 'm, m/s', columns: [[1, 'position'], [4, 'velocity']], least: 0.02 },
  { id: 'rates', title: 'Rates', unit: 'rad/s', columns: [[5, 'link 1'], [6, 'link 2']], least: 0.1 },
  { id: 'surface', title: 'Sliding surface', unit: '', columns: [[8, 'surface']], least: 0.01 },
];
const PERCENTILES = ['p50', 'p90', 'p99', 'p999', 'p9999', 'max'];
const LABELS = ['50 %', '90 %', '99 %', '99.9 %', '99.99 %', 'max'];
const NINES = [0.301, 1, 2, 3, 4, 5];

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const axis = (more) => ({
  stroke: css('--soft'), font: '11px system-ui, sans-serif', grid: { stroke: css('--grid'), width: 1 }, ticks: { show: false }, ...more,
});

/** Room around what is there, never less than the smallest span worth looking at. */
function around(least) {
  return (_, low, high) => {
    const middle = ((low ?? 0) + (high ?? 0)) / 2;
    const half = Math.max(((high ?? 0) - (low ?? 0)) * 0.58, least);
    return [middle - half, middle + half];
  };
}

const compact = (value) => (value === 0 ? '0' : Math.abs(value) >= 10000 || Math.abs(value) < 0.001 ? value.toExponential(0) : String(Number(value.toPrecision(3))));

export class ScrollingPlots {
  #plots = []; #boxes; #visible = new Set(); #samples = null;

  constructor(parent) {
    this.#boxes = SERIES.map((spec) => {
      const figure = document.createElement('figure');
      const caption = document.createElement('figcaption');
      caption.append(`${spec.title} `, Object.assign(document.createElement('span'), { textContent: spec.unit }));
      if (spec.columns.length > 1) {
        const keys = Object.assign(document.createElement('span'), { className: 'keys' });
        spec.columns.forEach(([, label], i) => keys.append(Object.assign(document.createElement('i'), { className: `k${i + 1}` }), label));
        caption.append(keys);
      }
      const box = Object.assign(document.createElement('div'), { className: 'plot' });
      box.dataset.plot = spec.id;
      box.setAttribute('role', 'img');
      figure.append(caption, box);
      parent.append(figure);
      return box;
    });
    this.rebuild();
    new ResizeObserver(() => this.#resize()).observe(parent);
    // What nobody sees is not drawn.
    const watch = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) this.#visible[isIntersecting ? 'add' : 'delete'](target);
      if (this.#samples !== null) this.draw(this.#samples);
    });
    this.#boxes.forEach((box) => watch.observe(box));
  }

  rebuild() {
    this.#plots.forEach((plot) => plot.destroy());
    this.#plots = SERIES.map((spec, i) => new uPlot({
      width: this.#boxes[i].clientWidth || 400, height: 150, legend: { show: false }, cursor: { show: false },
      scales: { x: { time: false, range: [-SECONDS, 0] }, y: { range: around(spec.least) } },
      axes: [
        axis({ size: 24, values: (_, splits) => splits.map((s) => (s === 0 ? 'now' : `${s} s`)) }),
        axis({ size: 52, values: (_, splits) => splits.map(compact) }),
      ],
      series: [{}, ...spec.columns.map(([, label], n) => ({ label, stroke: css(`--s${n + 1}`), width: 1.6, points: { show: false } }))],
    }, [[], ...spec.columns.map(() => [])], this.#boxes[i]));
  }

  #resize() {
    this.#plots.forEach((plot, i) => plot.setSize({ width: this.#boxes[i].clientWidth, height: 150 }));
  }

  /** Columns of a rig; what is older than the window is left out. */
  draw(samples) {
    this.#samples = samples;
    if (this.#visible.size === 0) return;
    const [times] = samples;
    const newest = times.at(-1) ?? 0;
    let from = times.length;
    while (from > 0 && times[from - 1] > newest - SECONDS) from--;
    const ago = times.slice(from).map((t) => t - newest);
    this.#plots.forEach((plot, i) => {
      if (this.#visible.has(this.#boxes[i])) plot.setData([ago, ...SERIES[i].columns.map(([column]) => samples[column].slice(from))]);
    });
  }

  /** In words, for those who do not see them. */
  describe(samples) {
    SERIES.forEach((spec, i) => {
      const words = spec.columns.map(([column, label]) => {
        const values = samples[column].slice(-20 * SECONDS).filter((v) => v !== null);
        return values.length === 0 ? `${label}: nothing` : `${label}: ${compact(Math.min(...values))} to ${compact(Math.max(...values))}`;
      });
      this.#boxes[i].setAttribute('aria-label', `${spec.title} ${spec.unit}, last ${SECONDS} seconds, ${words.join(', ')}`);
    });
  }
}

export class PercentilePlot {
  #box; #plot = null; #data = null; #worst = [];

  constructor(box) {
    this.#box = box;
    this.rebuild();
    new ResizeObserver(() => this.#plot.setSize({ width: box.clientWidth, height: 190 })).observe(box);
  }

  rebuild() {
    this.#plot?.destroy();
    const line = (colour, dash) => ({ stroke: css(colour), width: dash ? 1.2 : 2.2, dash: dash ? [4, 4] : undefined, points: { show: !dash, size: 6, fill: css(colour) } });
    this.#plot = new uPlot({
      width: this.#box.clientWidth || 400, height: 190, legend: { show: false }, cursor: { show: false },
      scales: { x: { time: false, range: [0.1, 5.2] }, y: { distr: 3 } },
      axes: [
        axis({ size: 24, splits: () => NINES, values: () => LABELS, filter: undefined }),
        axis({ size: 52, values: (_, splits) => splits.map((s) => (s === null ? '' : compact(s))) }),
      ],
      series: [{}, line('--s1', false), line('--s2', false), line('--s1', true), line('--s2', true)],
    }, this.#data ?? [[], [], [], [], []], this.#box);
  }

  reset() {
    this.#worst = [];
    this.#data = [[], [], [], [], []];
    this.#plot.setData(this.#data);
  }

  /** latencyUs of one second. */
  add(latency) {
    this.#worst.push(latency);
    if (this.#worst.length > SECONDS) this.#worst.shift();
    // A logarithmic axis has no zero.
    const of = (figures) => PERCENTILES.map((p) => (figures === null ? null : Math.max(figures[p], 0.01)));
    const greatest = (phase) => PERCENTILES.map((p) => {
      const values = this.#worst.map((l) => l[phase]).filter((f) => f !== null).map((f) => Math.max(f[p], 0.01));
      return values.length === 0 ? null : Math.max(...values);
    });
    this.#data = [NINES, of(latency.wakeup), of(latency.cycle), greatest('wakeup'), greatest('cycle')];
    this.#plot.setData(this.#data);
  }
}

export { PERCENTILES };
