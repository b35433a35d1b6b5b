// A run as a program that a student can read, run and change: in Python, with NumPy or with PyTorch.
//
// The program holds the inputs as literals that read back as the same float32, goes the steps of the figure one after
// the other, and prints every matrix with the digits that the figure shows. Mistakes that are switched on are in it
// as the wrong code, with the right code in a comment. The PyTorch program also asks PyTorch's own functions and
// checks that they agree, and says in which ways their conventions differ.
#pragma once

#include <string>
#include <string_view>

#include "engine/run/run.h"
#include "engine/words/text.h"

namespace attn {

enum class Library { numpy, pytorch };

// `trace` is the run of `config`.
// Matrices have the names that words() has for them, and the remarks are those of snippet_words().
std::string program_of(const Words& names, const Words& remarks, const Run&, Library);

// Text as a Python string literal in double quotes, on one line. Characters that could end it, or that change the
// order in which a line is read (as U+202E does), are written as escapes.
std::string python_string(std::string_view text);

// A float32 as a Python number that becomes the same float32, although Python reads it as a double first.
std::string python_number(float);

} // namespace attn
