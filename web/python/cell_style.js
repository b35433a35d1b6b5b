// How a code cell looks, in its shadow root. The colours are the page's.
export const style = /* css */ `
:host { display: block; color: var(--ink, #1d1b19); }
.bar { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; padding: 8px 0; }
button {
  font: inherit; font-size: 14px; min-height: 36px; padding: 4px 10px; border-radius: 6px; cursor: pointer;
  color: var(--ink, #1d1b19); background: var(--raised, #fffefb); border: 1px solid var(--edge, #8c857c);
}
button.first { color: var(--paper, #fbf8f3); background: var(--ink, #1d1b19); border-color: var(--ink, #1d1b19); min-width: 5.5em; }
button:not(:disabled):hover { border-color: var(--ink, #1d1b19); }
button.first:not(:disabled):hover { background: var(--muted, #5c5751); }
.under { padding-inline: var(--cell-start, 0) var(--cell-end, 0); }
button:disabled { cursor: default; opacity: 0.55; }
button:focus-visible, .printed:focus-visible, summary:focus-visible { outline: 2px solid var(--accent, #7a2fb5); outline-offset: 2px; }
.state { color: var(--muted, #5c5751); font-size: 14px; }
.editor { border: 1px solid var(--line, #ddd6cb); border-inline-width: var(--cell-edge, 1px); border-radius: var(--cell-round, 6px); overflow: hidden; }
.hint { margin: 6px 0 0; color: var(--muted, #5c5751); font-size: 13px; }
.printed {
  margin: 0; padding: 8px 12px; max-height: 340px; overflow: auto; white-space: pre; font: 13px/1.5 ui-monospace, Menlo, Consolas, monospace;
  background: var(--raised, #fffefb); border: 1px solid var(--line, #ddd6cb); border-radius: 6px;
}
.error { margin: 8px 0; padding: 8px 12px; border-left: 4px solid var(--error, #b3261e); background: color-mix(in srgb, var(--error, #b3261e) 9%, transparent); white-space: pre-wrap; overflow-wrap: anywhere; }
.error a { color: inherit; }
.checks { margin: 10px 0; padding: 0; list-style: none; }
.checks li { padding: 3px 0 3px 26px; position: relative; }
.checks li::before { position: absolute; left: 2px; content: "✓"; color: var(--value, #1e7345); font-weight: 600; }
.checks li.no::before { content: "✗"; color: var(--error, #b3261e); }
details { margin: 10px 0; } summary { cursor: pointer; color: var(--muted, #5c5751); }
.verdict { margin: 8px 0; font-weight: 600; }
.remark { margin: 4px 0; color: var(--muted, #5c5751); }
.beside { margin-block: 12px; }
.beside figcaption { margin-bottom: 6px; }
.beside { margin-inline: calc(var(--cell-start, 0px) * -.6) calc(var(--cell-end, 0px) * -.6); }
.beside figcaption { margin-inline: calc(var(--cell-start, 0px) * .6) 0; }
.beside div { display: flex; flex-wrap: wrap; gap: 10px 20px; justify-content: center; }
.beside table { border-spacing: 1px; font-size: 12px; font-variant-numeric: tabular-nums; }
.beside caption { text-align: left; font-weight: 600; }
.beside td { padding: 2px 3px; min-width: 3.4ch; text-align: right; border-radius: 3px; }
.beside .above { background: color-mix(in srgb, var(--positive, #d97b2c) var(--share), transparent); }
.beside .below { background: color-mix(in srgb, var(--negative, #3d74b3) var(--share), transparent); }
.beside table:first-child .apart { text-decoration: underline 1px var(--error, #b3261e); text-underline-offset: 3px; }
.beside .first { outline: 2px solid var(--error, #b3261e); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.figures { display: flex; flex-wrap: wrap; gap: 12px; margin: 10px 0; }
.figures svg { max-width: 100%; height: auto; background: var(--raised, #fffefb); border: 1px solid var(--line, #ddd6cb); border-radius: 6px; }
`;
