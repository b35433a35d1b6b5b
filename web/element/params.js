// Looking things up in the program's list of parameters.
/** @import { Choice, Param } from '../types.js' */

/** @param {Param[]} params @param {string} key @returns {Param & { choices: Choice[] }} */
export function paramOf(params, key) {
  const param = params.find((one) => one.key === key);
  if (!param) throw new Error(`the program has no parameter ${key}`);
  return { choices: [], ...param };
}
