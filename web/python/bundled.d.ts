// What cmake/collect.mjs puts into the worker.
declare module '@micropython/micropython-webassembly-pyscript' {
  export function loadMicroPython(options: object): Promise<any>;
}
