// The matrices of a run as files that other programs read: CSV, JSON and NumPy's NPY.
//
// Numbers are written so that they read back as the same float32. Labels are the tokens, or the numbers of columns
// counted from 1, as in describe.h. Functions that write several heads let go of each head afterwards.
#pragma once

#include <optional>
#include <string>

#include "engine/formats/bytes.h"
#include "engine/run/run.h"
#include "engine/stages/stage.h"
#include "engine/words/text.h"

namespace attn {

// Which matrix, and of which head, from 0. Without a head: all heads of a matrix that has one for each.
struct Chosen {
    Tensor tensor{};
    std::optional<int> head{};
};

// One matrix as a sheet: the first row and the first column are labels, and the corner is the matrix's key. Lines end
// as RFC 4180 says, with CR LF. A label that a spreadsheet would take for a formula ("=1+1") begins with an
// apostrophe, which spreadsheets read as "this is text". `head` as in matrix().
std::string csv_of(const Trace&, Tensor, int head);

// Matrices one cell to a line: matrix, head, row, column, the labels of the two, value. This is what statistics
// programs like best. Without a choice: every matrix of the run.
std::string long_csv_of(Trace&, std::optional<Chosen> = {});

// {settings, tokens, memory_tokens, heads, d_k, d_v, factor, matrices: [{matrix, name, head, shape, rows, cols,
// values}]}. Heads are counted from 1, null where there is none. Without a choice: every matrix of the run.
std::string json_of(const Words&, Run&, std::optional<Chosen> = {});

// [rows, columns]; without a head, of a matrix that has one for each: [H, rows, columns].
Bytes npy_of(Trace&, Chosen);

} // namespace attn
