// The scripts that no first picture needs. They are fetched once the page is idle, so that a page that has been loaded works
// without a connection, and again when somebody asks for one that could not be fetched.
import { retrying } from '../program/retry.js';
import { fetchIdly } from './tasks.js';

export const parts = {
  ownFiles: retrying(() => import('./own_files.js'), 'own_files'),
  edit: retrying(() => import('./edit.js'), 'edit'),
  compare: retrying(() => import('./compare.js'), 'compare'),
  help: retrying(() => import('./help.js'), 'help'),
  exportDialog: retrying(() => import('./export_dialog.js'), 'export_dialog'),
  export: retrying(() => import('../program/export.js'), 'export'),
};

let fetched = false;

// Fetches all of them, once.
export function fetchParts() {
  if (fetched) return;
  fetched = true;
  fetchIdly([parts.compare, parts.help, parts.exportDialog, () => parts.export().then(({ prepare }) => prepare())]);
}
