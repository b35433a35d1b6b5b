// The bits of a whole run at one of the sizes of the benchmarks. The tests of the engine and a module that is loaded
// in browsers share it.
#pragma once

#include <string>

#include "engine/math/matrix.h"

namespace attn {

// A line of tests/golden/sizes.txt: d, heads and tokens, and hashes of the output and of the last head's weights.
std::string size_bits(int d, int heads, Index tokens);

} // namespace attn
