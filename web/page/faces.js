// The page's own faces, loaded after the first picture, which has them inside its program. Until then fallback.css
// sets the text in a face that the system has, as wide and as high.
const FACES = { regular: '400', semibold: '600' };

/** @param {EventTarget} figure */
export function facesAfter(figure) {
  let asked = false;
  const ask = () => {
    if (asked) return;
    asked = true;
    for (const [name, weight] of Object.entries(FACES)) {
      const source = new URL(`fonts/plex-sans-${name}.woff2`, import.meta.url);
      const face = new FontFace('IBM Plex Sans', `url(${source})`, { weight, display: 'swap' });
      document.fonts.add(face);
      face.load().catch(() => {}); // the fallback is as good
    }
  };
  for (const event of ['attn-ready', 'attn-error']) figure.addEventListener(event, ask);
}
