// Every sentence and label that people read, by key, in the language of a reader.
//
// A language has four tables, so that a program carries only what it says: words() is what a learner reads
// (text_en.cpp), page_words() what a page says around the figure (text_page_en.cpp), tool_words() what only the command
// line and readers of files say (text_tools_en.cpp), snippet_words() the remarks in exported programs
// (text_snippets_en.cpp). A new language is a name and a code in Language, four tables beside the English ones, its
// Grammar, and the few sentences that a page says without a program (web/element/text_en.js).
//
// Who writes a sentence for somebody is given that reader's Words. Who only finds out that something is to be said, as
// parse() or misfit() do, returns a Said, which is in no language yet.
//
// Keys: stage.<key> (title), stage.<key>.does (one sentence), tensor.<key> (name), tensor.<key>.says (the
// plain sentence of a cell), param.<key> (label), param.<key>.help, choice.<param>.<choice>, group.<key>,
// control.<key>, notice.<key>. Keys that are put together from parts are so in one function each: stage_title(),
// tensor_title(), param_title(), choice_title(), mistake_title() and their kin.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace attn {

struct LanguageTables;

// In which language somebody reads: one that is compiled in, or one whose tables the caller owns (the tests make one up).
// Everything that is said to a reader follows from it.
struct Language {
    enum Known { english };
    Known known = english;
    const LanguageTables* own = nullptr; // used instead if set; must outlive this

    constexpr Language(Known k = english) : known(k) {}
    constexpr Language(const LanguageTables& t) : own(&t) {}
    bool operator==(const Language&) const = default;
};
// The language that is compiled in for a code as in HTML's `lang`: "en", "EN-gb"; none when there is none.
std::optional<Language> language_of(std::string_view code);

struct Sentence {
    std::string_view key, text;
};

// What a language does with words that no sentence of a table can say by itself.
struct Grammar {
    // The ending of the key of a sentence about so many things: "one" or "many" in English.
    std::string_view (*number)(long long count);
    // What is between the items of a list, and before the last of those of which one can be chosen.
    std::string_view between, or_last;
};

// A table in a language, in no order that means anything.
struct Words {
    std::span<const Sentence> sentences;
    Grammar grammar;
};
struct LanguageTables {
    const Words &learner, &page, &tools, &snippets;
};
const Words& words(Language);
const Words& page_words(Language);
const Words& tool_words(Language);
const Words& snippet_words(Language);

// The text for `key`; the key itself where there is none, so that a hole is visible instead of silent.
std::string_view text(const Words&, std::string_view key);
bool has_text(const Words&, std::string_view key);

// What takes the place of {name} in a sentence.
struct Filling {
    enum How {
        as_it_is,
        as_key,   // the value is a key: its text
        as_choice // the value is a list with commas between, "1,2,4": "1, 2 or 4"
    };
    std::string_view name, value;
    How how = as_it_is;
};
// The text for `key` with every {name} replaced by its value; a name that is not given leaves nothing.
std::string text(const Words&, std::string_view key, std::initializer_list<Filling> slots);

// A sentence that is to be said, in no language yet.
struct Said {
    struct Slot {
        std::string name, value;
        Filling::How how = Filling::as_it_is;
        bool operator==(const Slot&) const = default;
    };
    std::string key{}; // empty: there is nothing to say
    std::vector<Slot> slots{};
    bool operator==(const Said&) const = default;
};
Said said(std::string_view key, std::initializer_list<Filling> slots = {});
std::string text(const Words&, const Said&);

// The sentence about `count` things: that of "<key>.one" or "<key>.many", as the grammar has it, with {count} and
// slots.
std::string counted(const Words&, std::string_view key, long long count, std::initializer_list<Filling> slots = {});

// "a, b, c" and "a, b or c".
std::string listed(const Words&, std::span<const std::string> items);
std::string listed_or(const Words&, std::span<const std::string> items);

} // namespace attn
