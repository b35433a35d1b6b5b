// A cell in words and in digits: for the inspector, the screen reader and the command line.
#pragma once

#include <string>
#include <vector>

#include "explain.h"
#include "titles.h"

namespace attn {

// What a row or column of a tensor is called: a token, or the number of a column counted from 1.
std::string row_label(const Trace&, Tensor, int row);
std::string col_label(const Trace&, Tensor, int col);

// How many decimals the numbers of a matrix are shown with: those of the run, or fewer where it says so and
// every number of the matrix would end in zeros, so that a one stays a one.
int decimals_of(const Run&, Tensor);

// The number of a cell for people, in `decimals`, or as many as decimals_of() says; "−∞" where the mask put it.
std::string value_text(const Run&, const Cell&, int decimals = -1);

// One plain sentence: “cat” (query) looks at “sat” (key): 0.37 of its attention.
std::string sentence(const Words&, const Run&, const Cell&);

// Whether scores are divided by the square root of d_k and by nothing else: no scale of one's own, no temperature.
bool scaled_as_in_paper(const Trace&);

// What numbers are multiplied by (scores, kept weights), as everybody prints it: three decimals, and so many more that
// at least three digits of a small one are seen.
std::string factor_text(float);
// A number that somebody has set (a soft cap, a share that is dropped): all its digits, and at least two decimals.
std::string set_text(float);

// A sum as it is printed, every number with the same decimals. Rounded one by one, the terms would miss the rounded
// result now and then by a unit of the last decimal; here as many of them as needed, those nearest to the other
// side, are rounded the other way, so that the printed terms add up to the printed result exactly.
struct PrintedSum {
    std::vector<std::string> terms; // one for each term of the explanation; "" for those that are skipped
    std::vector<long long> units;   // the terms in units of the last decimal; 0 for those that are skipped
    std::string result;             // of a dot product or an addition; for a share, the row's sum
    int decimals = 0;
    // What the terms before `end`, from `begin` on, come to as they are printed: so a sum under way adds up too.
    std::string part(std::size_t begin, std::size_t end) const;
};
PrintedSum printed_sum(const Explanation&, int decimals);

// "1.321 − 4.035 = −2.714": a score minus the maximum (Op::shift, not masked), rounded as a whole like a sum.
std::string printed_difference(const Explanation&, int decimals);

// The arithmetic on one line: 0.31 × 1.20 + (−0.50) × 0.08 = 0.33. Sums of more than `max_terms` terms are
// folded in the middle.
std::string arithmetic(const Run&, const Explanation&, int max_terms = 8);

} // namespace attn
