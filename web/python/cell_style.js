// How a code cell looks, in its shadow root. The colours are the page's.
export const style = /* css */ `
:host { display: block; color: var(--ink, #1d1b19); }
.bar { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; padding: 8px 0; }
button {
  font: inherit; font-size: 15px; min-height: 36px; padding: 4px 14px; border-radius: 6px; cursor: pointer;
  color: var(--ink, #1d1b19); background: var(--raised, #fffefb); border: 1px solid var(--edge, #8c857c);
}
button.first { color: var(--paper, #fbf8f3); background: var(--accent, #7a2fb5); border-color: var(--accent, #7a2fb5); }
button:disabled { cursor: default; opacity: 0.55; }
button:focus-visible, .printed:focus-visible, summary:focus-visible { outline: 2px solid var(--accent, #7a2fb5); outline-offset: 2px; }
.state { color: var(--muted, #5c5751); font-size: 14px; }
.editor { border: 1px solid var(--line, #ddd6cb); border-radius: 6px; overflow: hidden; }
.hint { margin: 6px 0 0; color: var(--muted, #5c5751); font-size: 13px; }
.printed {
  margin: 0; padding: 8px 12px; max-height: 340px; overflow: auto; white-space: pre; font: 13px/1.5 ui-monospace, Menlo, Consolas, monospace;
  background: var(--raised, #fffefb); border: 1px solid var(--line, #ddd6cb); border-radius: 6px;
}
.error { margin: 8px 0; padding: 8px 12px; border-left: 4px solid #b3261e; background: color-mix(in srgb, #b3261e 9%, transparent); white-space: pre-wrap; overflow-wrap: anywhere; }
.error a { color: inherit; }
.checks { margin: 10px 0; padding: 0; list-style: none; }
.checks li { padding: 3px 0 3px 26px; position: relative; }
.checks li::before { position: absolute; left: 2px; content: "\\2713"; color: var(--value, #1e7345); font-weight: 600; }
.checks li.no::before { content: "\\2717"; color: #b3261e; }
.verdict { margin: 8px 0; font-weight: 600; }
.remark { margin: 4px 0; color: var(--muted, #5c5751); }
.figures { display: flex; flex-wrap: wrap; gap: 12px; margin: 10px 0; }
.figures svg { max-width: 100%; height: auto; background: var(--raised, #fffefb); border: 1px solid var(--line, #ddd6cb); border-radius: 6px; }
@media (prefers-color-scheme: dark) { .error { border-left-color: #ff8a80; } .checks li.no::before { color: #ff8a80; } }
`;
