// The parts that the programs of snippet.h are put together from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/stages/stage.h"
#include "snippet.h"

namespace attn {

inline constexpr int kShownDecimals = 2; // of the digits in the figure's cells

// "np.array([" and one line for each row, with its token as a comment, if `rows` has tokens.
std::string python_matrix(const Matrix&, const std::vector<Token>& rows, std::string_view open, std::string_view close);
// Rows of 0 and 1 in three quotes: a picture of the mask.
std::string python_picture(const Mask&);
std::string python_tokens(const std::vector<Token>&);

// Whether softmax meets a row, or for the wrong axis a column, in which nothing is allowed.
bool nothing_allowed_somewhere(const Trace&);

// What matrices are called, and what is remarked.
struct SnippetWords {
    const Words &names, &remarks;
};
// A text as lines of comment.
std::string commented(const Words& remarks, std::string_view key, std::initializer_list<Filling> slots = {});

// The inputs: tokens, X, memory, projections, who may look at whom, dice.
std::string given_part(const SnippetWords&, const Run&, Library);
// The steps, each printed.
std::string steps_part(const SnippetWords&, const Trace&, Library);
// What PyTorch's own functions say.
std::string torch_part(const Words& remarks, const Trace&);

} // namespace attn
