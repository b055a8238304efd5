'use strict';
(() => {
  const data = JSON.parse(document.getElementById('plot-data').textContent);
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const boxes = [...document.querySelectorAll('.plot[data-plot]')];
  const sync = uPlot.sync('identify');
  let plots = [];

  function axis(extra) {
    return { stroke: colour('--soft'), font: '12px system-ui, sans-serif', grid: { stroke: colour('--grid'), width: 1 },
      ticks: { stroke: colour('--grid'), width: 1, size: 4 }, ...extra };
  }

  function draw() {
    plots.forEach((plot) => plot.destroy());
    plots = boxes.map((box) => {
      const name = box.dataset.plot;
      return new uPlot({
        width: box.clientWidth, height: 220, legend: { show: false },
        cursor: { sync: { key: sync.key } },
        scales: { x: { time: false } },
        axes: [axis({}), axis({ size: 70 })],
        series: [{ label: 's' }, { label: name, stroke: colour(name.startsWith('angle') ? '--s1' : '--s2'), width: 1, points: { show: false } }],
      }, [data.t, data[name]], box);
    });
    document.documentElement.dataset.plots = String(plots.length);
  }

  draw();
  let timer = 0;
  window.addEventListener('resize', () => { clearTimeout(timer); timer = setTimeout(draw, 150); });
})();
