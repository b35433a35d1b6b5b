// The first minute as a film strip: the page as it opens, then every stage as Play shows it, some moments of each: about a
// picture a second.
//
//   node tests/web/first_minute.mjs [--theme light|dark] [--size 1280x800] [--across 6] [--moments 6] [--scale 0.5] [--out build/film]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { strip } from './animation.mjs';
import { launch, newLab, serveDist, stopServing, useBrowser } from './browser.mjs';

const options = {
  theme: '', size: '1280x800', across: '6', moments: '6', scale: '0.5', out: fileURLToPath(new URL('../../build/film', import.meta.url)),
};
const args = process.argv.slice(2);
for (let i = 0; i < args.length; i += 2) {
  const name = args[i].replace(/^--/, '');
  if (!(name in options)) throw new Error(`there is no option ${args[i]}; see the head of this file`);
  options[name] = args[i + 1];
}
const [width, height] = options.size.split('x').map(Number);

// What a moment of Play shows follows from stage and time alone, so nothing is waited for.
async function minute(theme) {
  const lab = await newLab({ viewport: { width, height }, dark: theme === 'dark', path: 'index.html' });
  await lab.page.locator('#theory-look.live').waitFor();
  const pictures = [];
  const take = async () => {
    await lab.still();
    pictures.push(PNG.sync.read(await lab.page.locator('.dock').screenshot()));
  };
  await take();
  await lab.ask((one) => {
    one.play(); // leaves the words, with the one that asks in the lead
    one.pause();
  });
  const last = Number(options.moments) - 1;
  for (const stage of (await lab.status()).stages)
    for (let moment = 0; moment <= last; ++moment) {
      await lab.ask((one, at) => one.setState(at), { stage, time: (moment / last).toFixed(3) });
      await take();
    }
  await lab.context.close();
  return strip(pictures, Number(options.across), Number(options.scale));
}

await serveDist();
const browser = await launch();
useBrowser(browser);
mkdirSync(options.out, { recursive: true });
for (const theme of options.theme ? [options.theme] : ['light', 'dark']) {
  const file = join(options.out, `first-minute-${theme}.png`);
  writeFileSync(file, await minute(theme));
  console.log(file);
}
await browser.close();
await stopServing();
