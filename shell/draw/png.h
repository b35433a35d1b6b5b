// A picture as a PNG file.
#pragma once

#include <span>

#include "engine/formats/bytes.h"

namespace attn {

// `pixels` are rows from the top, four bytes each: red, green, blue, alpha.
Bytes png_bytes(int width, int height, std::span<const unsigned char> pixels);

} // namespace attn
