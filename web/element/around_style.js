// The look of everything around the figure; the figure's own is in style.js, with the palette.
export const css = /* css */ `
/* Fields */
.panel { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: end; padding-bottom: 8px; }
.fields { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: end; }
.sentence { flex: 100 1 416px; }
.control { display: grid; gap: 4px; min-width: 0; }
.control.text { flex: 4 1 176px; }
.control.flag { grid-auto-flow: column; align-items: center; justify-content: start; }
label { font-size: 13px; color: var(--muted); white-space: nowrap; }
input:not([type=range], [type=checkbox], [type=radio]), select {
  height: 38px; width: 100%; padding: 0 10px; margin: 0; font-size: 15px;
  background: var(--raised); border: 1px solid var(--edge); border-radius: 6px;
}
select { cursor: pointer; text-overflow: ellipsis; }
.control.text input { font-size: 16px; }
input[aria-invalid], select[aria-invalid] { border-color: var(--wrong); box-shadow: inset 0 0 0 1px var(--wrong); }
.stepper { display: grid; grid-template-columns: 28px 38px 28px; }
.stepper input { text-align: center; border-radius: 0; padding: 0 4px; appearance: textfield; position: relative; }
.stepper input::-webkit-inner-spin-button, .stepper input::-webkit-outer-spin-button { appearance: none; margin: 0; }
.stepper input:focus-visible { z-index: 1; }
.stepper button {
  height: 38px; padding: 0; background: var(--paper); border: 1px solid var(--edge); cursor: pointer; font-size: 17px;
}
.stepper button:first-child { border-radius: 6px 0 0 6px; border-inline-end: 0; }
.stepper button:last-child { border-radius: 0 6px 6px 0; border-inline-start: 0; }
[data-key=seed] .stepper { grid-template-columns: 28px 72px 28px; }
.control[data-key=mask] select { width: 120px; }
.control[data-key=unit] select { width: 112px; }
button:hover:not(:disabled, [aria-disabled=true]), select:hover { background: var(--tint); }
button:is(:disabled, [aria-disabled=true]) { color: var(--edge); cursor: default; }
.mute { font-size: 0; }
sub { font-size: .78em; line-height: 0; vertical-align: -.25em; }
.control[data-key=preset] { flex: 1 1 144px; max-width: 240px; }
.start { flex: 1 0 100%; overflow-wrap: anywhere; margin: 0; font-size: 14px; color: var(--muted); text-wrap: pretty; }
/* Two sentences have a row of their own, and the line about what is shown is beside the settings. */
.second { display: flex; gap: 12px; align-items: end; }
.panel:has([data-key=memory]:not([hidden])) :is(.sentence, .second) { flex: 4 1 320px; }
.panel:has([data-key=memory]:not([hidden])) .sentence { flex-basis: 100%; }
.panel:has([data-key=memory]:not([hidden])) .start { flex: 1 1 300px; }
.other {
  min-height: 28px; padding: 2px 10px; border: 1px solid var(--edge); border-radius: 6px;
  background: var(--raised); color: var(--ink); cursor: pointer;
}
.fields .other { min-height: 38px; padding: 0 9px; }
.other[aria-pressed=true] { background: var(--ink); color: var(--paper); }
.notice { flex: 1 0 100%; margin: 0; max-height: 48px; overflow-y: auto; font-size: 14px; }
.cell p { margin: 4px 0; font-size: 15px; }
.notice:empty, .missing:empty { display: none; }
.missing { margin: 0; padding: 6px 0; font-size: 14px; }
.notice ul { margin: 0; padding-inline-start: 1.2em; display: grid; gap: 0 28px; grid-template-columns: repeat(auto-fit, minmax(min(416px, 100%), 1fr)); }
/* Where the panel is taken away, what there is to say is below the figure, which goes on beginning where it did. */
:is([data-controls=stepper], [data-controls=none]):has(.notice:not(:empty)) { display: flex; flex-direction: column; }
:is([data-controls=stepper], [data-controls=none]) .panel:has(> .notice:not(:empty)) { display: block; order: 1; padding: 6px 0 0; }
:is([data-controls=stepper], [data-controls=none]) .panel > :not(.notice) { display: none; }
:is([data-controls=stepper], [data-controls=none]) .panel ~ :is(.transport, .mirror) { order: 2; }
summary { cursor: pointer; font-weight: 600; font-size: 14px; width: fit-content; padding: 4px 0; }
.settings[open] summary { display: none; }
/* Behind one press: the settings, those of attention and the look are a block below the sentence. */
[data-controls=folded] :is(.second, [data-key=unit]), [data-controls=folded]:not(:has(.settings[open])) .start { display: none; }
[data-controls=folded]:has(.settings[open]) :is(.second, [data-key=unit]) { display: flex; }
[data-controls=folded] .sentence { flex: 1 1 280px; flex-wrap: nowrap; }
/* Also beside a second sentence, which is folded away: “Settings” keeps its place. */
[data-controls=folded]:not(:has(.settings[open])) .panel .sentence { flex: 1 1 280px; }
[data-controls=folded] .control[data-key=preset] { max-width: 180px; }
[data-controls=folded] .settings summary { display: list-item; min-height: 38px; padding: 9px 0; }
[data-controls=folded] .settings[open] { flex: 1 0 100%; max-height: 46vh; overflow-y: auto; padding-bottom: 8px; }
[data-controls=folded] .settings[open] .fields { padding-top: 8px; }
[data-controls=folded]:has(.settings[open]) .sentence { flex-wrap: wrap; }
[data-controls=folded] .scene span { padding-inline: 7px; }
[data-controls=folded] .tools button:not(.icon) { min-width: 28px; padding-inline: 6px; }
[data-controls=folded] .scenes { gap: 0; }

/* Toolbar */
.toolbar { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: end; justify-content: space-between; border-bottom: 1px solid var(--line); }
.scenes { display: flex; flex-wrap: wrap; gap: 0 4px; }
.scene { position: relative; }
.scene span { display: block; padding: 5px 10px 4px; border-bottom: 3px solid transparent; border-radius: 4px 4px 0 0; font-size: 14px; }
.scene span::first-letter { text-transform: uppercase; }
.scene:hover span { background: var(--tint); }
.scene input:checked + span { color: var(--ink); font-weight: 600; border-bottom-color: var(--ink); }
.scene input {
  position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; appearance: none; border-radius: 4px;
  outline-offset: -2px; cursor: pointer;
}
.tools { display: flex; flex-wrap: wrap; gap: 2px; align-items: center; }
.tools:empty { display: none; }
.tools button { min-width: 32px; height: 32px; padding: 0 8px; border: 0; border-radius: 6px; background: none; font-size: 14px; cursor: pointer; }
.tools .icon { width: 32px; padding: 6px; }
.tools .help { order: 1; font-weight: 600; }
.keys { color: var(--ink); background: var(--raised); border: 1px solid var(--edge); border-radius: 10px; padding: 0; max-width: min(544px, 92vw); }
.keys:focus { outline: 0; }
.keys::backdrop { background: rgb(0 0 0 / .45); }
.keys h2 { margin: 0; padding: 18px 24px 6px; font-size: 18px; }
.keys dl { display: grid; grid-template-columns: fit-content(35%) 1fr; gap: 0 24px; margin: 0; padding: 0 24px; }
.keys dl div {
  display: grid; grid-template-columns: subgrid; grid-column: 1 / -1; align-items: baseline; padding: 7px 0;
  border-top: 1px solid var(--line);
}
.keys dd { margin: 0; }
kbd {
  display: inline-block; min-width: 24px; padding: 1px 6px; font: inherit; font-size: 13px; text-align: center;
  border: 1px solid var(--edge); border-radius: 5px;
}
.close {
  margin: 14px 24px 18px; min-height: 36px; padding: 0 18px; border: 1px solid var(--edge); border-radius: 6px;
  background: none; cursor: pointer;
}

/* Transport */
.transport { display: grid; grid-template-columns: auto 1fr; gap: 6px 20px; align-items: center; padding-top: 8px; }
.line { --thumb: 18px; grid-column: 1 / -1; min-width: 0; }
.buttons { display: flex; gap: 4px; align-items: center; }
.choices { display: flex; flex-wrap: wrap; justify-content: end; gap: 8px 18px; align-items: center; }
.choices .choice { display: flex; gap: 6px; align-items: center; }
.choices select { width: auto; color: var(--ink); }
.choices .idle { visibility: hidden; }
.look { gap: 8px 18px; }
.look .control { grid-auto-flow: column; align-items: center; gap: 6px; }
.icon { width: 36px; height: 36px; padding: 7px; border: 0; border-radius: 50%; background: none; cursor: pointer; }
.icon svg { display: block; width: 100%; height: 100%; fill: currentColor; }
.icon.play { width: 44px; height: 44px; padding: 10px; background: var(--ink); color: var(--paper); }
.icon.play:hover { background: var(--muted); }
input[type=range] {
  appearance: none; display: block; width: 100%; height: 28px; margin: 0; background: none; cursor: pointer;
}
input[type=range]::-webkit-slider-runnable-track {
  height: 6px; border-radius: 3px;
  background: linear-gradient(var(--ink) 0 0) 0 0 / calc(var(--thumb) / 2 + var(--share, 0) * (100% - var(--thumb))) 100% no-repeat, var(--line);
}
input[type=range]::-moz-range-track { height: 6px; border-radius: 3px; background: var(--line); }
input[type=range]::-moz-range-progress { height: 6px; border-radius: 3px; background: var(--ink); }
input[type=range]::-webkit-slider-thumb {
  appearance: none; width: var(--thumb); height: var(--thumb); margin-top: -6px; border-radius: 50%;
  background: var(--ink); border: 3px solid var(--paper); box-shadow: 0 0 0 1px var(--ink);
}
input[type=range]::-moz-range-thumb {
  width: 12px; height: 12px; border-radius: 50%; background: var(--ink); border: 3px solid var(--paper); box-shadow: 0 0 0 1px var(--ink);
}
.ticks { display: flex; list-style: none; margin: 0; padding: 0 calc(var(--thumb) / 2); }
.ticks li { flex: 1 1 0; min-width: 0; border-inline-start: 1px solid var(--line); }
.ticks li:last-child { border-inline-end: 1px solid var(--line); }
.ticks button {
  width: 100%; min-height: 24px; padding: 2px 3px; border: 0; background: none; cursor: pointer;
  font-size: 12px; line-height: 1.2; color: var(--muted); text-align: center; border-radius: 4px; overflow-wrap: anywhere;
}
.ticks button[aria-current] { color: var(--ink); font-weight: 600; }
.now { display: none; margin: 0; font-size: 13px; color: var(--muted); }

/* Nothing of the scaling lab is a stage. */
.lab:has(.scene input[value=scaling]:checked) .transport :is(.line, .buttons, .choice) { visibility: hidden; }

/* Options of attention */
.more { padding-top: 10px; }
.fields.attention { display: grid; grid-template-columns: repeat(auto-fill, minmax(170px, 1fr)); gap: 12px 18px; padding-top: 10px; }
.fields.attention .control.flag { align-content: end; }

/* Table */
.mirror { padding-top: 10px; }
.tables { display: flex; flex-wrap: wrap; gap: 16px 28px; padding-top: 8px; }
.scroll { max-width: 100%; overflow-x: auto; }
table { border-collapse: collapse; font-size: 14px; }
caption { text-align: start; font-weight: 600; padding-bottom: 4px; }
th, td { padding: 4px 9px; text-align: end; border-bottom: 1px solid var(--line); white-space: nowrap; }
th { font-weight: 600; }
th[scope=row], thead td { text-align: start; }
thead td { color: var(--muted); font-size: 13px; }
td.masked { color: var(--muted); background: var(--tint); }

@container (max-width: 849px) {
  .ticks { display: none; }
  .now { display: block; text-align: center; }
}
@container (max-width: 699px) {
  .notice { max-height: none; }
  .toolbar { padding-top: 6px; }
  .scenes { flex: 1 1 auto; justify-content: space-between; gap: 0; }
  .scene span { padding: 5px 6px 4px; }
  .settings, .sentence, .control[data-key=preset] { flex: 1 0 100%; max-width: none; }
  .settings summary, .settings[open] summary { display: list-item; }
  .sentence .choice { grid-template-columns: auto 1fr; align-items: center; gap: 8px; }
  .fields:is(.model, .look) { display: grid; grid-template-columns: 1fr 1fr; padding-top: 6px; }
  .look .control { grid-auto-flow: row; gap: 4px; }
  .stepper, [data-key=seed] .stepper { grid-template-columns: 38px 1fr 38px; }
  .transport { grid-template-columns: 1fr; }
  .buttons { justify-content: center; gap: 6px; }
  .choices { justify-content: center; gap: 8px 14px; }
  .choices .idle { display: none; }
  .lab:has(.scene input[value=scaling]:checked) .transport { display: none; }
}

@container (max-width: 459px) { .scene span { padding-inline: 2px; font-size: 13px; } }
@container (max-width: 379px) { .scene span { padding-inline: 1px; font-size: 12px; } }

@media (max-width: 1099px) {
  [data-controls=folded] .transport { grid-template-columns: auto 1fr; gap: 0 12px; padding-top: 4px; }
  [data-controls=folded] .line { grid-column: 2; }
  [data-controls=folded] .buttons { grid-area: 1 / 1; }
  [data-controls=folded] :is(.ticks, .now, .reset, .step-back, .step) { display: none; }
}

/* Where the system chooses the colours, what is chosen is said in them. */
@media (forced-colors: active) {
  .scene span { border-bottom-color: Canvas; }
  .scene input:checked + span { border-bottom-color: Highlight; }
  input[type=range]::-webkit-slider-runnable-track { forced-color-adjust: none; background:
    linear-gradient(Highlight 0 0) 0 0 / calc(var(--thumb) / 2 + var(--share, 0) * (100% - var(--thumb))) 100% no-repeat, ButtonBorder; }
}

/* Fingers need room. */
@media (pointer: coarse) {
  input[type=checkbox] { width: 24px; height: 24px; }
  .icon { width: 44px; height: 44px; padding: 10px; }
  .icon.play { width: 52px; height: 52px; padding: 13px; }
  input:not([type=range], [type=checkbox], [type=radio]), select, .stepper button { height: 44px; }
  .stepper, [data-key=seed] .stepper { grid-template-columns: 44px minmax(48px, 1fr) 44px; }
  .stepper button { width: 44px; }
  input[type=range] { height: 44px; }
  summary { padding: 12px 0; }
  .ticks button { min-height: 44px; }
  .scene span { min-width: 44px; min-height: 44px; padding-block: 12px 9px; text-align: center; }
  .other, .fields .other { min-height: 44px; }
  .tools button { min-width: 44px; height: 44px; }
  .tools .icon { width: 44px; padding: 12px; }
}

@media (prefers-reduced-motion: no-preference) {
  .icon, .ticks button { transition: background-color .12s; }
}
@media (forced-colors: active) {
  .icon, .ticks button[aria-current] { border: 1px solid ButtonText; }
  td.masked { font-style: italic; }
}
`;
