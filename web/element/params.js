// Looking things up in the program's schema: its parameters and its sentences.
/** @import { Choice, Param } from '../types.js' */

/** @param {Param[]} params @param {string} key @returns {Param & { choices: Choice[] }} */
export function paramOf(params, key) {
  const param = params.find((one) => one.key === key);
  if (!param) throw new Error(`the program has no parameter ${key}`);
  return { choices: [], ...param };
}

// The sentence for `key` among those of the schema, with every {name} replaced by its slot.
/** @param {Record<string, string>} text @param {string} key @param {Record<string, string | number>} slots */
export const say = (text, key, slots) => text[key].replace(/\{(\w+)\}/g, (_, name) => String(slots[name]));
