// What a row of a sequence is: one token. The numbers in the row are somebody else's business.
#pragma once

#include <string>

namespace attn {

struct Token {
    std::string text;
    bool real = true; // false: a <pad> token that only fills up the sequence
    bool operator==(const Token&) const = default;
};

} // namespace attn
