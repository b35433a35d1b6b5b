// How a matrix is coloured, without saying in which colours: themes do.
#pragma once

#include <cstdint>

namespace attn {

enum class Ink : std::uint8_t { plain, query, key, value, weight }; // the colour of its frame and its name
enum class Range : std::uint8_t { about_zero, zero_to_one };        // the colour scale of its cells

} // namespace attn
