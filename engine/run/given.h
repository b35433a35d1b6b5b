// Numbers that somebody has opened from a file of their own, in place of random ones.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "engine/attention/projections.h"
#include "engine/formats/bytes.h"
#include "engine/math/matrix.h"

namespace attn {

// What a file gave. It does not change once it is opened, so settings share it.
struct Given {
    std::string file{};        // its name, without folders
    std::string layer{};       // the prefix of the names in it; empty: they have none
    int heads = 1;             // as many as the file says, or its widths suggest
    int kv_heads = 0;          // 0: as many as heads
    Projections projections{}; // empty: random ones
    Matrix x{};                // [T, E]; empty: vectors of the sentence's tokens
    Matrix memory{};           // [S, .]; empty: those of the memory's tokens, if there is a memory
};
using Opened = std::shared_ptr<const Given>;

// The widest vectors that the figure takes from a file: four square matrices of this width are 64 MB.
inline constexpr Index kMaxGivenWidth = 2048;
inline constexpr int kMaxHeads = 32;

// How many numbers a token has.
inline Index width_of(const Given& g) { return g.x.size() > 0 ? g.x.cols() : g.projections.w_q.rows(); }

// From the program that reads files to the one that shows them: names, heads, and each matrix as rows, columns and
// float32, everything little-endian. Nothing when the bytes are not of this form.
Bytes packed(const Given&);
std::optional<Given> unpacked(std::span<const unsigned char>);

} // namespace attn
