// web/python/tensors.cpp, compiled.
export default function createAttentionLabTensors(options?: {
  instantiateWasm?(imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => void): object;
  print?(text: string): void;
  printErr?(text: string): void;
}): Promise<{ ccall(name: string, returns: string, types: string[], values: string[]): string }>;
