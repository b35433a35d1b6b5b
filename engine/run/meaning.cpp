// A head built by hand that follows what words mean: a pronoun looks at the noun that the adjective fits.
//
// A single layer cannot let “it” know that “tired” comes later in the sentence: a query is made from one row of X alone.
// So X is what an earlier layer could have left. Its first columns say what a word is, and to a pronoun that layer has
// brought what the sentence's adjectives say. These few columns have names:
//
//   living   a being                             2 for “animal”
//   place    something wide or narrow            2 for “street”
//   pointer  a word that points at another       1 for “it”, 0.5 for “the”
//   state    how a being can be                  1 for “tired”, and for “it” once “tired” was brought to it
//   size     how a place can be                  1 for “wide”, likewise
//   action   what a being does to something      1 for “cross”
//
// Queries and keys have two numbers: the first is about beings, the second about places. A pronoun asks for both alike,
// (0.9, 0.9), an article half as loudly; each adjective adds 1.1 to the side that it fits. A being answers (2.2, 0.2), a place (0.2, 2.2), and a
// word without a meaning (0, 0). So “it” has scores of 4.58 and 2.38 for the noun that fits and for the other one, and 0
// for most words; divided by sqrt(2), softmax gives the noun that fits exp(2.2 / sqrt(2)) = 4.7 times the weight of the
// other one, and that one exp(2.38 / sqrt(2)) = 5.4 times the weight of a word without a meaning.
#include "meaning.h"

#include <algorithm>
#include <array>

#include "tokens.h"

namespace attn {

namespace {

enum Column : Index { is_being, is_place, points, is_state, is_size, is_action, all_meanings, no_meaning };

struct Known {
    std::string_view words; // a space before and behind each
    Column column;
    float value;
};
constexpr std::array kKnown{
    Known{" animal dog cat horse mouse bird fox child boy girl man woman baby farmer driver teacher ", is_being, 2},
    Known{" street road river bridge field path wall garden yard gate canal tunnel ", is_place, 2},
    Known{" it he she they ", points, 1},
    Known{" the a an this that his her its their ", points, 0.5f},
    Known{" tired hungry thirsty scared afraid sleepy lazy old young sick happy ", is_state, 1},
    Known{" wide narrow deep long broad short flooded steep busy muddy ", is_size, 1},
    Known{" cross crossed crosses see saw sees enter entered leave left find found ", is_action, 1},
    // What only ties a sentence together has no meaning of its own.
    Known{" and but or because since so as did does do not was were is are be been too very to of in "
          "on at over , . ; : ! ? <pad> ",
          no_meaning, 0},
};
static_assert(all_meanings == kMeanings);

// ASCII capitals are small ones: “The” is “the”.
std::string lower(std::string word) {
    std::ranges::transform(word, word.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return word;
}

const Known* known(const std::string& word) {
    const std::string spaced = " " + lower(word) + " ";
    const auto found =
        std::ranges::find_if(kKnown, [&](const Known& k) { return k.words.find(spaced) != std::string_view::npos; });
    return found == kKnown.end() ? nullptr : &*found;
}

} // namespace

Material pronoun_head(const Config& config) {
    const std::vector<Token> tokens = sequence_of(config).tokens;
    Material m;
    m.x = Matrix::Zero(static_cast<Index>(tokens.size()), kMeanings);
    for (Index t = 0; t < m.x.rows(); ++t)
        if (const Known* k = known(tokens[static_cast<std::size_t>(t)].text); k && k->column != no_meaning)
            m.x(t, k->column) = k->value;
    // What the earlier layer has brought.
    for (const Index adjective : {is_state, is_size})
        if (m.x.col(adjective).any())
            for (Index t = 0; t < m.x.rows(); ++t)
                if (m.x(t, points) >= 1) m.x(t, adjective) = 1;
    Projections& p = m.projections;
    p.w_q = p.w_k = p.w_v = Matrix::Zero(kMeanings, 2);
    p.w_q.row(is_being) << 0.4f, 0.0f;
    p.w_q.row(is_place) << 0.0f, 0.4f;
    p.w_q.row(points) << 0.9f, 0.9f;
    p.w_q.row(is_state) << 1.1f, 0.0f;
    p.w_q.row(is_size) << 0.0f, 1.1f;
    p.w_q.row(is_action) << 0.8f, 0.8f;
    p.w_k.row(is_being) << 1.1f, 0.1f;
    p.w_k.row(is_place) << 0.1f, 1.1f;
    p.w_v.row(is_being) << 1.0f, 0.0f;
    p.w_v.row(is_place) << 0.0f, 1.0f;
    p.w_v.row(is_state) << 0.5f, 0.0f;
    p.w_v.row(is_size) << 0.0f, 0.5f;
    return m;
}

std::vector<std::string> unknown_words(const Config& config) {
    std::vector<std::string> out;
    for (const Token& token : sequence_of(config).tokens)
        if (!known(token.text) && std::ranges::find(out, token.text) == out.end()) out.push_back(token.text);
    return out;
}

} // namespace attn
