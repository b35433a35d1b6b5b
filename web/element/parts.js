// The scripts that no first picture needs. They are fetched once the page is idle, so that a page that has been loaded works
// without a connection, and again when somebody asks for one that could not be fetched.
import { retrying } from '../program/retry.js';

export const parts = {
  ownFiles: retrying(() => import('./own_files.js'), 'own_files'),
  edit: retrying(() => import('./edit.js'), 'edit'),
  compare: retrying(() => import('./compare.js'), 'compare'),
  help: retrying(() => import('./help.js'), 'help'),
  exportDialog: retrying(() => import('./export_dialog.js'), 'export_dialog'),
  export: retrying(() => import('../program/export.js'), 'export'),
};

let fetched = false;

// Fetches all of them when the browser has nothing else to do, unless its user saves data.
export function fetchParts() {
  if (fetched || /** @type {any} */ (navigator).connection?.saveData) return;
  fetched = true;
  const idle = globalThis.requestIdleCallback ?? ((/** @type {() => void} */ act) => setTimeout(act, 1000));
  const left = [parts.compare, parts.help, parts.exportDialog, () => parts.export().then(({ prepare }) => prepare())];
  const next = () => {
    // What fails is asked for again when it is needed, and then there is somebody to tell.
    const load = left.shift();
    if (load) load().catch(() => {}).finally(() => idle(next));
  };
  idle(next);
}
