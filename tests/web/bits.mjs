// The golden bits of tests/golden/bits.txt, compared in a page: what the browser computes is what the tests of the
// engine proved.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serve } from '../../web/serve.mjs';

// [{ settings, hashes: { matrix: hash } }]
export function goldenBlocks() {
  const text = readFileSync(new URL('../golden/bits.txt', import.meta.url), 'utf8');
  return text.split(/^\? ?/m).slice(1).map((block) => {
    const [settings, ...lines] = block.trimEnd().split('\n');
    return { settings, hashes: Object.fromEntries(lines.map((line) => line.split(' '))) };
  });
}

// Runs in the page, so it uses nothing from outside. Returns how many matrices were compared and which differ.
export function compareBits(blocks) {
  const lab = document.querySelector('attention-lab');
  // FNV-1a in 64 bits, in two halves: the prime is 2^40 + 0x1b3.
  const fnv = (bytes) => {
    let high = 0xcbf29ce4;
    let low = 0x84222325;
    for (const byte of bytes) {
      low = (low ^ byte) >>> 0;
      const product = low * 0x1b3;
      high = (high * 0x1b3 + Math.floor(product / 2 ** 32) + ((low << 8) >>> 0)) % 2 ** 32;
      low = product % 2 ** 32;
    }
    return [high, low].map((half) => half.toString(16).padStart(8, '0')).join('');
  };
  const number = (value) => (typeof value === 'number' ? value : { '-inf': -Infinity, inf: Infinity, nan: NaN }[value]);
  let compared = 0;
  const wrong = [];
  for (const { settings, hashes } of blocks) {
    lab.setState(settings, { replace: true });
    const { heads, stages } = lab.status;
    for (const stage of stages) {
      const bytes = {};
      for (let head = 1; head <= heads; ++head) {
        lab.setState({ stage, head: String(head) });
        for (const { matrix, head: own, values } of lab.getMatrices()) {
          if (own === null && head > 1) continue;
          const floats = Float32Array.from(values.flat(), number);
          bytes[matrix] = (bytes[matrix] ?? []).concat(...new Uint8Array(floats.buffer));
        }
      }
      for (const [name, all] of Object.entries(bytes)) {
        ++compared;
        if (fnv(all) !== hashes[name]) wrong.push(`${settings}: ${name}`);
      }
    }
  }
  return { compared, wrong };
}

export const goldenSizes = () => readFileSync(new URL('../golden/sizes.txt', import.meta.url), 'utf8');

const built = fileURLToPath(new URL('../../build/web/size_bits', import.meta.url));

// A server for the module size_bits.mjs, which the web build makes beside what ships. A page of its own loads it.
export const serveSizes = () => serve({ root: built, port: 0 });

// Runs in a page of that server. Returns the lines as the browser computes them.
export async function sizesHere(lines) {
  const { default: create } = await import(`${location.origin}/size_bits.mjs`);
  const program = await create();
  return lines.trimEnd().split('\n').map((line) => {
    const [d, heads, tokens] = line.split(' ').map(Number);
    return program.UTF8ToString(program._bits(d, heads, tokens));
  }).join('');
}
