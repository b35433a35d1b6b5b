// The files of lib/, by their path: cmake/collect.mjs writes them.
declare const library: Record<string, string>;
export default library;
