// The tensors of the code cell as a program of their own, without figure or window: a request in, a reply out
// (engine/tensor/calls.h). One instance is one Python's.
#include <emscripten/emscripten.h>

#include <string>

#include "engine/tensor/calls.h"

extern "C" {

// The reply is valid until the next request.
EMSCRIPTEN_KEEPALIVE const char* attn_tensors_call(const char* request) {
    static attn::Arena arena;
    static std::string reply;
    reply = attn::call(arena, request);
    return reply.c_str();
}
}
