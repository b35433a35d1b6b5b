// What is right, computed by plain loops in double precision, and what a mistake would give in its place.
#pragma once

#include "exercise.h"

namespace exercise {

// Numbers between -1.5 and 1.5, the same on every machine.
Matrix numbers(Index rows, Index cols, unsigned seed);
Layer layer_of(Index width, unsigned seed);

enum class Slip { none, not_scaled, by_d_k, over_queries, masked_to_zero, masked_afterwards, keys_for_values };
Attended right_attention(const Matrix& q, const Matrix& k, const Matrix& v, const Mask& allowed, Slip = Slip::none);

// Queries out of x, keys and values out of memory.
Matrix right_heads(const Matrix& x, const Matrix& memory, const Layer&, int heads, const Mask& allowed);

// "" where yours is right up to rounding; else a sentence: where they part first, or that the shape is another.
std::string apart(const Matrix& yours, const Matrix& right);
std::string apart(const Mask& yours, const Mask& right);

// A space and a sentence about the mistake that gives these weights; "" where none is known.
std::string known_mistake(const Matrix& weights, const Matrix& q, const Matrix& k, const Matrix& v,
                          const Mask& allowed);

} // namespace exercise
