// Compares tests/golden/unicode_classes.txt, which is made from Unicode's files, with what Node's own copy of Unicode
// says of every code point.
//     node tests/engine/formats/unicode_agrees.mjs
// If Node has another version, only the code points that both know are compared.
import { readFileSync } from 'node:fs';
import process from 'node:process';

const lines = readFileSync(new URL('../../golden/unicode_classes.txt', import.meta.url), 'utf8').trimEnd().split('\n');
const version = /^# Unicode ([0-9]+\.[0-9]+)/.exec(lines[0])[1];
const same = version === process.versions.unicode;

const golden = new Array(0x110000).fill('letter');
for (const line of lines.slice(1)) {
    const [first, last, name] = line.split(' ');
    golden.fill(name, Number.parseInt(first, 16), Number.parseInt(last, 16) + 1);
}

const classOf = (text) => {
    if (/\p{Default_Ignorable_Code_Point}/u.test(text)) return /\p{M}/u.test(text) ? 'invisible_mark' : 'invisible';
    if (/[\p{Z}\p{Cc}]/u.test(text)) return 'space';
    if (/[\p{P}\p{S}]/u.test(text)) return 'symbol';
    return /\p{M}/u.test(text) ? 'mark' : 'letter';
};

const wrong = [];
let compared = 0;
for (let c = 0; c < golden.length; c += 1) {
    const text = String.fromCodePoint(c);
    const unknown = !/\p{Assigned}/u.test(text) || golden[c] === 'letter';
    if (!same && unknown) continue;
    compared += 1;
    if (golden[c] !== classOf(text)) wrong.push(`U+${c.toString(16).toUpperCase()} ${golden[c]}, Node: ${classOf(text)}`);
}
console.log(`Unicode ${version} against Node's ${process.versions.unicode}: ${compared} code points, ${wrong.length} differ`);
if (wrong.length > 0) {
    console.log(wrong.slice(0, 50).join('\n'));
    process.exit(1);
}
