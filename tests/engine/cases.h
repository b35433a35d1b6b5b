// The configurations that the tests loop over, and small things that several of them need.
#pragma once

#include <bit>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/attention/attention.h"
#include "engine/run/run.h"
#include "engine/stages/explain.h"
#include "engine/stages/stage.h"
#include "golden_files.h"
#include "kept_json.h"
#include "oracle.h"

namespace attn {

// Corners and everyday ones; fast enough for a test that looks at every single cell.
std::vector<Config> few_cases();
// The same and many drawn at random (always the same ones): texts, units, widths from 2 to 64, heads, masks,
// padding, seeds. All of them run.
std::vector<Config> many_cases();

// What few_cases() leave out and the oracle's sentence runs do not know: cross-attention, shared key-value heads,
// scale, temperature, soft cap, window, offset, paint, biases, dropout, and every mistake.
std::vector<Config> special_cases();
// The same at random.
Config random_special_case(std::uint64_t number);
// few_cases(), special_cases() and some random ones of each.
std::vector<Config> all_cases();

// few_cases(), special_cases() and two long ones: those whose bits are kept in tests/golden.
std::vector<Config> golden_cases();

// A random configuration whose heads divide d_model and whose text has tokens.
Config random_case(std::uint64_t number);

Run run_of(const Config&);
Trace trace_of(const Config&);

// Visits every cell of every matrix of every head.
void for_each_cell(const Trace&, const std::function<void(const Cell&)>& visit);
// The same natively; with sanitizers and under Node, where sentences of all cells take minutes, every third, beginning
// with another one in each matrix.
void for_many_cells(const Trace&, const std::function<void(const Cell&)>& visit);

// One mask for all heads, and nothing else but their number and the scale.
Options with_mask(const Mask&, int heads = 1, std::optional<float> scale = {});

// The same run by the oracle, from the engine's X and projections, and its matrices by the engine's names.
oracle::Run oracle_run(const Trace&, const Config&);
oracle::Flags oracle_mask(const Trace&, const Config&);
oracle::Table matrix(const oracle::Run&, Tensor, int head);

oracle::Table table_of(const Matrix&);
Matrix matrix_of(const oracle::Table&);
Matrix random_matrix(std::uint64_t seed, Index rows, Index cols); // standard normal
Mask random_mask(std::uint64_t seed, Index rows, Index cols);     // three quarters open

// How many heads' matrices a tensor has.
inline int copies(const Trace& t, Tensor tensor) { return info(tensor).per_head ? t.heads : 1; }

// The settings of a text, and what was said while it was read.
Config parsed(std::string_view query, Notices&);

inline bool same_bits(float a, float b) { return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b); }
bool same_bits(const Matrix&, const Matrix&);
bool same_bits(const MatrixOf<double>&, const MatrixOf<double>&);

// A number, a row or a table, all as a table; the strings "inf", "-inf" and "nan" are numbers.
oracle::Table json_table(const Json&);

} // namespace attn
