// A sentence with something of everything, and its names in the picture.
export const NAMES = {
  漢: 'han', 字: 'han', שלום: 'hebrew', مرحبا: 'arabic', नमस्ते: 'devanagari', '👩‍🚀': 'emoji', '🇯🇵': 'emoji', cat: 'latin',
};
export const ORDER = Object.keys(NAMES);

// What a decoded picture shows left of the rows whose first cells are `rects`: ink, whether it has colours that no ink of
// the figure has, and all of it as text to compare.
export function names({ width, data }, rects, ratio) {
  return rects.map(({ x, y, height }, row) => {
    let ink = 0, colored = 0, key = '';
    for (let py = Math.ceil(y * ratio); py < (y + height) * ratio; ++py)
      for (let px = Math.ceil((x - 90) * ratio); px < (x - 8) * ratio; ++px) {
        const at = (py * width + px) * 4;
        const [r, g, b] = data.subarray(at, at + 3);
        const dark = r + g + b < 600;
        ink += dark;
        // Names are blue on warm paper: nothing in between is red or yellow.
        colored += r > 150 && r - b > 60;
        key += dark ? '#' : '.';
      }
    return { row, ink, colored: colored > 6, key };
  });
}
