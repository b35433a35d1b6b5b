// The engine's tensors as a function from a request to a reply, as engine/tensor/calls.h has them.

/**
 * @param {{ ccall: (name: string, returns: string, types: string[], values: string[]) => string }} module of web/python/tensors.cpp
 * @returns {(request: string) => string}
 */
export function openTensors(module) {
  return (request) => {
    try {
      return module.ccall('attn_tensors_call', 'string', ['string'], [request]);
    } catch {
      // Nothing of JavaScript's may be thrown into Python.
      return '!MemoryError: the tensors want more memory than there is here';
    }
  };
}
