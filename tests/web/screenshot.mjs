// Makes the picture of README.md and of link previews from the built page: node tests/web/screenshot.mjs
import { fileURLToPath } from 'node:url';
import { launch, newLab, serveDist, stopServing, useBrowser } from './browser.mjs';

await serveDist();
const browser = await launch();
useBrowser(browser);
const lab = await newLab({ ratio: 1.5, path: '?mask=causal&stage=softmax&time=1&row=3&col=1' });
await lab.still();
await lab.page.screenshot({ path: fileURLToPath(new URL('../../web/course/screenshot.png', import.meta.url)) });
await browser.close();
await stopServing();
