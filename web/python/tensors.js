// The engine's tensors as a function from a request to a reply, as engine/tensor/calls.h has them.
import { inOne, Lacking, startParts } from './two_files.js';

/** @import createTensors from './attention-lab-tensors.js' */

/**
 * @param {typeof createTensors} create the script of web/python/tensors.cpp
 * @param {WebAssembly.Module} wasm its program
 * @param {() => WebAssembly.Module} [fetchRest] its second file, if it is in two
 * @returns {Promise<(request: string) => string>}
 */
export async function openTensors(create, wasm, fetchRest = inOne) {
  const module = await create({
    print() {}, printErr() {},
    instantiateWasm(imports, receive) {
      startParts(wasm, imports, fetchRest).then(({ instance }) => receive(instance));
      return {};
    },
  });
  return (request) => {
    try {
      return module.ccall('attn_tensors_call', 'string', ['string'], [request]);
    } catch (error) {
      // Nothing of JavaScript's may be thrown into Python, but what ends it.
      if (error instanceof Lacking) throw error;
      return '!MemoryError: the tensors want more memory than there is here';
    }
  };
}
