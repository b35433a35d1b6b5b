// The figure alone, for a frame in somebody else's page. The address says everything: the settings, and the element's own
// options.
import '../element/element.js';
import { settingsIn } from '../element/address.js';
import { facesAfter } from './faces.js';

/** @import { AttentionLab } from '../element/element.js' */

const lab = /** @type {AttentionLab} */ (document.getElementById('lab'));

function asked() {
  const { controls, hide, view, label, ...settings } = settingsIn(location.href);
  return { options: { controls, hide, view, label }, settings };
}

const { options, settings } = asked();
for (const [name, value] of Object.entries(options)) if (value) lab.setAttribute(name, value);
lab.setState(settings);
facesAfter(lab);
addEventListener('popstate', () => lab.setState(asked().settings, { replace: true }));
