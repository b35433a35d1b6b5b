// The first pictures that the program's first file can draw alone (see split.mjs): the words, every stage at its beginning, midway
// and done, every preset, every setting, the map, a selected cell, other sizes and looks, and none where there is no
// WebGL. A link to anything else works as well; its picture waits for the second file.
import { asText } from '../web/program/program.js';

const waits = new Set(['scene', 'pin', 'against', 'edits', 'paint']); // other scenes, comparing, editing

// Canvases of phones, tablets and course pages: what is laid out in one way on a wide one is laid out in another here.
const sizes = [[288, 533], [360, 480], [360, 660], [358, 290], [390, 720], [480, 360], [564, 720], [715, 430], [722, 404], [788, 380], [768, 960], [963, 422], [1203, 454], [1804, 734]];

// Values of a setting that are not its default.
function othersOf({ kind, choices, value, min, max }) {
  if (kind === 'text') return ['zwei Wörter, “drei”'];
  if (kind === 'flag') return ['on'];
  if (kind === 'choice') return choices.map((choice) => choice.value).filter((choice) => choice !== value);
  return [min, max, (min + max) / 2].filter((number) => number !== undefined).map(String);
}

// The page opens on words: of a single head, of several and of all, under a mask, of two sentences, of a long one.
const opening = { scene: 'words', preset: 'animal', row: 9 };
const words = [
  opening, { ...opening, ask: 'weights.9.2' }, { ...opening, row: 5, col: 2 }, { ...opening, text: 'the dog did not find it' }, { scene: 'words', heads: 4 }, { scene: 'words', heads: 4, 'all-heads': 'on' },
  { scene: 'words', preset: 'previous-token', row: 3 }, { scene: 'words', preset: 'translation' }, { scene: 'words', text: 'a b c d e f g '.repeat(12) },
  { preset: 'animal', stage: 'scores', row: 9, col: 2 }, { preset: 'animal', stage: 'weighted-sum', row: 9, col: 1 },
];

export function firstPictures({ params, stages }) {
  const settings = [
    {}, { scene: 'map' }, ...words, { text: 'one', heads: 1 }, { text: 'a b c d e f g h i j k l m n o p', heads: 4, 'd-model': 64 },
    ...stages.flatMap(({ key }) => [0, 0.5, 1].map((time) => ({ stage: key, time }))),
    ...['scores', 'weights', 'output'].map((matrix) => ({ stage: 'softmax', matrix, row: 2, col: 1 })),
    ...params.filter(({ key }) => !waits.has(key)).flatMap((param) => othersOf(param).map((value) => ({ [param.key]: value }))),
  ];
  return [
    ...settings.map((values) => ({ text: asText(values) })),
    ...sizes.flatMap(([width, height]) => [{}, { scene: 'map' }, opening, { ...opening, ask: 'weights.9.2' }, ...stages.map(({ key }) => ({ stage: key, time: 0.5 }))]
      .map((values) => ({ text: asText(values), width, height }))),
    { width: 359.6, height: 479.6 }, // SDL looks again at a canvas that has not the whole pixels it asked for
    { dark: 1, reduced: 1, controls: 0 },
    { contrast: 1 },
    { contrast: 1, dark: 1 },
    { drawing: false },
  ];
}
