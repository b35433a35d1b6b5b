// One case of the evaluator or of the gradients, read from JSON and checked (the keys are described in eval.h and
// gradient.h).
#pragma once

#include <cstddef>
#include <string>

#include "engine/attention/options.h"
#include "engine/formats/json_read.h"

namespace attn {

inline constexpr std::size_t kMaxEvalNumbers = std::size_t{1} << 24; // in one line, and in one result

// What is asked of a case: everything that the layer computes, or the gradients, which take d_output.
enum class Asked { values, gradients };

template <class R> struct CaseOf {
    InputsOf<R> inputs;                    // either these and the model's projections,
    ProjectedInputsOf<R> projected_inputs; // or these
    ProjectionsOf<R> projections;
    OptionsOf<R> options;
    MatrixOf<R> d_output;   // [T, out] the gradient of the output; empty when values are asked for
    bool projected = false; // queries, keys and values were given
};

// The case in `json`. When `error` is not empty afterwards it says what is wrong and where, and the case must
// not be used; when it is empty the case has no misfit() and its result at most kMaxEvalNumbers numbers.
template <class R> CaseOf<R> case_of(const Json& json, Asked asked, std::string& error);

// The matrix at `place` of a document, [rows][cols]; when `error` is not empty afterwards there is none.
Matrix matrix_of(const Json& json, const std::string& place, std::string& error);

} // namespace attn
