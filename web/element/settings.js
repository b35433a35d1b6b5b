// What a figure is asked to show: by its attributes, by calls before there was a program, and by calls since.
import { asText } from '../program/program.js';

/** @import { Param, Values, Wanted } from '../types.js' */

/** @param {string} text @returns {Values} */
export const pairs = (text) => Object.fromEntries(new URLSearchParams(text));

export class Settings {
  /** @type {Set<string>} */
  keys = new Set(); // of the parameter list
  /** @type {Values} */
  #defaults = {};
  /** @type {Values} */
  base = {}; // the value of each key as the attributes ask for it, before anybody touched anything
  /** @type {Values} */
  differing = {}; // the values that differ from it now
  /** @type {Wanted} */
  pending = {}; // set before there was a program

  // What the program's parameters are.
  /** @param {Param[]} params */
  learn(params) {
    this.keys = new Set(params.map((param) => param.key));
    this.#defaults = Object.fromEntries(params.map((param) => [param.key, param.value]));
  }

  // What an element asks for by its attributes, most of which mean something else, as text.
  /** @param {Element} element */
  attributesOf(element) {
    const named = [...element.attributes].filter(({ name }) => this.keys.has(name));
    return asText(Object.fromEntries(named.map(({ name, value }) => [name, value])));
  }

  // The settings among `changed`, names of attributes, and all that a preset among them sets.
  /** @param {Element} element @param {(string | null)[]} changed */
  namedBy(element, changed) {
    const names = new Set(changed.map((name) => name ?? '').filter((name) => this.keys.has(name)));
    // A preset sets the others, too, and theirs win.
    if (names.has('preset')) for (const name of this.keys) if (element.hasAttribute(name)) names.add(name);
    return names;
  }

  // The values that the attributes of these names ask for.
  /** @param {Element} element @param {Set<string>} names */
  wantedBy(element, names) {
    return Object.fromEntries([...names].map((name) => [name, element.getAttribute(name) ?? this.#defaults[name]]));
  }

  // The attributes of these names have been followed: `values` are those of the program.
  /** @param {Set<string>} names @param {Values} values */
  rebase(names, values) {
    for (const name of names.has('preset') ? this.keys : names) this.base[name] = values[name];
  }
}
