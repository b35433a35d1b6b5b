// What the program (program/bridge.cpp, shell/report) and the page's scripts say to each other. Checked by
// `tsc -p web`, which is a part of ./lab test; nothing of it ships.

/** Settings of the program: key and value, both as text. */
export type Values = Record<string, string>;

/** What a page may ask for: numbers and flags are welcome, too. */
export type Wanted = Record<string, unknown>;

// ---------------------------------------------------------------- attn_schema: what there is; it does not change

export interface Choice {
  value: string;
  label: string;
  group?: string;
}

export interface Param {
  key: string;
  kind: 'text' | 'integer' | 'real' | 'choice' | 'flag';
  group: string;
  label: string;
  help: string;
  /** The default. */
  value: string;
  min?: number;
  max?: number;
  step?: number;
  maxBytes?: number;
  choices?: Choice[];
}

export interface StageRow {
  key: string;
  title: string;
  does: string;
  formula: string;
  seconds: number;
  perHead: boolean;
}

/** A key of the figure and the command that it means. */
export interface KeyRow {
  key: string;
  ctrl: boolean;
  shift: boolean;
  command: string;
}

export interface Schema {
  params: Param[];
  stages: StageRow[];
  /** The sentences around the figure, by key. */
  text: Record<string, string>;
  keys: KeyRow[];
  keyHelp: { keys: string; says: string }[];
  /** The widths of a head that the curves of "scaling" have a point for. */
  widths: number[];
}

// ---------------------------------------------------------------- attn_status: what is shown now

export interface Notice {
  key: string;
  message: string;
  refused: boolean;
}

/** How a cell is computed, in words and digits. */
export interface CellReport {
  matrix: string;
  name: string;
  head: number;
  row: number;
  col: number;
  rowLabel: string;
  colLabel: string;
  value: number;
  text: string;
  masked: boolean;
  sentence: string;
  arithmetic: string;
  /** How the row is spread over the keys, if it is one of weights; else empty. */
  rowSentence: string;
}

export interface Finding {
  kind: 'plain' | 'heading' | 'warning' | 'code';
  text: string;
}

export interface Status {
  values: Values;
  /** Values that wait for another one to fit. */
  drafts: Values;
  stage: string;
  stageIndex: number;
  where: string;
  /** The keys of the stages that this run has. */
  stages: string[];
  title: string;
  does: string;
  origin: string;
  about: string;
  /** Whether the sentence is none of a preset's. */
  own: boolean;
  /** Settings, as text, of another step of the example. */
  otherStep: string;
  /** Whether the numbers of a file are shown, or wanted; and if they are wanted a sentence about it. */
  file: 'none' | 'shown' | 'needed';
  fileSays: string;
  /** In stages from the beginning. */
  position: number;
  time: number;
  /** What is moving, in one sentence with its digits; empty while nothing moves. */
  caption: string;
  /** The cell that is asked for, and whether the answer is right; null before there is one. */
  ask: { matrix: string; row: number; col: number; sentence: string; guess: number | null; right: boolean | null } | null;
  playing: boolean;
  undo: boolean;
  redo: boolean;
  /** How many cells are set by hand. */
  edited: number;
  head: number;
  heads: number;
  appearance: string;
  tokens: string[];
  memoryTokens: string[];
  selection: CellReport | null;
  hover: CellReport | null;
  /** Of the scenes "compare" and "scaling". */
  view: { findings: Finding[]; button: { command: string; label: string } | null } | null;
  notices: Notice[];
}

// ---------------------------------------------------------------- attn_tables, attn_field

/** A matrix as numbers with the names of its rows and columns; of a long text only a part. */
export interface Table {
  matrix: string;
  name: string;
  symbol?: string;
  head: number | null;
  rowAxis: 'query' | 'key' | 'column';
  colAxis: 'query' | 'key' | 'column';
  firstRow?: number;
  firstCol?: number;
  rowCount?: number;
  colCount?: number;
  rows: string[];
  cols: string[];
  values: number[][];
  text: string[][];
  masked?: boolean[][];
}

/** Where the number of a cell can be typed, in CSS pixels of the canvas. */
export interface Field {
  matrix: string;
  row: number;
  col: number;
  label: string;
  text: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

// ---------------------------------------------------------------- the modules that Emscripten makes

export type CallType = 'string' | 'number' | 'boolean';

export interface EmscriptenModule {
  ccall(name: string, result: 'string', types: CallType[], values: (string | number | boolean)[]): string;
  ccall(name: string, result: 'number', types: CallType[], values: (string | number | boolean)[]): number;
  ccall(name: string, result: null, types: CallType[], values: (string | number | boolean)[]): void;
}

export interface Word {
  /** Advance, left, top, width, height, and whether it has colours of its own. */
  box: number[];
  pixels?: Uint8ClampedArray;
}

export interface CoreModule extends EmscriptenModule {
  canvas?: HTMLCanvasElement;
  /** Pixels of the picture for each CSS pixel; 0 for those of the screen. */
  ratio?: number;
  zoom?: number;
  /** What selectors and numbers mean as targets of events. */
  specialHTMLTargets: Record<string | number, EventTarget>;
  HEAPU8: Uint8Array;
  _malloc(size: number): number;
  drawWord?: (word: string, size: number, bold: boolean, onlyAdvance: boolean) => Word;
}

export interface ExportModule extends EmscriptenModule {
  HEAPU8: Uint8Array<ArrayBuffer>;
}

export interface ModuleOptions {
  print(line: string): void;
  printErr(line: string): void;
  onAbort?(what: unknown): void;
  wasmBinary?: ArrayBuffer;
  instantiateWasm?(imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void): object;
}

// ---------------------------------------------------------------- what surrounds the figure

/** What the system asks for. */
export interface Preferences {
  dark: boolean;
  reduced: boolean;
  contrast: boolean;
  touch: boolean;
}

/** And whether native controls surround the canvas. */
export type Surroundings = Preferences & { controls: boolean };

export interface Size {
  width: number;
  height: number;
  /** Pixels of the device for each CSS pixel. */
  ratio: number;
}

export type FallbackReason = 'no-webgl' | 'context-lost' | 'view';

/** What a figure tells its element. */
export interface FigureListener {
  /** A key asks for it. */
  command(name: string): void;
  /** The program's status has something new. */
  changed(): void;
  /** What the system asks for. */
  preferences(preferences: Preferences): void;
  /** Whether there are native controls around it. */
  controls(): boolean;
  /** There is no picture from now on. */
  fellBack(reason: FallbackReason): void;
  /** The picture is gone for a moment; it is back. */
  lost(): void;
  drawn(): void;
  /** Other figures draw now; what there was to see last. */
  rested(picture: HTMLCanvasElement | null): void;
  /** Likewise, from now on; `press`: the figure can be pressed to draw again. */
  waiting(press: boolean): void;
  /** The program cannot go on. */
  failed(error: unknown): void;
}

// ---------------------------------------------------------------- the element

/** What the controls may ask for. */
export interface Acts {
  /** Tells the program and returns the value that it then has. */
  apply(key: string, value: string): string;
  set(values: Wanted): void;
  command(name: string): void;
  seek(position: number): void;
  tables(): Table[] | undefined;
  files(): Promise<import('./program/export.js').Files>;
  openFiles(files: File[], layer?: string): Promise<OwnFile>;
}

/** What was found in files of somebody's own, see engine/exchange/open_files.h. */
export interface OwnFile {
  layers: { prefix: string; models: string }[];
  /** The prefix of the one that is shown. */
  layer: string;
  remark: string;
  notices?: Notice[];
}

/** A part of the element that shows what the program says. */
export interface Part {
  show(status: Status): void;
}

/** Questions to the running program, and orders after which it is drawn again. */
export interface Talk<Program> {
  command(name: string): void;
  ask(question: (program: Program) => unknown): void;
  tell<Answer>(order: (program: Program) => Answer): Answer | undefined;
}

export type ErrorCode =
  'no-wasm' | 'load-failed' | 'stalled' | 'forbidden' | 'damaged' | 'another-page' | 'oom' | 'crashed' | 'early';
