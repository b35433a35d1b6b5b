#include "targets.h"

#include "engine/exchange/gradient.h"
#include "line_fault.h"

namespace attn::fuzz {

namespace {

// Scores and weights have a row for each query and a column for each key, in every head.
std::string shape_fault(const Json& result) {
    const Json d_q = result["d_q"];
    const std::size_t keys = result["d_k"][0].size();
    for (const Json table : {result["d_scores"], result["d_weights"]}) {
        if (table.size() != d_q.size()) return "another number of heads";
        for (const Json head : table) {
            if (head.size() != d_q[0].size()) return "another number of queries";
            for (const Json row : head)
                if (row.size() != keys) return "another number of keys";
        }
    }
    return {};
}

} // namespace

std::string gradient_fault(std::string_view input) { return line_fault(input, differentiated, "d_q", shape_fault); }

} // namespace attn::fuzz
