// What the parts of an element may ask of its figure: the controls around it, and editing. And a question about other settings.
import { asText } from '../program/program.js';

/**
 * @import { Program } from '../program/program.js'
 * @import { Acts, Talk, Wanted } from '../types.js'
 * @import { Session } from './session.js'
 */

/** @param {Session} session @returns {Acts} */
export function actsOf(session) {
  return {
    apply: (key, value) => {
      session.set({ [key]: value });
      return session.status?.values[key] ?? value;
    },
    set: (values) => session.set(values),
    command: (name) => session.command(name),
    seek: (position) => session.seek(position),
    tables: () => session.ask((program) => program.tables()),
    files: () => session.files(),
    openFiles: async (files, layer) => {
      const reader = await session.files();
      const found = await reader.open(files, layer ?? session.status?.values.layer ?? '');
      session.refresh();
      return found;
    },
  };
}

// What `read` finds while the program is set as `values` say, and else as the attributes. Then it is as before; no frame is
// drawn in between, nobody is told, and undo knows nothing of it.
/**
 * @template Answer
 * @param {Session} session @param {Wanted} values @param {() => Answer} read @returns {Answer | undefined}
 */
export function under(session, values, read) {
  const { base, differing } = session.settings;
  return session.ask((program) => {
    const { playing } = program.status();
    program.command('hold');
    for (const settings of [base, values]) program.set(asText(settings));
    try {
      return read();
    } finally {
      for (const settings of [base, differing]) program.set(asText(settings));
      program.command('release');
      if (playing) program.command('play');
    }
  });
}

/** @param {Session} session @returns {Talk<Program>} */
export function talkOf(session) {
  return {
    command: (name) => session.command(name),
    ask: (question) => {
      session.ask(question);
      session.refresh();
    },
    tell: (order) => {
      const answer = session.tell(order);
      session.refresh();
      return answer;
    },
  };
}
