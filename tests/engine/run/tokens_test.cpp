// Text to tokens to vectors.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <cmath>

#include "engine/run/tokens.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {
using Words = std::vector<std::string>;
Words words(std::string_view text) { return tokenised(text, Unit::words); }
Words letters(std::string_view text) { return tokenised(text, Unit::characters); }
} // namespace

TEST_CASE("words are runs of letters and digits, punctuation stands alone") {
    CHECK(words("the cat sat on the mat") == Words{"the", "cat", "sat", "on", "the", "mat"});
    CHECK(words("Hello, world!") == Words{"Hello", ",", "world", "!"});
    CHECK(words("  a\tb\nc  ") == Words{"a", "b", "c"});
    CHECK(words("x2 3.14 (a+b)=c") == Words{"x2", "3", ".", "14", "(", "a", "+", "b", ")", "=", "c"});
    CHECK(words("wait... what?!") == Words{"wait", ".", ".", ".", "what", "?", "!"});
    CHECK(words("“so” – he said…") == Words{"“", "so", "”", "–", "he", "said", "…"});
    CHECK(words("<pad>") == Words{"<", "pad", ">"}); // nobody can type a padding token
}

TEST_CASE("apostrophes and hyphens stay inside a word and nowhere else") {
    CHECK(words("don't") == Words{"don't"});
    CHECK(words("l’été") == Words{"l’été"});
    CHECK(words("state-of-the-art") == Words{"state-of-the-art"});
    CHECK(words("'quoted'") == Words{"'", "quoted", "'"});
    CHECK(words("dogs' - cats--") == Words{"dogs", "'", "-", "cats", "-", "-"});
    CHECK(words("rock 'n' roll") == Words{"rock", "'", "n", "'", "roll"});
    CHECK(words("a-'b") == Words{"a", "-", "'", "b"});
    CHECK(words("-1") == Words{"-", "1"});
}

TEST_CASE("words of other scripts stay whole") {
    CHECK(words("Größe naïve Łódź") == Words{"Größe", "naïve", "Łódź"});
    CHECK(words("e\u0301te\u0301") == Words{"e\u0301te\u0301"}); // combining accents
    CHECK(words("שלום, עולם!") == Words{"שלום", ",", "עולם", "!"});
    CHECK(words("שָׁלוֹם") == Words{"שָׁלוֹם"}); // with points
    CHECK(words("مرحبا، يا عالم؟") == Words{"مرحبا", "،", "يا", "عالم", "؟"});
    CHECK(words("می\u200Cخواهم") == Words{"می\u200Cخواهم"}); // the zero width non-joiner of Persian is no space
    CHECK(words("Привет мир") == Words{"Привет", "мир"});
    CHECK(words("नमस्ते दुनिया") == Words{"नमस्ते", "दुनिया"});
    CHECK(words("한국어 문장") == Words{"한국어", "문장"});
}

TEST_CASE("ideographs and emoji are words of their own") {
    CHECK(words("日本語の文。") == Words{"日", "本", "語", "の", "文", "。"});
    CHECK(words("abc日本") == Words{"abc", "日", "本"});
    CHECK(words("hi👋🏽you") == Words{"hi", "👋🏽", "you"});
    CHECK(words("👩‍🚀👨‍👩‍👧‍👦") ==
          Words{"👩‍🚀", "👨‍👩‍👧‍👦"}); // joined with U+200D
    CHECK(words("🇫🇷🇩🇪🇯") == Words{"🇫🇷", "🇩🇪", "🇯"});
    CHECK(words("❤️ ☀") == Words{"❤️", "☀"});
    CHECK(words("1 € = ½ £") == Words{"1", "€", "=", "½", "£"});
}

TEST_CASE("characters are what a reader calls one, a space between words is shown") {
    CHECK(letters("to be") == Words{"t", "o", "·", "b", "e"});
    CHECK(letters("  a  b ") == Words{"a", "·", "b"});
    CHECK(letters("e\u0301👩‍🚀🇫🇷") == Words{"e\u0301", "👩‍🚀", "🇫🇷"});
    CHECK(letters("don't") == Words{"d", "o", "n", "'", "t"});
    CHECK(letters("日本") == Words{"日", "本"});
    CHECK(letters("").empty());
}

TEST_CASE("no letter is lost to an invisible character beside it") {
    CHECK(words("\u200Da") == Words{"a"});
    CHECK(words("a \u200Db") == Words{"a", "b"});
    CHECK(words("a \u200D🚀") == Words{"a", "🚀"});
    CHECK(words("a\u200Bb") == Words{"a", "b"}); // a zero width space is a space
    CHECK(words("\uFEFFa") == Words{"a"});
    CHECK(words("\u202Ea\u202C") == Words{"a"});
    CHECK(words("a\u00A0b") == Words{"a", "b"});
}

TEST_CASE("nothing visible gives no tokens") {
    const std::string blank = GENERATE(from_range(Words{"", " ", " \t\r\n ", "\u00A0\u3000", "\u200B\u2060\uFEFF"}));
    CHECK(words(blank).empty());
    CHECK(letters(blank).empty());
}

TEST_CASE("malformed bytes become visible tokens instead of breaking anything") {
    CHECK(words("a\xff"
                "b") == Words{"a", "\uFFFD", "b"});
    CHECK(words("\xc3") == Words{"\uFFFD"});
    CHECK(letters("\xf0\x9f\x91") == Words{"\uFFFD", "\uFFFD", "\uFFFD"});
}

TEST_CASE("a sentence of ten thousand words is cut and says how much was left out") {
    Config config;
    config.text.clear();
    for (int i = 0; i < 10000; ++i) config.text += "word" + std::to_string(i) + " ";
    config.pad = 5;
    const Sequence sequence = sequence_of(config);
    CHECK(sequence.tokens.size() == kMaxTokens);
    CHECK(sequence.words == kMaxTokens - 5);
    CHECK(sequence.left_out == 10000 - sequence.words);
    CHECK(sequence.tokens[0] == Token{"word0", true});
    CHECK(sequence.tokens.back() == Token{"<pad>", false});
    CHECK(sequence_of({.text = "a b", .pad = 1}).left_out == 0);
    CHECK(sequence_of({.text = "a b", .pad = 1}).tokens.size() == 3);
}

TEST_CASE("equal tokens have equal vectors wherever they stand, others have others") {
    const Sequence sequence = sequence_of({.text = "the cat saw the dog"});
    const Matrix a = embeddings(sequence.tokens, 8, 1);
    CHECK(same_bits(Matrix(a.row(0)), Matrix(a.row(3))));
    CHECK_FALSE(same_bits(Matrix(a.row(0)), Matrix(a.row(1))));
    const Matrix alone = embeddings({{"dog", true}}, 8, 1);
    CHECK(same_bits(alone, Matrix(a.row(4))));
    CHECK_FALSE(same_bits(a, embeddings(sequence.tokens, 8, 2)));
    // A wider model begins with the same numbers.
    CHECK(same_bits(a, Matrix(embeddings(sequence.tokens, 16, 1).leftCols(8))));
}

TEST_CASE("positions are the sines and cosines of Vaswani et al. 3.5") {
    const int d_model = GENERATE(from_range(std::vector<int>{2, 3, 8, 31, 64}));
    const Matrix p = positions(kMaxTokens, d_model);
    const oracle::Table wanted = oracle::positions(kMaxTokens, d_model);
    double worst = 0.0;
    for (Index t = 0; t < p.rows(); ++t)
        for (Index c = 0; c < p.cols(); ++c)
            worst =
                std::max(worst, std::fabs(p(t, c) - wanted[static_cast<std::size_t>(t)][static_cast<std::size_t>(c)]));
    CHECK(worst <= 3.1e-8); // half a unit in the last place of a float32 near 1
    CHECK(p(0, 0) == 0.0f);
    CHECK(p(0, 1) == 1.0f);
}
