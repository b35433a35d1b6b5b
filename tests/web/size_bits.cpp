// tests/engine/size_bits.cpp as a module that a page can load.
#include "tests/engine/size_bits.h"

extern "C" {

// A line of tests/golden/sizes.txt. It stays valid until the next call.
const char* bits(int d, int heads, int tokens) {
    static std::string line;
    line = attn::size_bits(d, heads, tokens);
    return line.c_str();
}
}
