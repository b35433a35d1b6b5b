// What differs from student to student: a seed, made of what a course calls them, and dice thrown with it.

/** FNV-1a, 32 bits, of the text's UTF-8. @param {string} text */
export function hash32(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash >>> 0;
}

/** The seed of a student: 0 to 999999, as `attn verify` computes it. @param {string} student */
export const seedOf = (student) => hash32(student.trim()) % 1_000_000;

// The last letters of a text hardly move the upper bits of its hash: these are stirred once more (MurmurHash3's end).
/** @param {string} text */
function dice(text) {
  let hash = hash32(text);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A whole number from 0 to below `count`, which depends on the seed and the step alone. @param {number} seed @param {string} step @param {number} count */
export const pick = (seed, step, count) => dice(`${seed}:${step}`) % count;

/**
 * The same things in an order that depends on the seed and the step alone.
 * @template Thing
 * @param {Thing[]} things @param {number} seed @param {string} step
 */
export function shuffled(things, seed, step) {
  return things.map((thing, index) => ({ thing, key: dice(`${seed}:${step}:${index}`) })).sort((a, b) => a.key - b.key)
    .map(({ thing }) => thing);
}
