#include "recipe.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <type_traits>

#include "engine/formats/decimal.h"
#include "engine/formats/join.h"
#include "engine/formats/number.h"
#include "engine/formats/utf8.h"

namespace attn {

namespace {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\r";
    const auto first = text.find_first_not_of(blank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::string range_of(const Setting& s) { return shortest(s.min) + "–" + shortest(s.max); }

// Reads a value; why it cannot be one, or nothing.
std::optional<Said> read_number(const Setting& s, std::string_view value, bool whole, double& out) {
    const auto read = read_double(value);
    if (!read || (whole && std::floor(*read) != *read))
        return said(whole ? "recipe.whole" : "recipe.number",
                    {{"key", s.key}, {"value", value}, {"range", range_of(s)}});
    if (!(*read >= s.min && *read <= s.max))
        return said("recipe.range", {{"key", s.key}, {"value", value}, {"range", range_of(s)}});
    out = *read;
    return std::nullopt;
}

template <class Member> std::optional<Said> read_setting(const Setting& s, std::string_view value, Member& member) {
    if constexpr (std::is_same_v<Member, bool>) {
        if (value != "on" && value != "off") return said("recipe.flag", {{"key", s.key}, {"value", value}});
        member = value == "on";
    } else if constexpr (std::is_same_v<Member, double>) {
        return read_number(s, value, false, member);
    } else {
        if (s.choices.empty()) {
            double number = 0;
            const auto error = read_number(s, value, true, number);
            if (!error) member = static_cast<Member>(static_cast<int>(number));
            return error;
        }
        const auto found = std::find(s.choices.begin(), s.choices.end(), value);
        if (found == s.choices.end())
            return said("recipe.choice", {{"key", s.key}, {"value", value}, {"choices", with_commas(s.choices)}});
        member = static_cast<Member>(found - s.choices.begin());
    }
    return std::nullopt;
}

// Reads one line that is not empty.
std::optional<Said> read_line(std::string_view line, std::vector<std::string>& seen, Recipe& recipe) {
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) return said("recipe.no_equals", {{"text", line}});
    const std::string_view key = trimmed(line.substr(0, equals)), value = trimmed(line.substr(equals + 1));
    std::string keys;
    bool known = false;
    std::optional<Said> error;
    for_each_setting(recipe, [&](const Setting& s, auto& member) {
        keys += (keys.empty() ? "" : ", ") + std::string(s.key);
        if (s.key != key) return;
        known = true;
        error = read_setting(s, value, member);
    });
    if (!known) return said("recipe.no_key", {{"key", key}, {"keys", keys}});
    if (std::find(seen.begin(), seen.end(), key) != seen.end()) return said("recipe.twice", {{"key", key}});
    seen.emplace_back(key);
    return error;
}

} // namespace

bool Recipe::operator==(const Recipe& other) const { return recipe_text(*this) == recipe_text(other); }

ModelShape shape_of(const Recipe& r) {
    ModelShape out = r.model;
    out.vocabulary = static_cast<int>(words_of(r).size());
    out.context = r.size.length;
    out.causal = task_of(r).causal;
    return out;
}

std::vector<std::string> words_of(const Recipe& r) { return task_of(r).words(r.size); }

RecipeRead read_recipe(std::string_view text) {
    RecipeRead out;
    std::vector<std::string> seen;
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    for (int number = 1; !text.empty(); ++number) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string line = clean_utf8(trimmed(text.substr(0, std::min(end, text.find('#')))));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) continue;
        if (auto error = read_line(line, seen, out.recipe)) {
            error->slots.push_back({"line", std::to_string(number)});
            out.error = std::move(*error);
            return out;
        }
    }
    if (const auto error = misfit(shape_of(out.recipe))) out.error = *error;
    return out;
}

std::string setting_text(const Setting& s, int value) {
    return s.choices.empty() ? std::to_string(value) : std::string(s.choices[static_cast<std::size_t>(value)]);
}
std::string setting_text(const Setting&, double value) { return shortest(value); }
std::string setting_text(const Setting&, bool value) { return value ? "on" : "off"; }

std::string recipe_text(const Recipe& recipe) {
    std::string out;
    for_each_setting(recipe, [&](const Setting& s, const auto& member) {
        out += std::string(s.key) + "=" + setting_text(s, member) + "\n";
    });
    return out;
}

} // namespace attn
