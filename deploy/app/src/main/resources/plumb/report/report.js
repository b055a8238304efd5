'use strict';
(() => {
  const data = JSON.parse(document.getElementById('plot-data').textContent);
  const FLOOR_US = 0.01; // a logarithmic axis has no zero; below the clock's resolution all is one
  const PLOTS = {
    angles: { channels: [['angle1', 'angle 1'], ['angle2', 'angle 2']], unit: 'rad', labels: true },
    cart: { channels: [['position', 'cart']], unit: 'm', limit: data.rail },
    force: { channels: [['force', 'force']], unit: 'N', limit: data.force },
    surface: { channels: [['surface', 'surface']], unit: '' },
    rates: { channels: [['rate1', 'rate 1'], ['rate2', 'rate 2'], ['velocity', 'cart (m/s)']], unit: 'rad/s' },
    timing: { channels: [['wakeup', 'wake-up latency'], ['cycle', 'cycle time']], unit: '\u00b5s', log: true },
  };
  const KIND_COLOUR = { phase: '--s7', milestone: '--good', disturbance: '--s4', missed: '--warn', trip: '--bad' };
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const boxes = [...document.querySelectorAll('.plot[data-plot]')];
  const sync = uPlot.sync('run');
  let plots = [];
  let shown = Object.keys(data.windows)[0];

  const short = (v) => {
    if (v == null) return '-';
    const size = Math.abs(v);
    return size >= 1000 || Number.isInteger(v) ? v.toFixed(0) : size >= 10 ? v.toFixed(2) : v.toFixed(3);
  };

  function axis(extra) {
    return { stroke: colour('--soft'), font: '12px system-ui, sans-serif', grid: { stroke: colour('--grid'), width: 1 },
      ticks: { stroke: colour('--grid'), width: 1, size: 4 }, ...extra };
  }

  function lines(u, labels) {
    const { ctx, bbox } = u;
    const ratio = uPlot.pxRatio;
    const rows = [];
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.font = `${11 * ratio}px system-ui, sans-serif`;
    ctx.textBaseline = 'top';
    ctx.textAlign = 'left';
    for (const event of data.events) {
      if (event.t < u.scales.x.min || event.t > u.scales.x.max) continue;
      const x = Math.round(u.valToPos(event.t, 'x', true));
      ctx.strokeStyle = ctx.fillStyle = colour(KIND_COLOUR[event.kind]);
      ctx.lineWidth = ratio;
      ctx.globalAlpha = 0.75;
      ctx.setLineDash(event.kind === 'missed' ? [2 * ratio, 3 * ratio] : [5 * ratio, 3 * ratio]);
      ctx.beginPath();
      ctx.moveTo(x, event.kind === 'missed' ? bbox.top + bbox.height * 0.85 : bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      if (labels && event.kind !== 'missed') {
        const width = ctx.measureText(event.text).width;
        const left = Math.min(x + 3 * ratio, bbox.left + bbox.width - width - 2 * ratio);
        let row = rows.findIndex((end) => end < left - 6 * ratio);
        if (row < 0) row = rows.length;
        if (row < 5) {
          rows[row] = left + width;
          ctx.globalAlpha = 1;
          ctx.fillText(event.text, left, bbox.top + (2 + row * 14) * ratio);
        }
      }
    }
    ctx.restore();
  }

  function limits(u, limit) {
    const { ctx, bbox } = u;
    ctx.save();
    ctx.strokeStyle = colour('--bad');
    ctx.globalAlpha = 0.5;
    ctx.lineWidth = uPlot.pxRatio;
    for (const value of [-limit, limit]) {
      const y = u.valToPos(value, 'y', true);
      if (y < bbox.top || y > bbox.top + bbox.height) continue;
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
    }
    ctx.restore();
  }

  function timePlot(box) {
    const plot = PLOTS[box.dataset.plot];
    const view = data.windows[shown];
    const columns = plot.channels.map(([id]) => (plot.log ? view[id].map((v) => (v == null ? null : Math.max(v, FLOOR_US))) : view[id]));
    // The names of the events stand above the curves.
    const y = plot.log ? { distr: 3 } : plot.labels
      ? { range: (u, least, most) => { const span = most - least || 1; return [least - 0.06 * span, most + 0.5 * span]; } } : {};
    return new uPlot({
      width: box.clientWidth, height: plot.labels ? 260 : 190,
      cursor: { sync: { key: 'run' }, points: { size: 5 }, drag: { x: true, y: false } },
      scales: { x: { time: false }, y },
      axes: [axis({ size: 30, space: 70, values: (u, ticks) => ticks.map((t) => `${+t.toFixed(3)} s`) }),
        axis({ size: 62, values: (u, ticks) => ticks.map((v) => (v == null ? '' : `${+v.toPrecision(4)}${plot.unit ? ` ${plot.unit}` : ''}`)) })],
      series: [{ label: 'time', value: (u, v) => (v == null ? '-' : `${v.toFixed(3)} s`) },
        ...plot.channels.map(([, label], i) => ({ label, stroke: colour(`--s${i + 1}`), width: 1.25, points: { show: false }, value: (u, v) => short(v) }))],
      hooks: { draw: [(u) => { if (plot.limit) limits(u, plot.limit); lines(u, plot.labels); }] },
    }, [view.t, ...columns], box);
  }

  function percentilePlot(box) {
    // Each phase has points of its own; joined, the gaps of one are bridged.
    const tables = data.latency.map((curve) => [curve.tail, curve.us.map((v) => Math.max(v, FLOOR_US))]);
    const name = (tail) => {
      const nines = Math.round(Math.log10(tail));
      return nines <= 0 ? '0 %' : `${(100 - 100 / 10 ** nines).toFixed(Math.max(0, nines - 2))} %`;
    };
    return new uPlot({
      width: box.clientWidth, height: 300, cursor: { drag: { x: true, y: false }, points: { size: 5 } },
      scales: { x: { time: false, distr: 3 }, y: { distr: 3 } },
      axes: [axis({ size: 30, values: (u, ticks) => ticks.map((t) => (t != null && Number.isInteger(Math.round(Math.log10(t) * 1e6) / 1e6) ? name(t) : '')) }),
        axis({ size: 70, values: (u, ticks) => ticks.map((v) => (v == null ? '' : `${+v.toPrecision(3)} \u00b5s`)) })],
      series: [{ label: 'percentile', value: (u, v) => (v == null ? '-' : `${(100 - 100 / v).toFixed(4)} %`) },
        ...data.latency.map((curve, i) => ({ label: curve.phase, stroke: colour(`--s${i % 7 + 1}`), width: 1.75, spanGaps: true,
          points: { show: false }, value: (u, v) => (v == null ? '-' : `${short(v)} \u00b5s`) }))],
    }, uPlot.join(tables), box);
  }

  function draw() {
    plots.forEach((plot) => { sync.unsub(plot); plot.destroy(); });
    plots = boxes.map((box) => (box.dataset.plot === 'percentiles' ? percentilePlot(box) : timePlot(box)));
  }

  for (const button of document.querySelectorAll('.windows button')) {
    button.addEventListener('click', () => {
      shown = button.dataset.window;
      document.querySelectorAll('.windows button').forEach((b) => b.setAttribute('aria-pressed', String(b === button)));
      draw();
    });
  }
  let pending = 0;
  let width = window.innerWidth;
  window.addEventListener('resize', () => {
    if (window.innerWidth === width) return; // a phone's address bar changes the height only
    width = window.innerWidth;
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(draw);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  const PAPER_WIDTH = 660;
  window.addEventListener('beforeprint', () => { draw(); plots.forEach((p) => p.setSize({ width: PAPER_WIDTH, height: p.height })); });
  window.addEventListener('afterprint', draw);
  draw();
  document.documentElement.dataset.drawn = String(plots.length);
})();
