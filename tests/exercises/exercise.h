// What all exercises share. `./lab exercise N` builds and runs one of them: you write in starter/, and solution/ has one
// way to do it. Matrices are Eigen's, row-major float: m(i, j), m.rows(), m.cols(), a * b, m.transpose(),
// m.leftCols(n), m.middleCols(from, n), m.rowwise().sum().
//
// Letters of the shapes: T queries (rows), S keys (columns), E the width of a token's vector, H heads, d_k and d_v the
// widths of one head's queries and keys, and of its values.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/math/matrix.h"

namespace exercise {

using attn::Index;
using attn::Mask;   // [T, S]: true where query i may look at key j; of size 0: every query may look at every key
using attn::Matrix; // of float

// What attention gives.
struct Attended {
    Matrix output;  // [T, d_v]
    Matrix weights; // [T, S]: each row adds up to 1
};

// The four learned matrices of a layer, each [E, E]. A token is a row x; its query is x * q.
struct Layer {
    Matrix q, k, v, o;
};

} // namespace exercise
