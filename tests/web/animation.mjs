// Pictures made of pictures: a strip of frames, and an animated PNG with a palette. Only what film.mjs needs of the
// PNG format (W3C PNG third edition): colour types 2 and 3, no interlacing; each frame after the first holds the
// rectangle that differs from the one before.
import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

function chunk(type, body) {
  const named = Buffer.concat([Buffer.from(type), body]), out = Buffer.alloc(named.length + 8);
  out.writeUInt32BE(body.length, 0);
  named.copy(out, 4);
  out.writeUInt32BE(crc32(named), named.length + 4);
  return out;
}
function numbers(...sized) {
  const out = Buffer.alloc(sized.reduce((sum, [size]) => sum + size, 0));
  let at = 0;
  for (const [size, value] of sized) out.writeUIntBE(value, at, size), (at += size);
  return out;
}
const header = (width, height, depth, colour) =>
  chunk('IHDR', numbers([4, width], [4, height], [1, depth], [1, colour], [1, 0], [1, 0], [1, 0]));

// Every pixel of the smaller picture is the mean of the pixels under it.
export function shrunk({ width, height, data }, scale) {
  const w = Math.floor(width * scale), h = Math.floor(height * scale), out = Buffer.alloc(w * h * 4, 255);
  for (let y = 0; y < h; ++y)
    for (let x = 0; x < w; ++x) {
      const x0 = Math.floor(x / scale), x1 = Math.max(x0 + 1, Math.floor((x + 1) / scale));
      const y0 = Math.floor(y / scale), y1 = Math.max(y0 + 1, Math.floor((y + 1) / scale));
      for (let c = 0; c < 3; ++c) {
        let sum = 0;
        for (let v = y0; v < y1; ++v) for (let u = x0; u < x1; ++u) sum += data[(v * width + u) * 4 + c];
        out[(y * w + x) * 4 + c] = Math.round(sum / ((x1 - x0) * (y1 - y0)));
      }
    }
  return { width: w, height: h, data: out };
}

// The frames in rows of `across`, with a gap between.
export function strip(frames, across, scale) {
  const gap = 6, small = frames.map((frame) => shrunk(frame, scale)), [{ width, height }] = small;
  const rows = Math.ceil(small.length / across), w = across * (width + gap) - gap, h = rows * (height + gap) - gap;
  const lines = Buffer.alloc(h * (w * 3 + 1), 128);
  for (let y = 0; y < h; ++y) lines[y * (w * 3 + 1)] = 0; // no filter
  small.forEach((frame, n) => {
    const left = (n % across) * (width + gap), top = Math.floor(n / across) * (height + gap);
    for (let y = 0; y < height; ++y)
      for (let x = 0; x < width; ++x)
        frame.data.copy(lines, (top + y) * (w * 3 + 1) + 1 + (left + x) * 3, (y * width + x) * 4, (y * width + x) * 4 + 3);
  });
  return Buffer.concat([SIGNATURE, header(w, h, 8, 2), chunk('IDAT', deflateSync(lines, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

const COLOURS = 200; // enough for text and the scales

// The commonest colours after rounding each channel to five bits; the others take the nearest of these.
function palette(frames) {
  const count = new Map();
  for (const { data } of frames)
    for (let i = 0; i < data.length; i += 4) {
      const key = ((data[i] >> 3) << 10) | ((data[i + 1] >> 3) << 5) | (data[i + 2] >> 3);
      const known = count.get(key);
      if (known) ++known[0], (known[1] += data[i]), (known[2] += data[i + 1]), (known[3] += data[i + 2]);
      else count.set(key, [1, data[i], data[i + 1], data[i + 2]]);
    }
  const colours = [...count.values()].sort((a, b) => b[0] - a[0]).slice(0, COLOURS)
    .map(([n, r, g, b]) => [Math.round(r / n), Math.round(g / n), Math.round(b / n)]);
  const nearest = new Map();
  for (const key of count.keys()) {
    const r = ((key >> 10) << 3) + 4, g = (((key >> 5) & 31) << 3) + 4, b = ((key & 31) << 3) + 4;
    let best = 0, least = Infinity;
    colours.forEach((c, i) => {
      const distance = (c[0] - r) ** 2 + (c[1] - g) ** 2 + (c[2] - b) ** 2;
      if (distance < least) (least = distance), (best = i);
    });
    nearest.set(key, best + 1); // 0 is transparent
  }
  return { colours, nearest };
}

// frames: {picture, ms}. The smallest rectangle of each that changes is stored.
export function animation(frames, scale) {
  const small = frames.map(({ picture, ms }) => ({ ...shrunk(picture, scale), ms })), [{ width, height }] = small;
  const { colours, nearest } = palette(small);
  const indexed = small.map(({ data }) => {
    const out = Buffer.alloc(width * height);
    for (let i = 0; i < out.length; ++i)
      out[i] = nearest.get(((data[i * 4] >> 3) << 10) | ((data[i * 4 + 1] >> 3) << 5) | (data[i * 4 + 2] >> 3));
    return out;
  });
  const chunks = [SIGNATURE, header(width, height, 8, 3), chunk('acTL', numbers([4, small.length], [4, 0])),
    chunk('PLTE', Buffer.from([0, 0, 0, ...colours.flat()])), chunk('tRNS', Buffer.from([0]))];
  let sequence = 0;
  indexed.forEach((now, n) => {
    let x0 = 0, y0 = 0, x1 = width, y1 = height;
    if (n > 0) {
      (x0 = width), (y0 = height), (x1 = 1), (y1 = 1);
      for (let y = 0; y < height; ++y)
        for (let x = 0; x < width; ++x)
          if (now[y * width + x] !== indexed[n - 1][y * width + x])
            (x0 = Math.min(x0, x)), (x1 = Math.max(x1, x + 1)), (y0 = Math.min(y0, y)), (y1 = Math.max(y1, y + 1));
      if (x0 >= x1) (x0 = 0), (y0 = 0); // nothing changes: one pixel
    }
    // Unchanged pixels are transparent, which takes next to no room.
    const w = x1 - x0, h = y1 - y0, lines = Buffer.alloc(h * (w + 1));
    for (let y = 0; y < h; ++y)
      for (let x = 0; x < w; ++x) {
        const at = (y0 + y) * width + x0 + x;
        lines[y * (w + 1) + 1 + x] = n > 0 && now[at] === indexed[n - 1][at] ? 0 : now[at];
      }
    const body = deflateSync(lines, { level: 9 });
    chunks.push(chunk('fcTL', numbers([4, sequence++], [4, w], [4, h], [4, x0], [4, y0], [2, small[n].ms], [2, 1000], [1, 0], [1, 1])));
    chunks.push(n === 0 ? chunk('IDAT', body) : chunk('fdAT', Buffer.concat([numbers([4, sequence++]), body])));
  });
  chunks.push(chunk('IEND', Buffer.alloc(0)));
  return Buffer.concat(chunks);
}
