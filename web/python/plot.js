// Figures of matplotlib.pyplot (lib/matplotlib) as SVG.
const NS = 'http://www.w3.org/2000/svg';
// What the element's colours are made of: from low to high.
/** @type {Record<string, string[]>} */
const maps = {
  viridis: ['#440154', '#3b528b', '#21918c', '#5ec962', '#fde725'],
  plasma: ['#0d0887', '#7e03a8', '#cc4778', '#f89540', '#f0f921'],
  Blues: ['#f7fbff', '#c6dbef', '#6baed6', '#2171b5', '#08306b'],
  Reds: ['#fff5f0', '#fcbba1', '#fb6a4a', '#cb181d', '#67000d'],
  Greens: ['#f7fcf5', '#c7e9c0', '#74c476', '#238b45', '#00441b'],
  gray: ['#000000', '#ffffff'], hot: ['#0b0000', '#e60000', '#ffa500', '#ffffff'],
  coolwarm: ['#3b4cc0', '#dddddd', '#b40426'],
};
const palette = ['#1f77b4', '#ff7f0e', '#2ca02c', '#d62728', '#9467bd', '#8c564b', '#e377c2', '#7f7f7f'];

/** @param {string} name @param {Record<string, string | number>} attributes @param {(Node | string)[]} inside */
function svg(name, attributes, ...inside) {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...inside);
  return element;
}
/** @param {string} hex */
const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
/** @param {string} name @param {number} at between 0 and 1 */
function colourAt(name, at) {
  const turned = name.endsWith('_r');
  const stops = maps[turned ? name.slice(0, -2) : name] ?? maps[name.toLowerCase()] ?? maps.viridis;
  const place = Math.min(Math.max(turned ? 1 - at : at, 0), 1) * (stops.length - 1);
  const low = Math.min(Math.floor(place), stops.length - 2), part = place - low;
  const [a, b] = [channels(stops[low]), channels(stops[low + 1])];
  return `rgb(${a.map((value, i) => Math.round(value + (b[i] - value) * part)).join(',')})`;
}
/** @param {unknown} value */
const finite = (value) => typeof value === 'number' && Number.isFinite(value);
/** @param {unknown} value @returns {number[]} */
const numbers = (value) => (Array.isArray(value) ? value.flatMap(numbers) : finite(value) ? [/** @type {number} */ (value)] : []);
/** @param {number} value */
const short = (value) => (Math.abs(value) >= 1000 || (value !== 0 && Math.abs(value) < 0.01) ? value.toExponential(0) : String(Number(value.toPrecision(3))));

/** @param {number} low @param {number} high */
function roundPlaces(low, high) {
  const rough = (high - low) / 5 || 1, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? rough;
  const places = [];
  for (let at = Math.ceil(low / step - 1e-9) * step; at <= high + step * 1e-6 && places.length < 50; at += step) places.push(Number(at.toPrecision(12)));
  return places;
}

/** @param {any} axes @returns {{ x: [number, number], y: [number, number] }} */
function limitsOf(axes) {
  const { image } = axes;
  if (image) {
    const rows = image.data.length, columns = image.data[0]?.length ?? 0;
    const up = (image.origin === 'lower') !== axes.reversed;
    return { x: [-0.5, columns - 0.5], y: up ? [-0.5, rows - 0.5] : [rows - 0.5, -0.5] };
  }
  /** @type {number[]} */
  const xs = [];
  /** @type {number[]} */
  const ys = [];
  for (const { x, height, bottom, width, horizontal } of axes.bars) {
    const along = x.flatMap((/** @type {number} */ at) => [at - numbers(width)[0] / 2, at + numbers(width)[0] / 2]);
    const across = [0, ...numbers(height).map((h, i) => h + (numbers(bottom)[i] ?? numbers(bottom)[0] ?? 0))];
    (horizontal ? ys : xs).push(...along);
    (horizontal ? xs : ys).push(...across);
  }
  for (const { x, y } of [...axes.lines, ...axes.points]) { xs.push(...numbers(x)); ys.push(...numbers(y)); }
  /** @param {number[]} of @param {unknown} given @returns {[number, number]} */
  const range = (of, given) => {
    const [low, high] = of.length > 0 ? [Math.min(...of), Math.max(...of)] : [0, 1];
    const margin = (high - low || 1) * 0.05;
    const said = Array.isArray(given) ? given : [];
    return [finite(said[0]) ? said[0] : axes.bars.length > 0 && low === 0 ? low : low - margin, finite(said[1]) ? said[1] : high + margin];
  };
  return { x: range(xs, axes.xlim), y: range(ys, axes.ylim) };
}

/** One pair of axes in a box. @param {any} axes @param {number} width @param {number} height */
function drawAxes(axes, width, height) {
  const parts = svg('g', {});
  const limits = limitsOf(axes);
  const labels = (/** @type {any} */ ticks) => (ticks?.labels ?? []).map(String);
  const turned = Math.abs(axes.xticks?.rotation ?? 0) > 20;
  const longest = (/** @type {string[]} */ of) => Math.min(90, Math.max(18, ...of.map((text) => text.length * 6.5)));
  const left = 12 + longest(labels(axes.yticks)) + (axes.ylabel ? 16 : 0), right = axes.colorbar ? 58 : 14;
  const top = axes.title ? 26 : 10, bottom = 12 + (turned ? longest(labels(axes.xticks)) : 14) + (axes.xlabel ? 18 : 0);
  let w = width - left - right, h = height - top - bottom;
  if (axes.image && axes.image.aspect === 'equal') {
    const cell = Math.min(w / (axes.image.data[0]?.length || 1), h / (axes.image.data.length || 1));
    w = cell * (axes.image.data[0]?.length || 1);
    h = cell * (axes.image.data.length || 1);
  }
  const px = (/** @type {number} */ x) => left + ((x - limits.x[0]) / (limits.x[1] - limits.x[0])) * w;
  const py = (/** @type {number} */ y) => top + h - ((y - limits.y[0]) / (limits.y[1] - limits.y[0])) * h;
  const text = (/** @type {string} */ said, /** @type {number} */ x, /** @type {number} */ y, /** @type {Record<string, string | number>} */ more = {}) =>
    parts.append(svg('text', { x, y, 'font-size': 11, 'text-anchor': 'middle', fill: 'currentColor', ...more }, said));
  if (axes.title) text(axes.title, left + w / 2, 17, { 'font-size': 13 });

  if (axes.image) {
    const { data, cmap } = axes.image, all = numbers(data);
    const low = axes.image.vmin ?? Math.min(...all), high = axes.image.vmax ?? Math.max(...all);
    const cw = w / (data[0]?.length || 1), ch = h / data.length;
    data.forEach((/** @type {unknown[]} */ row, /** @type {number} */ r) => row.forEach((value, c) => {
      const at = finite(value) ? (/** @type {number} */ (value) - low) / (high - low || 1) : NaN;
      const cell = svg('rect', { x: px(c) - cw / 2, y: py(r) - ch / 2, width: cw + 0.4, height: ch + 0.4, fill: Number.isNaN(at) ? 'none' : colourAt(cmap, at) });
      cell.append(svg('title', {}, `row ${r}, column ${c}: ${value}`));
      parts.append(cell);
    }));
    if (axes.colorbar) {
      for (let i = 0; i < 40; i += 1) parts.append(svg('rect', { x: left + w + 10, y: top + h - ((i + 1) / 40) * h, width: 11, height: h / 40 + 0.5, fill: colourAt(cmap, i / 39) }));
      for (const at of roundPlaces(low, high)) text(short(at), left + w + 25, top + h - ((at - low) / (high - low || 1)) * h + 4, { 'text-anchor': 'start' });
    }
  }
  let colour = 0;
  const next = (/** @type {unknown} */ given) => (typeof given === 'string' && /^#[0-9a-f]{3,8}$|^[a-z]+$/i.test(given) ? given : palette[colour++ % palette.length]);
  for (const bars of axes.bars) {
    const fill = next(bars.color), wide = numbers(bars.width)[0] ?? 0.8;
    bars.x.forEach((/** @type {number} */ at, /** @type {number} */ i) => {
      const from = numbers(bars.bottom)[i] ?? numbers(bars.bottom)[0] ?? 0, to = from + (finite(bars.height[i]) ? bars.height[i] : 0);
      const [x1, x2, y1, y2] = bars.horizontal ? [px(from), px(to), py(at - wide / 2), py(at + wide / 2)] : [px(at - wide / 2), px(at + wide / 2), py(from), py(to)];
      parts.append(svg('rect', { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1), fill }));
    });
  }
  for (const line of axes.lines) {
    const stroke = next(line.color);
    const xs = Array.isArray(line.x) ? line.x : line.x === null ? limits.x : [line.x, line.x];
    const ys = Array.isArray(line.y) ? line.y : line.y === null ? limits.y : [line.y, line.y];
    const points = xs.map((/** @type {number} */ x, /** @type {number} */ i) => [px(x), py(ys[i])]).filter((/** @type {number[]} */ pair) => pair.every(Number.isFinite));
    const dashes = { '--': '6 4', ':': '2 3', '-.': '6 3 2 3' }[/** @type {string} */ (line.style)];
    if (line.style) parts.append(svg('polyline', { points: points.map((/** @type {number[]} */ pair) => pair.join(',')).join(' '), fill: 'none', stroke, 'stroke-width': 1.8, ...(dashes ? { 'stroke-dasharray': dashes } : {}) }));
    if (line.marker) for (const [cx, cy] of points) parts.append(svg('circle', { cx, cy, r: 3, fill: stroke }));
  }
  for (const { x, y, color } of axes.points) {
    const fill = next(color);
    numbers(x).forEach((at, i) => parts.append(svg('circle', { cx: px(at), cy: py(numbers(y)[i]), r: 3.5, fill })));
  }
  for (const { x, y, text: said, color, align, middle } of axes.texts) {
    text(said, px(x), py(y) + (middle ? 4 : 0), { 'text-anchor': { left: 'start', center: 'middle', right: 'end' }[/** @type {string} */ (align)] ?? 'start', fill: typeof color === 'string' ? color : 'currentColor' });
  }
  if (!axes.off) {
    parts.append(svg('rect', { x: left, y: top, width: w, height: h, fill: 'none', stroke: 'currentColor', 'stroke-opacity': 0.6 }));
    const ticks = (/** @type {any} */ said, /** @type {number} */ count, /** @type {[number, number]} */ [low, high]) => {
      const places = said?.places ?? (axes.image ? Array.from({ length: Math.min(count, 40) }, (_, i) => i) : roundPlaces(Math.min(low, high), Math.max(low, high)));
      return places.map((/** @type {number} */ at, /** @type {number} */ i) => [at, said?.labels?.[i] ?? (said?.labels ? '' : short(at))]);
    };
    for (const [at, said] of ticks(axes.xticks, axes.image?.data[0]?.length, limits.x)) {
      parts.append(svg('line', { x1: px(at), x2: px(at), y1: top + h, y2: top + h + 4, stroke: 'currentColor', 'stroke-opacity': 0.6 }));
      text(said, px(at), top + h + 16, turned ? { transform: `rotate(-${Math.min(90, Math.abs(axes.xticks.rotation))} ${px(at)} ${top + h + 12})`, 'text-anchor': 'end' } : {});
    }
    for (const [at, said] of ticks(axes.yticks, axes.image?.data.length, limits.y)) {
      parts.append(svg('line', { x1: left - 4, x2: left, y1: py(at), y2: py(at), stroke: 'currentColor', 'stroke-opacity': 0.6 }));
      text(said, left - 7, py(at) + 4, { 'text-anchor': 'end' });
    }
    if (axes.xlabel) text(axes.xlabel, left + w / 2, top + h + bottom - 4);
    if (axes.ylabel) text(axes.ylabel, 12, top + h / 2, { transform: `rotate(-90 12 ${top + h / 2})` });
  }
  const named = axes.legend ? [...axes.bars, ...axes.lines, ...axes.points].filter(({ label }) => label) : [];
  named.forEach(({ label }, i) => {
    parts.append(svg('rect', { x: left + w - 92, y: top + 8 + i * 15, width: 9, height: 9, fill: palette[i % palette.length] }));
    text(label, left + w - 78, top + 16 + i * 15, { 'text-anchor': 'start' });
  });
  return parts;
}

/** What a picture shows, for whoever does not see it. @param {any} figure */
function described(figure) {
  return figure.axes.map((/** @type {any} */ axes) => {
    const what = axes.image ? `heatmap, ${axes.image.data.length} rows and ${axes.image.data[0]?.length ?? 0} columns` : axes.bars.length > 0 ? 'bars' : 'plot';
    return [axes.title, what, axes.xlabel && `x: ${axes.xlabel}`, axes.ylabel && `y: ${axes.ylabel}`].filter(Boolean).join(', ');
  }).join('; ');
}

/**
 * A figure as an SVG element, which is as wide as its place.
 * @param {any} figure one of what matplotlib.pyplot._recorded() gives
 */
export function drawFigure(figure) {
  const rows = Math.max(...figure.axes.map((/** @type {any} */ { rows: n }) => n)), columns = Math.max(...figure.axes.map((/** @type {any} */ { columns: n }) => n));
  const [w, h] = figure.size ?? [5.2, 3.9];
  const width = Math.max(columns * 190, Math.min(Math.max(w * 72, 240), 860)), head = figure.title ? 24 : 0;
  const height = Math.min(Math.max((width * h) / w, rows * 150), 1200);
  const picture = svg('svg', { viewBox: `0 0 ${width} ${height + head}`, role: 'img', 'aria-label': described(figure), width, 'font-family': 'inherit' });
  if (figure.title) picture.append(svg('text', { x: width / 2, y: 16, 'text-anchor': 'middle', 'font-size': 14, fill: 'currentColor' }, figure.title));
  for (const axes of figure.axes) {
    const box = drawAxes(axes, width / axes.columns, height / axes.rows);
    box.setAttribute('transform', `translate(${(axes.column * width) / axes.columns} ${head + (axes.row * height) / axes.rows})`);
    picture.append(box);
  }
  return picture;
}
