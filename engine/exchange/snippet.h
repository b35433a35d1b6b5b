// A run as a program that a student can read, run and change: in Python, with NumPy or with PyTorch.
//
// The program holds the inputs as literals that read back as the same float32, goes the steps of the figure one after
// the other, and prints every matrix with the digits that the figure shows. Mistakes that are switched on are in it
// as the wrong code, with the right code in a comment. The PyTorch program also asks PyTorch's own functions and
// checks that they agree, and says in which ways their conventions differ.
#pragma once

#include <string>

#include "engine/run/run.h"
#include "engine/words/text.h"
#include "python.h"

namespace attn {

// Matrices have the names that words() has for them, and the remarks are those of snippet_words(). Lets
// go of each head that it has looked at.
std::string program_of(const Words& names, const Words& remarks, Run&, Library);

} // namespace attn
