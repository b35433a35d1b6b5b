import { ProgramError } from './program.js';

export const PATIENCE = 20000; // milliseconds in which nothing arrives, until a download counts as stalled

/** @type {() => Promise<never>} */
const stalled = () => new Promise((_, reject) => setTimeout(() => reject(new ProgramError('stalled')), PATIENCE));

// A function that imports a script, and imports it again if that failed: some browsers remember that an address has failed,
// so another try has another address. `file` is the script's name, without .js, among those that ship, which are in one folder. Rejects
// with a ProgramError.
/** @template Script @param {() => Promise<Script>} load @param {string} file @returns {() => Promise<Script>} */
export function retrying(load, file) {
  let failed = 0;
  const again = () => import(/* @vite-ignore */ new URL(`./${file}.js?again=${failed}`, import.meta.url).href);
  return () => Promise.race([failed ? again() : load(), stalled()]).catch((/** @type {unknown} */ cause) => {
    ++failed;
    throw cause instanceof ProgramError ? cause : new ProgramError('load-failed', cause);
  });
}
