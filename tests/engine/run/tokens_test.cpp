// Text to tokens to vectors.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <cmath>

#include "engine/math/positions.h"
#include "engine/run/tokens.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {
using Strings = std::vector<std::string>;
Strings words(std::string_view text) { return tokenised(text, Unit::words); }
Strings letters(std::string_view text) { return tokenised(text, Unit::characters); }
} // namespace

TEST_CASE("words are runs of letters and digits, punctuation is alone") {
    CHECK(words("the cat sat on the mat") == Strings{"the", "cat", "sat", "on", "the", "mat"});
    CHECK(words("Hello, world!") == Strings{"Hello", ",", "world", "!"});
    CHECK(words("  a\tb\nc  ") == Strings{"a", "b", "c"});
    CHECK(words("x2 3.14 (a+b)=c") == Strings{"x2", "3", ".", "14", "(", "a", "+", "b", ")", "=", "c"});
    CHECK(words("wait... what?!") == Strings{"wait", ".", ".", ".", "what", "?", "!"});
    CHECK(words("“so” – he said…") == Strings{"“", "so", "”", "–", "he", "said", "…"});
    CHECK(words("<pad>") == Strings{"<", "pad", ">"}); // nobody can type a padding token
}

TEST_CASE("apostrophes and hyphens stay inside a word and nowhere else") {
    CHECK(words("don't") == Strings{"don't"});
    CHECK(words("l’été") == Strings{"l’été"});
    CHECK(words("state-of-the-art") == Strings{"state-of-the-art"});
    CHECK(words("'quoted'") == Strings{"'", "quoted", "'"});
    CHECK(words("dogs' - cats--") == Strings{"dogs", "'", "-", "cats", "-", "-"});
    CHECK(words("rock 'n' roll") == Strings{"rock", "'", "n", "'", "roll"});
    CHECK(words("a-'b") == Strings{"a", "-", "'", "b"});
    CHECK(words("-1") == Strings{"-", "1"});
}

TEST_CASE("words of other scripts stay whole") {
    CHECK(words("Größe naïve Łódź") == Strings{"Größe", "naïve", "Łódź"});
    CHECK(words("e\u0301te\u0301") == Strings{"e\u0301te\u0301"}); // combining accents
    CHECK(words("שלום, עולם!") == Strings{"שלום", ",", "עולם", "!"});
    CHECK(words("שָׁלוֹם") == Strings{"שָׁלוֹם"}); // with points
    CHECK(words("مرحبا، يا عالم؟") == Strings{"مرحبا", "،", "يا", "عالم", "؟"});
    CHECK(words("می\u200Cخواهم") == Strings{"می\u200Cخواهم"}); // the zero width non-joiner of Persian is no space
    CHECK(words("Привет мир") == Strings{"Привет", "мир"});
    CHECK(words("नमस्ते दुनिया") == Strings{"नमस्ते", "दुनिया"});
    CHECK(words("한국어 문장") == Strings{"한국어", "문장"});
}

TEST_CASE("ideographs and emoji are words of their own") {
    CHECK(words("日本語の文。") == Strings{"日", "本", "語", "の", "文", "。"});
    CHECK(words("abc日本") == Strings{"abc", "日", "本"});
    CHECK(words("hi👋🏽you") == Strings{"hi", "👋🏽", "you"});
    CHECK(words("👩‍🚀👨‍👩‍👧‍👦") ==
          Strings{"👩‍🚀", "👨‍👩‍👧‍👦"}); // joined with U+200D
    CHECK(words("🇫🇷🇩🇪🇯") == Strings{"🇫🇷", "🇩🇪", "🇯"});
    CHECK(words("❤️ ☀") == Strings{"❤️", "☀"});
    CHECK(words("1 € = ½ £") == Strings{"1", "€", "=", "½", "£"});
}

TEST_CASE("characters are what a reader calls one, a space between words is shown") {
    CHECK(letters("to be") == Strings{"t", "o", "·", "b", "e"});
    CHECK(letters("  a  b ") == Strings{"a", "·", "b"});
    CHECK(letters("e\u0301👩‍🚀🇫🇷") == Strings{"e\u0301", "👩‍🚀", "🇫🇷"});
    CHECK(letters("don't") == Strings{"d", "o", "n", "'", "t"});
    CHECK(letters("日本") == Strings{"日", "本"});
    CHECK(letters("").empty());
}

TEST_CASE("no letter is lost to an invisible character beside it") {
    CHECK(words("\u200Da") == Strings{"a"});
    CHECK(words("a \u200Db") == Strings{"a", "b"});
    CHECK(words("a \u200D🚀") == Strings{"a", "🚀"});
    CHECK(words("a\u200Bb") == Strings{"a", "b"}); // a zero width space is a space
    CHECK(words("\uFEFFa") == Strings{"a"});
    CHECK(words("\u202Ea\u202C") == Strings{"a"});
    CHECK(words("a\u00A0b") == Strings{"a", "b"});
}

TEST_CASE("nothing visible gives no tokens") {
    const std::string blank = GENERATE(from_range(Strings{"", " ", " \t\r\n ", "\u00A0\u3000", "\u200B\u2060\uFEFF"}));
    CHECK(words(blank).empty());
    CHECK(letters(blank).empty());
}

TEST_CASE("malformed bytes become visible tokens instead of breaking anything") {
    CHECK(words("a\xff"
                "b") == Strings{"a", "\uFFFD", "b"});
    CHECK(words("\xc3") == Strings{"\uFFFD"});
    CHECK(letters("\xf0\x9f\x91") == Strings{"\uFFFD", "\uFFFD", "\uFFFD"});
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

TEST_CASE("equal tokens have equal vectors wherever they are, others have others") {
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
    const Matrix p = positions<float>(kMaxTokens, d_model);
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
