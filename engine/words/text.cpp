#include "text.h"

#include <algorithm>

namespace attn {

namespace {

const Sentence* find(const Words& w, std::string_view key) {
    const auto found =
        std::find_if(w.sentences.begin(), w.sentences.end(), [&](const Sentence& s) { return s.key == key; });
    return found == w.sentences.end() ? nullptr : &*found;
}

std::string choice(const Words& w, std::string_view values) {
    std::vector<std::string> items;
    for (auto comma = values.find(','); comma != std::string_view::npos; comma = values.find(',')) {
        items.emplace_back(values.substr(0, comma));
        values.remove_prefix(comma + 1);
    }
    items.emplace_back(values);
    return listed_or(w, items);
}

// One pass from left to right, so that a value containing braces (a token may) is never filled again.
std::string filled(const Words& w, std::string_view rest, const auto& slots) {
    std::string out;
    while (!rest.empty()) {
        const auto open = rest.find('{');
        out += rest.substr(0, open);
        if (open == std::string_view::npos) break;
        const auto close = rest.find('}', open);
        const auto name = rest.substr(open + 1, close - open - 1);
        for (const auto& slot : slots) {
            if (slot.name != name) continue;
            if (slot.how == Filling::as_key) out += text(w, slot.value);
            else if (slot.how == Filling::as_choice) out += choice(w, slot.value);
            else out += slot.value;
        }
        rest = close == std::string_view::npos ? std::string_view{} : rest.substr(close + 1);
    }
    return out;
}

std::string joined(std::span<const std::string> items, std::string_view between, std::string_view last) {
    std::string out;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) out += i + 1 < items.size() ? between : last;
        out += items[i];
    }
    return out;
}

} // namespace

std::optional<Language> language_of(std::string_view code) {
    std::string name(code.substr(0, code.find('-')));
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (name == "en") return Language::english;
    return std::nullopt;
}

std::string_view text(const Words& w, std::string_view key) {
    const Sentence* found = find(w, key);
    return found ? found->text : key;
}

bool has_text(const Words& w, std::string_view key) { return find(w, key) != nullptr; }

std::string text(const Words& w, std::string_view key, std::initializer_list<Filling> slots) {
    return filled(w, text(w, key), slots);
}

Said said(std::string_view key, std::initializer_list<Filling> slots) {
    Said out{.key = std::string(key)};
    for (const Filling& slot : slots) out.slots.push_back({std::string(slot.name), std::string(slot.value), slot.how});
    return out;
}

std::string text(const Words& w, const Said& said) { return filled(w, text(w, said.key), said.slots); }

std::string counted(const Words& w, std::string_view key, long long count, std::initializer_list<Filling> slots) {
    Said about = said(std::string(key) + "." + std::string(w.grammar.number(count)), slots);
    about.slots.push_back({"count", std::to_string(count)});
    return text(w, about);
}

std::string listed(const Words& w, std::span<const std::string> items) {
    return joined(items, w.grammar.between, w.grammar.between);
}
std::string listed_or(const Words& w, std::span<const std::string> items) {
    return joined(items, w.grammar.between, w.grammar.or_last);
}

} // namespace attn
