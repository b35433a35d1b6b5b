// A student's answers, judged anew: every number that the page asked for is computed here once more.
#pragma once

#include <string>
#include <vector>

#include "cli_results.h"

namespace attn {

enum class Verdict {
    right,      // computed again and right
    wrong,      // computed again and not right
    unanswered, // skipped, revealed, or not yet right by the page's own account
    claimed,    // right by the page's account, and nothing that can be computed here (an order of lines, an action)
};
std::string_view verdict_name(Verdict);

struct Judged {
    Verdict verdict{};
    std::string expected;            // what is right, as the page would print it; empty where nothing was computed
    std::vector<std::string> doubts; // sentences: where the file contradicts itself or what was computed
};
Judged judged(const Answer&, long seed);

// What is strange about the whole: an edited line, a seed that is not the one of the student's name.
std::vector<std::string> doubts_about(const Results&);

} // namespace attn
