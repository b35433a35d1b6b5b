#include "targets.h"

#include "engine/exchange/eval.h"
#include "line_fault.h"

namespace attn::fuzz {

namespace {

// Weights are shares: from 0 to 1 where they are numbers at all (an infinite score gives NaN).
std::string share_fault(const Json& result) {
    for (const Json head : result["weights"])
        for (const Json row : head)
            for (const Json cell : row)
                if (const double w = cell.number(); w == w && (w < 0 || w > 1.000001))
                    return "a weight that is no share";
    return {};
}

} // namespace

std::string eval_fault(std::string_view input) { return line_fault(input, evaluated, "output", share_fault); }

} // namespace attn::fuzz
