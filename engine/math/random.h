// Seeded numbers that are the same on every platform (std::normal_distribution is not).
#pragma once

#include <cstdint>
#include <string_view>

#include "matrix.h"

namespace attn {

// PCG32 (M. O'Neill 2014, pcg_xsh_rr_64_32): 2^64 period, one independent sequence per `stream`.
struct Pcg32 {
    Pcg32(std::uint64_t seed, std::uint64_t stream);
    std::uint32_t next(); // uniform on all 2^32 values

    std::uint64_t state = 0, increment = 0;
};

// A multiple of 2^-24 in [0, 1): exact, so every platform has the same one.
float uniform(Pcg32& random);

// Standard normal by Box and Muller's method (G. E. P. Box, M. E. Muller 1958), sqrt(-2 ln u) cos(2 pi v), in
// double with the engine's own log and cos. Always finite: u is never 0.
double normal(Pcg32& random);

// [rows, columns] of independent normals with standard deviation `spread`, each rounded to `decimals`
// decimals, so that the number a learner reads is the number that is used.
Matrix normal_matrix(Pcg32& random, Index rows, Index columns, double spread, int decimals);

// FNV-1a, 64 bits (Fowler, Noll, Vo): gives every token and every projection a stream of its own.
std::uint64_t hash(std::string_view bytes);

} // namespace attn
