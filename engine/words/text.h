// Every sentence and label a learner reads, by key. One table per language; text_en.cpp is English.
//
// Keys: stage.<key> (title), stage.<key>.does (one sentence), tensor.<key> (name), tensor.<key>.says (the
// plain sentence of a cell), param.<key> (label), param.<key>.help, choice.<param>.<choice>, group.<key>,
// control.<key>, notice.<key>.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace attn {

struct Sentence {
    std::string_view key, text;
};

// The whole table, in no order that means anything.
std::span<const Sentence> sentences();

// The text for `key`; the key itself where there is none, so that a hole is visible instead of silent.
std::string_view text(std::string_view key);
bool has_text(std::string_view key);

// The text for `key` with every {name} replaced by its value; a name that is not given leaves nothing.
struct Filling {
    std::string_view name, value;
};
std::string text(std::string_view key, std::initializer_list<Filling> slots);

// The same for what only the command line and readers of files say: a table of its own (text_tools_en.cpp), which a
// program that calls none of these does not carry.
std::span<const Sentence> tool_sentences();
std::string_view tool_text(std::string_view key);
bool has_tool_text(std::string_view key);
std::string tool_text(std::string_view key, std::initializer_list<Filling> slots);

} // namespace attn
