// Settings as text. A settings struct (Config, AppState) lists its members once, in for_each_param, and everything that
// needs the list goes through it: URL, command line, element attributes, page controls, ImGui controls, help, tests.
//
//   template <class C, class Visit> void for_each_param(C& settings, Visit&& visit) {
//       visit(Param{.key = "heads", .kind = Kind::integer, .min = 1, .max = 8}, settings.heads);
//   }
//
// The text form is "key=value&key=value", percent-encoded as in a URL query; '+' reads as a space.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/words/notice.h"

namespace attn {

enum class Kind { text, integer, real, choice, flag };

struct Param {
    std::string_view key; // in URLs, attributes and on the command line
    Kind kind = Kind::integer;
    std::string_view group = "content";          // which part of the control panel it belongs to
    double min = 0, max = 0, step = 1;           // integer and real
    int decimals = 6;                            // real: more are rounded away, so that links stay short
    int max_words = 0, max_bytes = 0;            // text: what is beyond them is cut off
    std::span<const std::string_view> choices{}; // choice: names in the order of the enum.
                                                 // text: those that can be listed in it
};

// The keys of a table's rows, as choices.
template <class Row, std::size_t N> std::array<std::string_view, N> key_list(const std::array<Row, N>& rows) {
    std::array<std::string_view, N> out;
    for (std::size_t i = 0; i < N; ++i) out[i] = rows[i].key;
    return out;
}

// As in the query of a URL (RFC 3986, section 2.1): every byte but letters, digits and -_.~,: as %XX.
std::string percent_encoded(std::string_view value);
// The way back; '+' is a space. A % without two hexadecimal digits behind it stays as it is.
std::string percent_decoded(std::string_view value);
// "a=1&b" is {a, 1}, {b, ""}: in the order of the text, decoded, repeated keys repeated.
using KeyValues = std::vector<std::pair<std::string, std::string>>;
KeyValues key_values(std::string_view query);

// The settings that a link to the page carries: its query, and what was too long for one and is in the fragment
// "#c=...". A text that is no link is settings already.
std::string linked_settings(std::string_view text);

// Whether two names mean the same: a hyphen and an underscore do, so weighted_sum is read as weighted-sum.
bool same_name(std::string_view, std::string_view);

// Reads `text` into `out`. Out of range is clamped, too long is cut, anything else bad leaves `out` as it
// was; each of these adds a notice that says what happened.
void read_text(const Param&, std::string_view text, std::string& out, Notices&);
void read_integer(const Param&, std::string_view text, int& out, Notices&);
void read_real(const Param&, std::string_view text, double& out, Notices&);
void read_choice(const Param&, std::string_view text, int& out, Notices&); // the index of the choice
void read_flag(const Param&, std::string_view text, bool& out, Notices&);

// Whichever of these fits the type of `out`.
template <class Member> void read_param(const Param& p, std::string_view text, Member& out, Notices& notices) {
    if constexpr (std::is_same_v<Member, std::string>) read_text(p, text, out, notices);
    else if constexpr (std::is_same_v<Member, bool>) read_flag(p, text, out, notices);
    else if constexpr (std::is_same_v<Member, double>) read_real(p, text, out, notices);
    else if constexpr (std::is_class_v<Member>) read_custom(p, text, out, notices); // beside the Member's type
    else if constexpr (std::is_enum_v<Member>) {
        int index = static_cast<int>(out);
        read_choice(p, text, index, notices);
        out = static_cast<Member>(index);
    } else read_integer(p, text, out, notices);
}

// The shortest decimal that read_real reads back as the same number.
std::string real_text(double value);
double rounded(const Param&, double value); // to the decimals that the parameter has

// What a parameter is called, and the key of that; what it is for; and what one of its choices is called, by its key:
// the choice itself where it has no name.
std::string param_key(std::string_view param);
std::string_view param_title(const Words&, const Param&);
std::string_view param_help(const Words&, const Param&);
std::string choice_key(std::string_view param, std::string_view choice);
std::string_view choice_title(const Words&, const Param&, std::string_view choice);
// What a part of the control panel is called.
std::string_view group_title(const Words&, std::string_view group);

// The notice that `value` could not be used for p at all; `what` is the key of its sentence.
Notice refused(const Param& p, std::string_view what, std::string_view value);

// The value of a parameter as read_param reads it.
template <class Member> std::string param_text(const Param& p, const Member& value) {
    if constexpr (std::is_same_v<Member, std::string>) return value;
    else if constexpr (std::is_same_v<Member, bool>) return value ? "on" : "off";
    else if constexpr (std::is_same_v<Member, double>) return real_text(rounded(p, value));
    else if constexpr (std::is_class_v<Member>) return custom_text(value); // beside the Member's type
    else if constexpr (std::is_enum_v<Member>) return std::string(p.choices[static_cast<std::size_t>(value)]);
    else return std::to_string(value);
}

// The settings that differ from `base`, as text; "" when none do.
//
// A setting may set others (a preset does): parse() then calls apply_preset(settings, member) after reading it, and
// format() preset_baseline(start, settings), which makes of `start` what it is once that setting has been read.
//
// A setting may also bring another one along unless the text names that one, too (a memory does): parse() calls
// settle() at its end, and format() writes what is_named() says, whether it differs or not.
template <class Settings> std::string format(const Settings& settings, const Settings& base = {}) {
    Settings start = base;
    if constexpr (requires { preset_baseline(start, settings); }) preset_baseline(start, settings);
    std::vector<std::string> defaults;
    for_each_param(std::as_const(start),
                   [&](const Param& p, const auto& member) { defaults.push_back(param_text(p, member)); });
    std::string out;
    std::size_t i = 0;
    for_each_param(settings, [&](const Param& p, const auto& member) {
        const std::string value = param_text(p, member);
        bool named = value != defaults[i++];
        if constexpr (requires { is_named(start, settings, p); }) named = named || is_named(start, settings, p);
        if (named) out += (out.empty() ? "" : "&") + std::string(p.key) + "=" + percent_encoded(value);
    });
    return out;
}

// The notice that there is no such setting.
Notice unknown_key(std::string_view key);

// The pairs of "key=value&...". A link that was copied from the source of a page has "&amp;" where "&" belongs: it is read
// as that, with a notice.
std::vector<std::pair<std::string, std::string>> settings_in(std::string_view query, Notices&);

// Applies "key=value&..." to `settings`, one key after the other. Never fails; see read_text and the others.
// A setting that sets others is read first wherever it is, so that what is named beside it wins.
template <class Settings> Notices parse(std::string_view query, Settings& settings) {
    Notices notices;
    const auto pairs = settings_in(query, notices);
    const auto read = [&](bool leading) {
        for (const auto& pair : pairs) {
            const std::string &key = pair.first, &value = pair.second;
            bool known = false;
            for_each_param(settings, [&](const Param& p, auto& member) {
                if (p.key != key) return;
                known = true;
                constexpr bool leads = requires { apply_preset(settings, member); };
                if (leads != leading) return;
                const std::size_t said = notices.size();
                read_param(p, value, member, notices);
                if constexpr (leads)
                    if (notices.size() == said) apply_preset(settings, member);
            });
            if (!known && !leading) notices.push_back(unknown_key(key));
        }
    };
    read(true);
    if constexpr (requires { settle(settings, settings, pairs, notices); }) {
        const Settings before = settings;
        read(false);
        settle(before, settings, pairs, notices);
    } else read(false);
    return notices;
}

} // namespace attn
