// Where the browser of tests and benchmarks is.
import { existsSync } from 'node:fs';

// Chromium without a window where it is installed: the whole one starts a process for its toolbar with every page, and
// another in advance, which is a third of what a test costs.
const places = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];
export const executablePath = process.env.CHROMIUM ?? places.find(existsSync) ?? places[1];
