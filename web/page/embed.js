// The figure alone, for a frame in somebody else's page. The address says everything: the settings, and those of the
// element's own options that are listed below.
import '../element/element.js';
import { settingsIn } from '../element/address.js';
import { facesAfter } from './faces.js';

const OPTIONS = { controls: ['full', 'stepper', 'none'], view: ['both', 'canvas', 'table'] };

/** @import { AttentionLab } from '../element/element.js' */

const lab = /** @type {AttentionLab} */ (document.getElementById('lab'));
const settings = settingsIn(location.href);
for (const [name, values] of Object.entries(OPTIONS))
  if (values.includes(settings[name])) lab.setAttribute(name, settings[name]);
if (settings.label) lab.setAttribute('label', settings.label);
lab.setState(settings);
facesAfter(lab);
addEventListener('popstate', () => lab.setState(settingsIn(location.href), { replace: true }));
