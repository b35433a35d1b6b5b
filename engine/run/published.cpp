// The numbers of worked examples that others have published. What their authors printed is in tests/golden, and a
// test compares it with what the figure shows.
#include <algorithm>

#include "engine/formats/decimal.h"
#include "preset.h"

namespace attn {

namespace {

// "1 0/0 2" is a matrix of two rows.
Matrix table(std::string_view numerals) {
    std::vector<float> numbers;
    Index rows = 1;
    while (!numerals.empty()) {
        const auto end = std::min(numerals.find_first_of(" /"), numerals.size());
        numbers.push_back(nearest_float(numerals.substr(0, end)));
        rows += numerals.substr(end).starts_with('/');
        numerals.remove_prefix(std::min(end + 1, numerals.size()));
    }
    return Eigen::Map<const Matrix>(numbers.data(), rows, static_cast<Index>(numbers.size()) / rows);
}

constexpr const char* kJourney = ".43 .15 .89/.55 .87 .66/.57 .85 .64/.22 .58 .33/.77 .25 .1/.05 .8 .55";

} // namespace

// R. Karim, "Illustrated: Self-Attention" (2019).
Material karim(const Config&) {
    return {.x = table("1 0 1 0/0 2 0 2/1 1 1 1"),
            .projections = {.w_q = table("1 0 1/1 0 0/0 0 1/0 1 1"),
                            .w_k = table("0 0 1/1 1 0/0 1 0/1 1 0"),
                            .w_v = table("0 2 0/0 3 0/1 0 3/1 1 0")}};
}

// S. Raschka, "Build a Large Language Model (From Scratch)" (2024), chapter 3. First attention of the inputs on
// themselves, which is attention with projections that change nothing.
Material raschka_simple(const Config&) {
    const char* const same = "1 0 0/0 1 0/0 0 1";
    return {.x = table(kJourney), .projections = {.w_q = table(same), .w_k = table(same), .w_v = table(same)}};
}

// Then SelfAttention_v2, with and without a causal mask.
Material raschka(const Config&) {
    return {.x = table(kJourney),
            .projections = {.w_q = table(".3160591 -.1682854/.4568086 -.337877/.5118349 -.0917739"),
                            .w_k = table(".4058058 .2133607/-.4704205 -.2600507/.2368052 -.510543"),
                            .w_v = table(".2525699 .5191074/-.1414783 -.0851676/-.1961813 -.204327")}};
}

// And MultiHeadAttention.
Material raschka_heads(const Config&) {
    return {.x = table(kJourney),
            .projections = {.w_q = table("-.2354296 .2177266/.0191245 -.4919342/-.2867459 .4232231"),
                            .w_k = table("-.4196414 .2614782/-.4590177 -.2133264/-.3648202 .2160522"),
                            .w_v = table("-.4900141 -.1134607/-.3502921 -.4404394/-.2119892 .3780436"),
                            .w_o = table("-.1667578 .500026/.2269726 .1317382"),
                            .b_o = table(".1933589 .682541")}};
}

// S. Cristina, "The Attention Mechanism from Scratch".
Material cristina(const Config&) {
    return {.x = table("1 0 0/0 1 0/1 1 0/0 0 1"),
            .projections = {.w_q = table("2 0 2/2 0 0/2 1 2"),
                            .w_k = table("2 2 2/0 2 1/0 1 1"),
                            .w_v = table("1 1 0/0 1 1/0 0 0")}};
}

// J. Alammar, "The Illustrated Transformer" (2018), prints the scores of one query, 112 and 96, and no vectors:
// these are the smallest that have those scores. The query of the second word asks for nothing.
Material alammar(const Config&) {
    const char* const same = "1 0/0 1";
    return {.x = table(same), .projections = {.w_q = table("8 8/0 0"), .w_k = table("7 7/6 6"), .w_v = table(same)}};
}

// "Dive into Deep Learning", 11.3: all keys are ones and the values count 0, 1, 2, ..., so that the context is the
// mean of the values that are not padding, whatever the query. Each row of the memory holds a one and its number.
Material dive(const Config&) {
    return {.x = table(".3 -1.2"),
            .memory = table("1 0/1 1/1 2/1 3/1 4/1 5/1 6/1 7/1 8/1 9"),
            .projections = {.w_q = table("1 0/0 1"), .w_k = table("1 1/0 0"), .w_v = table("0 1 2 3/4 4 4 4")}};
}

} // namespace attn
