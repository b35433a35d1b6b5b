// Cuts the fonts down to the characters the lab shows and writes
//   OUT/fonts_data.cpp, OUT/fonts_data.h   the faces that the picture draws with, as bytes in C++
//   OUT/*.woff2                            the same text faces for the page around it
// usage: node subset_fonts.mjs NODE_MODULES OUT
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const [modules, out] = process.argv.slice(2).map((path) => resolve(path));
const require = createRequire(join(modules, '..', 'package.json'));
const subsetFont = require('subset-font');
const plex = '@expo-google-fonts/ibm-plex-sans';

// ---------------------------------------------------------------- which characters
const range = (first, last) => Array.from({ length: last - first + 1 }, (_, i) => first + i);
const points = (text) => Array.from(text, (character) => character.codePointAt(0));

const latin = [...range(0x20, 0x7e), ...range(0xa0, 0x17f)];
const greek = range(0x391, 0x3c9);
const punctuation = points('–—‘’‚“”„†‡•…‰‹›€™');
const symbols = points('−×÷±·√≈≠≤≥∞∑∂∆∏∫←↑→↓↔⇒ᵀ₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹');
const replacement = points('�');
const letters = [...range(0x41, 0x5a), ...range(0x61, 0x7a)];
const mathematics = [...range(0x20, 0x7e), ...points('−×·±∞→…′')];

const text = [...latin, ...greek, ...punctuation, ...symbols, ...replacement];
const page = [...range(0x20, 0x7e), ...range(0xa0, 0xff), ...punctuation, ...points('−×√≈≤≥∞∑←→')];

const faces = [
    { symbol: 'kFontText', file: `${plex}/400Regular/IBMPlexSans_400Regular.ttf`, wanted: text, ranges: true },
    { symbol: 'kFontTextBold', file: `${plex}/600SemiBold/IBMPlexSans_600SemiBold.ttf`, wanted: text },
    { symbol: 'kFontMathItalic', file: 'katex/dist/fonts/KaTeX_Math-Italic.ttf', wanted: letters },
    { symbol: 'kFontMath', file: 'katex/dist/fonts/KaTeX_Main-Regular.ttf', wanted: mathematics },
    { symbol: 'kFontMathLarge', file: 'katex/dist/fonts/KaTeX_Size1-Regular.ttf', wanted: points('∑∏∫') },
    { symbol: 'kFontMathTall', file: 'katex/dist/fonts/KaTeX_Size2-Regular.ttf', wanted: points('()') },
];
const pageFaces = [
    { name: 'plex-sans-regular', file: faces[0].file },
    { name: 'plex-sans-semibold', file: faces[1].file },
];

// ---------------------------------------------------------------- what a face has
// The code points that a TrueType file maps to a glyph: its "cmap" table, in the two formats that Unicode fonts use.
function coveredBy(font) {
    const table = tableOf(font, 'cmap');
    const covered = new Set();
    for (let i = 0; i < font.readUInt16BE(table + 2); ++i) {
        const start = table + font.readUInt32BE(table + 4 + 8 * i + 4);
        const format = font.readUInt16BE(start);
        if (format === 4) {
            const size = font.readUInt16BE(start + 6); // twice the number of segments
            for (let at = 0; at < size; at += 2) {
                const last = font.readUInt16BE(start + 14 + at);
                const first = font.readUInt16BE(start + 16 + size + at);
                const delta = font.readUInt16BE(start + 16 + 2 * size + at);
                const offset = font.readUInt16BE(start + 16 + 3 * size + at);
                for (let point = first; point <= last && point !== 0xffff; ++point) {
                    const from = start + 16 + 3 * size + at + offset + 2 * (point - first);
                    const glyph = offset === 0 ? (point + delta) & 0xffff : font.readUInt16BE(from);
                    if (glyph !== 0) covered.add(point);
                }
            }
        } else if (format === 12) {
            for (let group = 0; group < font.readUInt32BE(start + 12); ++group) {
                const at = start + 16 + 12 * group;
                for (const point of range(font.readUInt32BE(at), font.readUInt32BE(at + 4))) covered.add(point);
            }
        }
    }
    return covered;
}

function tableOf(font, tag) {
    for (let i = 0; i < font.readUInt16BE(4); ++i) {
        if (font.toString('latin1', 12 + 16 * i, 16 + 16 * i) === tag) return font.readUInt32BE(12 + 16 * i + 8);
    }
    throw new Error(`the font has no table ${tag}`);
}

// Sorted code points as sorted, closed ranges.
function asRanges(sorted) {
    const ranges = [];
    for (const point of sorted) {
        if (ranges.length > 0 && ranges.at(-1)[1] === point - 1) ranges.at(-1)[1] = point;
        else ranges.push([point, point]);
    }
    return ranges;
}

const hexadecimal = (point) => `0x${point.toString(16).padStart(4, '0')}`;
const named = (ranges) => ranges.map(([a, b]) => (a === b ? hexadecimal(a) : `${hexadecimal(a)}-${hexadecimal(b)}`));

// ---------------------------------------------------------------- C++
const header = `// Written by cmake/subset_fonts.mjs.
#pragma once

namespace attn {

struct FontData {
    const char* name;
    const unsigned char* data;
    unsigned size;
};

extern const FontData kFontText, kFontTextBold, kFontMathItalic, kFontMath, kFontMathLarge, kFontMathTall;

// The code points that both text faces have: sorted, closed ranges.
extern const unsigned kFontTextRanges[][2];
extern const unsigned kFontTextRangeCount;

} // namespace attn
`;

function asArray(bytes) {
    const lines = [];
    for (let at = 0; at < bytes.length; at += 32) lines.push(`    ${Array.from(bytes.subarray(at, at + 32)).join(',')},`);
    return lines.join('\n');
}

mkdirSync(out, { recursive: true });
let source = '// Written by cmake/subset_fonts.mjs.\n#include "fonts_data.h"\n\nnamespace attn {\nnamespace {\n';
let definitions = '';
let common = null;
for (const face of faces) {
    const font = readFileSync(join(modules, face.file));
    const covered = coveredBy(font);
    const wanted = [...new Set(face.wanted)].sort((a, b) => a - b);
    const present = wanted.filter((point) => covered.has(point));
    if (face.wanted === text) common = common ? common.filter((point) => covered.has(point)) : present;
    // The picture's text layout uses neither kerning nor hinting nor alternative glyphs.
    const subset = await subsetFont(font, String.fromCodePoint(...present), {
        targetFormat: 'truetype', keepFeatures: [], noLayoutClosure: true, noHinting: true,
        dropTables: ['GPOS', 'GSUB', 'GDEF', 'kern', 'STAT', 'DSIG', 'meta', 'FFTM'],
    });
    const name = face.file.split('/').at(-1).replace('.ttf', '');
    source += `const unsigned char ${face.symbol}Bytes[] = {\n${asArray(subset)}\n};\n`;
    definitions += `const FontData ${face.symbol} = {"${name}", ${face.symbol}Bytes, ${subset.length}};\n`;
    const missing = asRanges(wanted.filter((point) => !covered.has(point)));
    console.log(`${name}: ${present.length} characters, ${subset.length} bytes; it has no ${named(missing).join(' ')}`);
}
const ranges = asRanges(common);
definitions += `const unsigned kFontTextRanges[][2] = {\n    ${ranges.map(([a, b]) => `{${hexadecimal(a)}, ${hexadecimal(b)}},`).join('\n    ')}\n};\n`;
definitions += `const unsigned kFontTextRangeCount = ${ranges.length};\n`;
writeFileSync(join(out, 'fonts_data.h'), header);
writeFileSync(join(out, 'fonts_data.cpp'), `${source}} // namespace\n\n${definitions}\n} // namespace attn\n`);

// ---------------------------------------------------------------- the page
for (const { name, file } of pageFaces) {
    const font = await subsetFont(readFileSync(join(modules, file)), String.fromCodePoint(...new Set(page)), {
        targetFormat: 'woff2', keepFeatures: ['kern', 'mark', 'mkmk', 'liga', 'ccmp', 'locl'], noHinting: true,
    });
    writeFileSync(join(out, `${name}.woff2`), font);
    console.log(`${name}.woff2: ${font.length} bytes`);
}
