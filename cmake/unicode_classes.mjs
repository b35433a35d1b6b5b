// Writes Unicode's classes of characters from Unicode's own files:
//   engine/formats/unicode_table.h      ranges of code points as differences, for the engine
//   tests/golden/unicode_classes.txt    the same ranges in plain text, for the tests
// usage: node cmake/unicode_classes.mjs FOLDER
// FOLDER has UnicodeData.txt and PropList.txt of one version of Unicode (unicode.org/Public/VERSION/ucd, or a package
// of a Linux distribution). The promise of the same bits includes the tokens, so another version is a choice, and
// nothing but this script changes the two files.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [folder] = process.argv.slice(2);
const project = join(dirname(fileURLToPath(import.meta.url)), '..');
const read = (name) => readFileSync(join(folder, name), 'utf8').split('\n');

const end = 0x110000;
const category = new Array(end).fill('Cn');
let first = 0;
for (const line of read('UnicodeData.txt')) {
    if (!line) continue;
    const [point, name, value] = line.split(';');
    const last = Number.parseInt(point, 16);
    if (!name.endsWith(', Last>')) first = last;
    category.fill(value, first, last + 1);
    first = last;
}

const properties = read('PropList.txt');
const version = /^# PropList-([0-9.]+)\.txt/.exec(properties[0])[1];
const property = (wanted) => {
    const out = new Uint8Array(end);
    for (const line of properties) {
        const [, from, to, name] = /^([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*(\w+)/.exec(line) ?? [];
        if (name === wanted) out.fill(1, Number.parseInt(from, 16), Number.parseInt(to ?? from, 16) + 1);
    }
    return out;
};
const other = property('Other_Default_Ignorable_Code_Point');
const selector = property('Variation_Selector');
const space = property('White_Space');
const prepended = property('Prepended_Concatenation_Mark');
// As DerivedCoreProperties.txt derives Default_Ignorable_Code_Point.
const ignorable = (c) =>
    (other[c] || category[c] === 'Cf' || selector[c]) &&
    !(space[c] || (c >= 0xfff9 && c <= 0xfffb) || (c >= 0x13430 && c <= 0x13440) || prepended[c]);

// The order of CharacterClass in engine/formats/unicode.h.
const classes = ['letter', 'space', 'symbol', 'mark', 'invisible', 'invisible_mark'];
const classOf = (c) => {
    const major = category[c][0];
    if (ignorable(c)) return major === 'M' ? 'invisible_mark' : 'invisible';
    if (major === 'Z' || category[c] === 'Cc') return 'space';
    if (major === 'P' || major === 'S') return 'symbol';
    return major === 'M' ? 'mark' : 'letter';
};

const runs = [];
for (let c = 0, start = 0; c < end; start = c) {
    const name = classOf(c);
    while (c < end && classOf(c) === name) c += 1;
    if (name !== 'letter') runs.push({ start, last: c - 1, name });
}

const bytes = [];
const put = (number) => {
    for (; number > 127; number >>= 7) bytes.push((number & 127) | 128);
    bytes.push(number);
};
let before = 0;
for (const { start, last, name } of runs) {
    put(start - before);
    put((last - start) * (classes.length - 1) + classes.indexOf(name) - 1);
    before = last + 1;
}

const rows = [];
for (let i = 0; i < bytes.length; i += 28) rows.push(`    ${bytes.slice(i, i + 28).join(', ')},`);
writeFileSync(join(project, 'engine/formats/unicode_table.h'), `\
// Made by cmake/unicode_classes.mjs from UnicodeData.txt and PropList.txt of Unicode ${version}
// (© Unicode, Inc., Unicode License v3: unicode.org/license.txt). Do not edit.
#pragma once

namespace attn {

// For every range of a class other than letter, in ascending order, two numbers: how many code points lie between it
// and the range before, and (its length - 1) * ${classes.length - 1} + its class - 1. Numbers have 7 bits in a byte,
// the lowest first; every byte of a number but the last has its highest bit set.
// clang-format off
inline constexpr unsigned char kUnicodeTable[] = {
${rows.join('\n')}
};
// clang-format on

} // namespace attn
`);

const hex = (c) => c.toString(16).toUpperCase().padStart(4, '0');
writeFileSync(join(project, 'tests/golden/unicode_classes.txt'),
    [`# Unicode ${version}: first and last code point of every range that is no letter, and its class`]
        .concat(runs.map(({ start, last, name }) => `${hex(start)} ${hex(last)} ${name}`)).join('\n') + '\n');
console.log(`Unicode ${version}: ${runs.length} ranges in ${bytes.length} bytes`);
