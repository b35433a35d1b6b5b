// The two tables that everything else reads: which matrices there are, and in which stages they are made. Their rows
// are in stage_table.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/attention/attention.h"
#include "ink.h"

namespace attn {

struct Config;

// Every matrix that can be drawn, hovered, printed or traced.
// clang-format off
enum class Tensor : std::uint8_t {
    embedding, position, x,
    memory_embedding, memory_position, memory, memory_v,
    w_q, w_k, w_v, b_q, b_k, b_v, q, k, v,
    q_head, k_head, v_head,
    scores, scaled, capped, bias, mask, masked,
    row_max, shifted, exps, row_sum, weights, dropout_uniforms, keep, dropped, averaged,
    context, concat, w_o, b_o, output
};
// clang-format on

// What a row or a column of a matrix is.
enum class Axis : std::uint8_t {
    query,    // a token that looks
    key,      // a token that is looked at
    features, // one of the E columns of a token's vector
    joined,   // one of the H d_k columns of all heads side by side
    head,     // one of the d_k columns of a single head
    one       // there is only one: a bias has one row, a row's maximum is in one column
};

struct TensorInfo {
    Tensor id;
    std::string_view key;          // in links, tables and files
    std::string_view symbol;       // in formulas, TeX
    std::string_view cell_formula; // of one cell, TeX; in braces i, j, h are its indices, r, c and g
                                   // for the row, column and head that a number is copied from, D for d_k
    Axis rows, cols;
    bool per_head;
    Ink ink;
    Range range;
};

// clang-format off
enum class Stage : std::uint8_t {
    tokens, project, split, scores, scale, mask, softmax, dropout, weighted_sum, concat, output
};
// clang-format on

struct StageInfo {
    Stage id;
    std::string_view key;     // in links; its sentences are those of titles.h
    std::string_view formula; // TeX
    bool per_head;            // shows one head at a time
    Tensor result;            // what its table shows and what the arrow keys walk first
    std::array<std::optional<Tensor>, 5> makes;
    std::array<std::optional<Tensor>, 9> from;
    double seconds; // at speed 1
};

inline constexpr int kStageCount = 11;
inline constexpr int kTensorCount = 39;
extern const std::array<StageInfo, kStageCount> kStages;
extern const std::array<TensorInfo, kTensorCount> kTensors;

const StageInfo& info(Stage);
const TensorInfo& info(Tensor);

// What a stage's table shows and what the arrow keys walk first.
Tensor result_of(Stage);
std::optional<Stage> stage_named(std::string_view key);
std::optional<Tensor> tensor_named(std::string_view key);
// The stage in which a tensor is made; for what no stage makes, the stage that uses it first.
Stage stage_of(Tensor);

// Whether a run of this configuration has the stage at all: dropout is there only while something is dropped, and
// a published example may have no output projection.
// Whoever lists, numbers or walks the stages asks this.
bool offered(const Config&, Stage);
// The stages that are offered, in order; and the place of one in that list, or of the one before it.
std::vector<Stage> offered_stages(const Config&);
int stage_index(const Config&, Stage);

// Whether a run has this matrix: without a bias there is none to show. Computes no head.
bool has(const Trace&, Tensor);

// The matrix itself; empty when the run does not have it. `head` is read only by per-head tensors;
// one that is not there is the nearest that is.
const Matrix& matrix(const Trace&, Tensor, int head);
// Where a head has a matrix that takes a pass over all pairs of a query and a key; null for any other.
const Matrix* matrix_in(const Head&, Tensor);
bool needs_head(Tensor);

// How many rows and columns a matrix has that the run has, without computing a head for it.
struct Extent {
    Index rows = 0, cols = 0;
};
Extent extent_of(const Trace&, Tensor);

// Whether a cell is hidden by the mask: only cells of mask, masked, shifted, exps, weights,
// dropped and averaged can be.
bool is_masked(const Trace&, Tensor, int head, Index row, Index col);
// The same for a whole matrix: false where a cell is hidden; null where the mask hides none.
const Mask* open_cells(const Trace&, Tensor, int head);

} // namespace attn
