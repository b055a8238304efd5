// The pendulum as the newest telemetry has it. Angles are absolute from upright; positive leans to the right.

const TRAIL = 30;

export class PendulumView {
  #canvas; #trail = []; #last = null; #span = 0.25;

  constructor(canvas) {
    this.#canvas = canvas;
    new ResizeObserver(() => { this.#canvas.width = 0; this.#trail = []; this.draw(this.#last); }).observe(canvas);
  }

  /** Another rig, or another run. */
  reset() {
    this.#trail = [];
    this.#span = 0.25;
    this.draw(null);
  }

  /** sample: {x, a1, a2, force} in SI units; null: nothing is known. Links are drawn alike: their lengths are not in the telemetry. */
  draw(sample) {
    const canvas = this.#canvas;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    if (width === 0 || height === 0) return;
    if (canvas.width !== Math.round(width * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const colour = (name) => this.#colours[name] ??= getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const c = canvas.getContext('2d');
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    c.clearRect(0, 0, width, height);
    const railY = height * 0.6;
    const link = Math.min(height * 0.235, width * 0.17);
    const left = 28;
    const middle = width / 2;
    c.lineCap = 'round';
    c.lineJoin = 'round';
    if (sample !== this.#last && sample !== null) this.#span = Math.max(this.#span, Math.abs(sample.x) * 1.1);
    this.#last = sample;
    const scale = (width / 2 - left - 34) / this.#span;

    c.strokeStyle = colour('--line');
    c.lineWidth = 4;
    line(c, left, railY, width - left, railY);
    c.lineWidth = 1;
    c.fillStyle = colour('--soft');
    c.font = '11px system-ui, sans-serif';
    c.textAlign = 'center';
    const step = tick(this.#span);
    for (let i = -Math.floor(this.#span / step); i <= Math.floor(this.#span / step); i++) {
      const x = middle + i * step * scale;
      line(c, x, railY + 6, x, railY + 11);
      const label = (i * step).toFixed(Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
      c.fillText(i === 0 ? '0 m' : label, x, height - 8);
      line(c, x, height - 22, x, height - 26);
    }
    if (sample === null) {
      c.font = '14px system-ui, sans-serif';
      c.fillText('no telemetry', middle, railY - 60);
      return;
    }
    const cartX = middle + sample.x * scale;
    const elbow = [cartX + link * Math.sin(sample.a1), railY - 8 - link * Math.cos(sample.a1)];
    const tip = [elbow[0] + link * Math.sin(sample.a2), elbow[1] - link * Math.cos(sample.a2)];

    c.setLineDash([2, 5]);
    c.strokeStyle = colour('--soft');
    line(c, cartX, railY - 8, cartX, railY - 14 - 2 * link);
    c.setLineDash([]);

    if (this.#trail.length === 0 || this.#trail.at(-1)[0] !== tip[0] || this.#trail.at(-1)[1] !== tip[1]) this.#trail.push(tip);
    if (this.#trail.length > TRAIL) this.#trail.shift();
    c.strokeStyle = colour('--s2');
    for (let i = 1; i < this.#trail.length; i++) {
      c.globalAlpha = 0.5 * (i / this.#trail.length) ** 2;
      c.lineWidth = 3;
      line(c, ...this.#trail[i - 1], ...this.#trail[i]);
    }
    c.globalAlpha = 1;

    c.fillStyle = colour('--steel');
    c.beginPath();
    c.roundRect(cartX - 27, railY - 17, 54, 22, 6);
    c.fill();
    for (const wheel of [-16, 16]) disc(c, cartX + wheel, railY + 4, 5.5, colour('--card'), colour('--steel'), 3);
    this.#rod(c, [cartX, railY - 8], elbow, colour('--s1'), 8);
    this.#rod(c, elbow, tip, colour('--s2'), 6.5);
    disc(c, cartX, railY - 8, 4.5, colour('--card'), colour('--s1'), 3);
    disc(c, ...elbow, 5, colour('--card'), colour('--s2'), 3);
    disc(c, ...tip, 7.5, colour('--s2'), colour('--card'), 2);

    if (sample.force !== null && Math.abs(sample.force) > 0.01) {
      const length = Math.sign(sample.force) * (10 + 70 * (1 - Math.exp(-Math.abs(sample.force) / 12)));
      const from = cartX + Math.sign(sample.force) * 31;
      c.strokeStyle = c.fillStyle = colour('--s3');
      c.lineWidth = 3.5;
      const y = railY - 6;
      line(c, from, y, from + length - Math.sign(length) * 5, y);
      c.beginPath();
      c.moveTo(from + length, y);
      c.lineTo(from + length - Math.sign(length) * 9, y - 5.5);
      c.lineTo(from + length - Math.sign(length) * 9, y + 5.5);
      c.fill();
    }
  }

  #colours = {};

  /** Colours are read anew. */
  recolour() {
    this.#colours = {};
    this.draw(this.#last);
  }

  #rod(c, from, to, colour, width) {
    c.strokeStyle = colour;
    c.lineWidth = width;
    line(c, ...from, ...to);
  }
}

function line(c, x1, y1, x2, y2) {
  c.beginPath();
  c.moveTo(x1, y1);
  c.lineTo(x2, y2);
  c.stroke();
}

function disc(c, x, y, radius, fill, stroke, width) {
  c.beginPath();
  c.arc(x, y, radius, 0, 2 * Math.PI);
  c.fillStyle = fill;
  c.fill();
  c.strokeStyle = stroke;
  c.lineWidth = width;
  c.stroke();
}

/** A round distance of which two or three fit into the span. */
function tick(span) {
  const decade = 10 ** Math.floor(Math.log10(span / 2));
  return [5, 2, 1].map((m) => m * decade).find((step) => step <= span / 1.9) ?? decade;
}
