'use strict';
(() => {
  const data = JSON.parse(document.getElementById('plot-data').textContent);
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const law = (i) => colour(`--s${(i % 7) + 1}`);
  const boxes = [...document.querySelectorAll('.plot[data-plot]')];
  const STOPS = [[68, 1, 84], [59, 82, 139], [33, 145, 140], [94, 201, 98], [253, 231, 37]]; // viridis, for the colour-blind too
  const shown = data.rigs.map((rig) => ({ force: 'push', set: Object.keys(rig.scenarios)[0] }));
  let plots = [];

  const short = (v) => {
    if (v == null) return '-';
    const size = Math.abs(v);
    return size >= 1000 || Number.isInteger(v) ? v.toFixed(0) : size >= 10 ? v.toFixed(2) : v.toFixed(3);
  };
  const shade = (t) => {
    const at = Math.min(Math.max(t, 0), 1) * (STOPS.length - 1);
    const i = Math.min(Math.floor(at), STOPS.length - 2);
    return `rgb(${STOPS[i].map((c, k) => Math.round(c + (STOPS[i + 1][k] - c) * (at - i))).join(',')})`;
  };
  const axis = (extra) => ({ stroke: colour('--soft'), font: '12px system-ui, sans-serif', grid: { stroke: colour('--grid'), width: 1 },
    ticks: { stroke: colour('--grid'), width: 1, size: 4 }, ...extra });
  const ticks = (unit) => (u, values) => values.map((v) => (v == null ? '' : `${+v.toPrecision(4)}${unit}`));

  // Lines of all laws (where many coincide, each is thinner than the one before it) over common x values; what a law has not is null.
  function lines(box, x, columns, options) {
    const rig = data.rigs[box.dataset.rig];
    return new uPlot({
      width: box.clientWidth, height: options.height ?? 230,
      cursor: { points: { size: 5 }, drag: { x: true, y: false }, ...(options.sync ? { sync: { key: options.sync } } : {}) },
      scales: { x: { time: false }, y: options.y ?? {} },
      axes: [axis({ size: 30, space: 60, values: ticks(options.xUnit) }), axis({ size: 56, values: ticks('') })],
      series: [{ label: options.xLabel, value: (u, v) => (v == null ? '-' : `${short(v)}${options.xUnit}`) },
        ...columns.map((column, i) => ({ label: rig.controllers[i].controller, stroke: law(i), width: options.nested ? 1.25 + 1.6 * (columns.length - 1 - i) : 1.5,
          spanGaps: true, paths: options.stepped ? uPlot.paths.stepped({ align: 1 }) : undefined,
          points: { show: false }, show: column.some((v) => v != null), value: (u, v) => short(v) }))],
    }, [x, ...columns], box);
  }

  // A run that tripped ends early: its column is filled up with nothing.
  function course(box) {
    const { rig, of } = box.dataset;
    const courses = data.rigs[rig].controllers.map((c) => c[shown[rig].force].course);
    const longest = courses.reduce((a, b) => (b.t.length > a.t.length ? b : a));
    const columns = courses.map((c) => longest.t.map((_, i) => c[of][i] ?? null));
    return lines(box, longest.t, columns, { xLabel: 'time', xUnit: ' s', sync: `course${rig}` });
  }

  function robustness(box) {
    const { rig, of } = box.dataset;
    const sweep = data.rigs[rig].robustness;
    return lines(box, sweep.criteria[of].steps, data.rigs[rig].controllers.map((c) => c.robustness[of].settled),
      { xLabel: 'at', xUnit: '', nested: true, y: { range: [-0.05 * sweep.starts, 1.05 * sweep.starts] } });
  }

  function settling(box) {
    const rig = data.rigs[box.dataset.rig];
    const { set } = shown[box.dataset.rig];
    const tables = rig.controllers.map((c) => {
      const { settleTimesS, runs } = c.scenarios[set];
      const byTime = new Map([[0, 0]]);
      settleTimesS.forEach((t, i) => byTime.set(t, (100 * (i + 1)) / runs));
      byTime.set(rig.scenarios[set].seconds, (100 * settleTimesS.length) / runs);
      return [[...byTime.keys()], [...byTime.values()]];
    });
    const [x, ...columns] = uPlot.join(tables);
    const last = Math.max(...rig.controllers.map((c) => c.scenarios[set].settleTimesS.at(-1) ?? 0));
    const plot = lines(box, x, columns, { xLabel: 'time', xUnit: ' s', stepped: true, height: 280, y: { range: [0, 102] } });
    if (last > 0) plot.setScale('x', { min: 0, max: Math.min(rig.scenarios[set].seconds, 1.1 * last) });
    return plot;
  }

  function phase(box) {
    const rig = data.rigs[box.dataset.rig];
    const courses = rig.controllers.map((c) => c[shown[box.dataset.rig].force].course);
    const draw = (u, i) => {
      const { ctx, bbox } = u;
      const [xs, ys] = u.data[i];
      ctx.save();
      ctx.beginPath();
      ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
      ctx.clip();
      ctx.beginPath();
      xs.forEach((x, k) => ctx[k === 0 ? 'moveTo' : 'lineTo'](u.valToPos(x, 'x', true), u.valToPos(ys[k], 'y', true)));
      ctx.strokeStyle = law(i - 1);
      ctx.lineWidth = 1.25 * uPlot.pxRatio;
      ctx.stroke();
      ctx.restore();
      return null;
    };
    const bounds = (key) => {
      const all = courses.flatMap((c) => c[key]);
      const least = Math.min(...all);
      const most = Math.max(...all);
      const room = 0.06 * (most - least || 1);
      return [least - room, most + room];
    };
    return new uPlot({
      mode: 2, width: box.clientWidth, height: 230, cursor: { show: false },
      scales: { x: { time: false, range: bounds('angle1') }, y: { range: bounds('rate1') } },
      axes: [axis({ size: 30, space: 60, values: ticks('') }), axis({ size: 56, values: ticks('') })],
      series: [{}, ...courses.map((_, i) => ({ label: rig.controllers[i].controller, stroke: law(i), paths: draw,
        facets: [{ scale: 'x', auto: true }, { scale: 'y', auto: true }], value: () => '' }))],
    }, [null, ...courses.map((c) => [c.angle1, c.rate1])], box);
  }

  const range = (rig) => {
    const all = rig.controllers.flatMap((c) => c.map.settleS.flat()).filter((v) => v != null);
    return [Math.min(...all, rig.map.seconds), Math.max(...all, 0)];
  };

  function map(box) {
    const rig = data.rigs[box.dataset.rig];
    const own = rig.controllers[box.dataset.of];
    const angles = rig.map.anglesRad;
    const half = (angles[1] - angles[0]) / 2;
    const [least, most] = range(rig);
    const caption = box.parentElement.querySelector('figcaption span');
    const share = `${(100 * own.map.settledShare).toFixed(1)} % settle`;
    caption.textContent = share;
    const edges = [angles[0] - half, angles.at(-1) + half];
    const cells = (u) => {
      const { ctx } = u;
      const px = (v, s) => Math.round(u.valToPos(v, s, true));
      own.map.settleS.forEach((row, r) => row.forEach((value, c) => {
        const left = px(angles[c] - half, 'x');
        const top = px(angles[r] + half, 'y');
        ctx.fillStyle = value == null ? colour('--grid') : shade(1 - (value - least) / (most - least || 1));
        ctx.fillRect(left, top, px(angles[c] + half, 'x') - left, px(angles[r] - half, 'y') - top);
      }));
    };
    return new uPlot({
      width: box.clientWidth, height: box.clientWidth - 56 + 46, legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { show: false } }, padding: [8, 8, 0, 0],
      scales: { x: { time: false, range: edges }, y: { range: edges } },
      axes: [axis({ size: 30, space: 50, values: ticks(''), grid: { show: false } }), axis({ size: 48, space: 40, values: ticks(''), grid: { show: false } })],
      series: [{}, { points: { show: false }, stroke: 'transparent' }],
      hooks: {
        draw: [cells],
        setCursor: [(u) => {
          const { left, top } = u.cursor;
          const near = (v) => Math.round((v - angles[0]) / (2 * half));
          const c = near(u.posToVal(left, 'x'));
          const r = near(u.posToVal(top, 'y'));
          const value = left >= 0 && top >= 0 ? own.map.settleS[r]?.[c] : undefined;
          caption.textContent = value === undefined ? share
            : `angle 1 ${short(angles[c])}, angle 2 ${short(angles[r])}: ${value == null ? 'does not settle' : `${value.toFixed(2)} s`}`;
        }],
      },
    }, [angles, angles], box);
  }

  function scales() {
    for (const box of document.querySelectorAll('.scale')) {
      const [least, most] = range(data.rigs[box.dataset.scale]);
      const bar = document.createElement('i');
      bar.style.background = `linear-gradient(90deg, ${STOPS.map((_, i) => shade(1 - i / (STOPS.length - 1))).join(', ')})`;
      const none = document.createElement('b');
      box.replaceChildren(`${least.toFixed(1)} s`, bar, `${most.toFixed(1)} s`, none, 'does not settle; across: angle 1, up: angle 2, rad');
    }
  }

  const KINDS = { course, robustness, settling, phase, map };
  const make = (box) => KINDS[box.dataset.plot](box);
  function draw() {
    plots.forEach((plot) => plot.destroy());
    plots = boxes.map(make);
  }
  function redraw(kinds, rig) {
    boxes.forEach((box, i) => {
      if (kinds.includes(box.dataset.plot) && box.dataset.rig === rig) {
        plots[i].destroy();
        plots[i] = make(box);
      }
    });
  }

  for (const button of document.querySelectorAll('.windows button')) {
    button.addEventListener('click', () => {
      const { rig } = button.closest('[data-rig]').dataset;
      Object.assign(shown[rig], { ...button.dataset });
      [...button.parentElement.children].forEach((b) => b.setAttribute('aria-pressed', String(b === button)));
      redraw(button.dataset.force ? ['course', 'phase'] : ['settling'], rig);
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
  window.addEventListener('beforeprint', () => {
    draw();
    plots.forEach((p, i) => { if (boxes[i].dataset.plot !== 'map') p.setSize({ width: PAPER_WIDTH, height: p.height }); });
  });
  window.addEventListener('afterprint', draw);
  scales();
  draw();
  document.documentElement.dataset.drawn = String(plots.length);
})();
