// The look of the figure and of the places around it; around_style.js is the look of what fills these. The palette is that
// of shell/draw/theme.cpp.
export const css = /* css */ `
:host {
  display: block;
  container-type: inline-size;
  --attn-font: var(--attention-lab-font, "IBM Plex Sans", "Plex by Arial", "Plex by Roboto", "Plex by DejaVu", system-ui, sans-serif);
}
:host([hidden]) { display: none; }
.lab {
  color-scheme: light;
  --paper: #fbf8f3; --raised: #fffefb; --ink: #1d1b19; --muted: #5c5751; --line: #ddd6cb; --edge: #8c857c;
  --accent: #7a2fb5; --wrong: #b3261e; --tint: #f1ebe1;
  background: var(--paper); color: var(--ink);
  font: 400 15px/1.45 var(--attn-font);
  font-variant-numeric: tabular-nums;
  text-align: start;
  /* What a page may have asked for its own texts. */
  direction: ltr; writing-mode: horizontal-tb; text-transform: none; text-indent: 0; text-shadow: none; letter-spacing: normal;
  word-spacing: normal; word-break: normal; overflow-wrap: normal; hyphens: manual; white-space: normal; tab-size: 8; cursor: auto;
}
[data-appearance=dark] {
  color-scheme: dark;
  --paper: #12151b; --raised: #1a1f27; --ink: #ece9e3; --muted: #a9adb6; --line: #2b313c; --edge: #7c828e;
  --accent: #c9a0ff; --wrong: #ff7a70; --tint: #1e232c;
}
[data-appearance=black-on-white] {
  color-scheme: light;
  --paper: #ffffff; --raised: #ffffff; --ink: #000000; --muted: #000000; --line: #767676; --edge: #4d4d4d;
  --accent: #5c00a3; --wrong: #b00000; --tint: #e6e6e6;
}
[data-appearance=white-on-black] {
  color-scheme: dark;
  --paper: #000000; --raised: #000000; --ink: #ffffff; --muted: #ffffff; --line: #8c8c8c; --edge: #b8b8b8;
  --accent: #ddbdff; --wrong: #ff9c85; --tint: #262626;
}
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
.unseen {
  position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; border: 0;
}
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }

input, select, button { font: inherit; color: inherit; }

/* Figure */
/* Of everything above and below the figure that should be in view with it: what it usually is, and what around.js measures. */
.lab { --usual: 346px; --around: 0px; --least: 340px; }
.lab:has(.notice:not(:empty)) { --usual: 404px; }
.lab:has(.comparing:not([hidden]) .scenes:not([hidden])) { --usual: 396px; }
.box { position: relative; height: clamp(var(--least), min(56cqi, 100vh - max(var(--usual), var(--around))), 1700px); overflow: hidden; contain: strict; }
canvas { touch-action: pan-x pan-y; position: absolute; inset: 0; width: 100% !important; height: 100% !important; display: block; outline: 0; }
.ring { position: absolute; inset: 0; z-index: 2; pointer-events: none; border-radius: 4px; }
canvas:focus-visible:not(.pressed) ~ .ring { outline: 3px solid var(--accent); outline-offset: -3px; }
.cover {
  position: absolute; inset: 0; z-index: 1; display: grid; place-content: center; justify-items: center; gap: 14px;
  padding: 24px; background: var(--paper); text-align: center;
}
.cover.over { background: color-mix(in srgb, var(--paper) 70%, transparent); }
.message { margin: 0; max-width: 34em; color: var(--muted); }
.cover progress { width: min(260px, 60cqi); height: 6px; appearance: none; border: 0; border-radius: 3px; background: var(--line); overflow: hidden; }
progress::-webkit-progress-bar { background: var(--line); }
progress::-webkit-progress-value { background: var(--ink); }
progress::-moz-progress-bar { background: var(--ink); }
.restart { padding: 8px 16px; border: 1px solid var(--edge); border-radius: 6px; background: var(--raised); cursor: pointer; }
.still .scenes, .failed .toolbar { display: none; }
.still .box, .failed .box { height: auto; min-height: 120px; contain: none; }
.still .cover, .failed .cover { position: static; background: var(--tint); border-radius: 8px; }
.still .message, .failed .message { color: var(--ink); }

@container (max-width: 699px) { .box { height: min(185cqi, 720px); } }
@media (pointer: coarse) { .restart { min-height: 44px; } }

/* Which parts are offered */
[data-controls=stepper] :is(.panel, .look, .more), [data-controls=none] :is(.panel, .toolbar, .look, .more, .transport) { display: none; }
[data-controls=folded] > .more { display: none; }
/* In a window with no room beside a text: the canvas, and one row to play it. */
@media (max-width: 1099px) {
  [data-controls=folded] > :is(.panel, .mirror), [data-controls=folded] .choices { display: none; }
  :host([fill]) [data-controls=folded] { padding-block: 0 4px; }
  @container (max-width: 699px) { [data-controls=folded] > .toolbar { display: none; } }
  .bare[data-controls=folded] { --steps: 52px; }
}
[data-view=canvas] .mirror, [data-view=table] .box { display: none; }
.still.lab[data-view=canvas] .mirror { display: block; }

/* The places of what is made after the picture, as high as that will be. */
.bare { --settings: 97px; --bar: 33px; --steps: 110px; --fold: 38px; }
.bare > .panel { min-height: var(--settings); }
.bare > .toolbar { min-height: var(--bar); }
.bare > .transport { min-height: var(--steps); }
.bare > :is(.more, .mirror) { min-height: var(--fold); }
@container (max-width: 1180px) { .bare { --settings: 143px; } }
@container (max-width: 1046px) { .bare { --settings: 166px; --steps: 119px; } }
@container (max-width: 938px) { .bare { --steps: 159px; } }
@container (max-width: 849px) { .bare { --steps: 145px; } }
@container (max-width: 699px) { .bare { --settings: 179px; --bar: 39px; --steps: 149px; } }
@container (max-width: 513px) { .bare { --settings: 225px; } }
@container (max-width: 505px) { .bare { --settings: 246px; } }
@container (max-width: 458px) { .bare { --bar: 75px; } }
@container (max-width: 320px) { .bare { --settings: 292px; } }
@media (pointer: coarse) {
  .bare { --settings: 155px; --bar: 45px; --steps: 154px; --fold: 54px; }
  @container (max-width: 1208px) { .bare { --settings: 178px; } }
  @container (max-width: 988px) { .bare { --steps: 198px; } }
  @container (max-width: 849px) { .bare { --steps: 173px; } }
  @container (max-width: 743px) { .bare { --settings: 253px; } }
  @container (max-width: 699px) { .bare { --settings: 207px; --bar: 51px; --steps: 179px; } }
  @container (max-width: 513px) { .bare { --settings: 259px; } }
  @container (max-width: 505px) { .bare { --settings: 280px; } }
  @container (max-width: 480px) { .bare { --bar: 99px; } }
  @container (max-width: 284px) { .bare { --bar: 143px; } }
  @container (max-width: 320px) { .bare { --settings: 332px; } }
}

/* Beside a text; see the course page. */
.bare[data-controls=folded] { --settings: 69px; }

/* In a frame of its own, see embed.html: the figure takes what the rest leaves. */
:host([fill]) { height: 100%; }
:host([fill]) .lab { height: 100%; display: flex; flex-direction: column; overflow: auto; padding: 8px 16px 10px; }
:host([fill]) .box { flex: 1 0 200px; height: auto; }

@media print {
  .transport, .toolbar, .panel, .look, .more { display: none !important; }
}
`;
