// The lines of a program, as its parts write them.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "engine/stages/stage.h"
#include "engine/words/text.h"
#include "python.h"

namespace attn {

// What matrices are called, and what is remarked.
struct SnippetWords {
    const Words &names, &remarks;
};

// A text as lines of comment.
std::string commented(const Words& remarks, std::string_view key, std::initializer_list<Filling> slots = {});

// The heading of a part.
std::string part_title(std::string_view words);

// pick() takes what differs between the libraries.
struct Lines {
    const SnippetWords& words;
    Library library;
    std::string out{};

    std::string say(std::string_view key, std::initializer_list<Filling> slots = {}) const;
    std::string pick(std::string_view numpy, std::string_view torch) const;
    void add(std::string_view line);
    // A line of code and what comes behind it.
    void add(const std::string& code, std::string_view remark);
    // Prints a matrix under the name that it has in the figure. `what` is the variable and the labels of its places.
    void show(Tensor, const std::string& what);
    void step(int number, std::string_view key);
    std::string broken_remark(std::string_view mistake, std::string_view right) const;
    void broken(std::string_view mistake, std::string_view right);
};

} // namespace attn
