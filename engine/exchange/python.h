// Values as literals of Python.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/attention/token.h"
#include "engine/math/matrix.h"

namespace attn {

// What a program computes with.
enum class Library { numpy, pytorch };

// Text as a string literal in double quotes, on one line. Characters that could end it, or that change the order in
// which a line is read (as U+202E does), are written as escapes.
std::string python_string(std::string_view text);

// A float32 as a number that becomes the same float32, although Python reads it as a double first.
std::string python_number(float);

// "np.array([" and one line for each row, with its token as a comment, if `rows` has tokens.
std::string python_matrix(const Matrix&, const std::vector<Token>& rows, std::string_view open, std::string_view close);
// Rows of 0 and 1 in three quotes: a picture of the mask.
std::string python_picture(const Mask&);
std::string python_tokens(const std::vector<Token>&);

} // namespace attn
