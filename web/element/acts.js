// What the parts of an element may ask of its figure: the controls around it, and editing.

/**
 * @import { Program } from '../program/program.js'
 * @import { Acts, Talk } from '../types.js'
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
