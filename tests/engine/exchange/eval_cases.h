// Cases for the evaluator, drawn at random: as the oracle takes them and as a line of JSON.
#pragma once

#include <cstdint>
#include <string>

#include "tests/engine/oracle.h"

namespace attn {

// Always the same case for the same number: every option of the evaluator, in both forms, at small sizes. The
// numbers are floats when `single`, so that both sides start from the same ones.
oracle::Case random_eval_case(std::uint64_t number, bool single);

// The same with a gradient of the output. In some of them scores are saturated, and in some a query sees no key.
oracle::Case random_gradient_case(std::uint64_t number, bool single);

// The case as the evaluator and the gradients read it; the options that are off are left out.
std::string eval_line(const oracle::Case&, const std::string& id, bool single);

} // namespace attn
