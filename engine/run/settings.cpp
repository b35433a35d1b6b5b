#include "settings.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "engine/formats/decimal.h"
#include "engine/formats/join.h"
#include "engine/formats/number.h"
#include "engine/formats/utf8.h"
#include "engine/words/text.h"
#include "tokenise.h"

namespace attn {

std::string percent_encoded(std::string_view value) {
    constexpr char hex[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '_' || c == '.' || c == '~' || c == ',' || c == ':';
        if (plain) out += c;
        else out += {'%', hex[byte >> 4], hex[byte & 15]};
    }
    return out;
}

std::string percent_decoded(std::string_view value) {
    const auto digit = [](char c) {
        return c >= '0' && c <= '9'   ? c - '0'
               : c >= 'a' && c <= 'f' ? c - 'a' + 10
               : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                      : -1;
    };
    std::string out;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == '+') out += ' ';
        else if (value[i] == '%' && i + 2 < value.size() && digit(value[i + 1]) >= 0 && digit(value[i + 2]) >= 0) {
            out += static_cast<char>(digit(value[i + 1]) * 16 + digit(value[i + 2]));
            i += 2;
        } else out += value[i];
    }
    return out;
}

KeyValues key_values(std::string_view query) {
    KeyValues out;
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const auto pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (pair.empty()) continue;
        const auto equals = std::min(pair.find('='), pair.size());
        out.emplace_back(percent_decoded(pair.substr(0, equals)),
                         percent_decoded(pair.substr(std::min(equals + 1, pair.size()))));
    }
    return out;
}

std::string linked_settings(std::string_view text) {
    const auto question = text.find('?'), equals = text.find('=');
    if (question >= equals && text.find("://") >= equals && !text.starts_with("#c=")) return std::string(text);
    const auto hash = std::min(text.find('#'), text.size());
    std::string out;
    if (question < hash) out = text.substr(question + 1, hash - question - 1);
    const std::string_view fragment = text.substr(hash);
    if (fragment.starts_with("#c=")) out += "&" + std::string(fragment.substr(3));
    return out;
}

namespace {

void note(Notices& notices, std::string_view what, const Param& p, std::string_view value, std::string_view used = {}) {
    // A hostile value must not make a long message.
    std::string shown = clean_utf8(value.substr(0, 40));
    if (value.size() > 40) shown += "…";
    notices.push_back({std::string(p.key), said(what, {{"label", param_key(p.key), Filling::as_key},
                                                       {"value", shown},
                                                       {"used", used},
                                                       {"min", real_text(p.min)},
                                                       {"max", real_text(p.max)},
                                                       {"choices", with_commas(p.choices)}})});
}

} // namespace

Notice refused(const Param& p, std::string_view what, std::string_view value) {
    Notices notices;
    note(notices, what, p, value);
    notices.back().refused = true;
    return notices.back();
}

namespace {

// As note(), for a value that could not be read: what was set before stays.
void refuse(Notices& notices, std::string_view what, const Param& p, std::string_view value) {
    notices.push_back(refused(p, what, value));
}

} // namespace

bool same_name(std::string_view a, std::string_view b) {
    const auto plain = [](char c) { return c == '_' ? '-' : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return plain(x) == plain(y); });
}

void read_text(const Param& p, std::string_view value, std::string& out, Notices& notices) {
    // Nobody types more than this, and counting the words of a hostile megabyte would take a while.
    constexpr std::size_t max_bytes = 1 << 17;
    const bool endless = value.size() > max_bytes;
    const Beginning beginning = beginning_of(clean_utf8(value.substr(0, max_bytes)), p.max_words);
    std::string kept;
    const auto limit = static_cast<std::size_t>(p.max_bytes);
    for (std::string_view rest = beginning.text; !rest.empty();) {
        const std::size_t before = kept.size();
        append_utf8(kept, take_code_point(rest));
        if (kept.size() <= limit) continue;
        kept.resize(before);
        note(notices, "notice.cut", p, "", std::to_string(limit));
        break;
    }
    if (p.max_words > 0 && beginning.words > p.max_words)
        notices.push_back({std::string(p.key), said(endless ? "notice.endless" : "notice.too_many_words",
                                                    {{"label", param_key(p.key), Filling::as_key},
                                                     {"total", std::to_string(beginning.words)},
                                                     {"used", std::to_string(p.max_words)}})});
    out = kept;
}

namespace {
double clamped(const Param& p, double number, std::string_view value, Notices& notices) {
    const double inside = std::clamp(number, p.min, p.max);
    if (inside != number) note(notices, "notice.clamped", p, value, real_text(inside));
    return inside;
}
} // namespace

double rounded(const Param& p, double value) {
    const double unit = std::pow(10.0, p.decimals);
    return std::round(value * unit) / unit;
}

void read_integer(const Param& p, std::string_view value, int& out, Notices& notices) {
    const auto number = read_double(value);
    if (!number || std::floor(*number) != *number) return refuse(notices, "notice.not_whole", p, value);
    out = static_cast<int>(clamped(p, *number, value, notices));
}

void read_real(const Param& p, std::string_view value, double& out, Notices& notices) {
    const auto number = read_double(value);
    if (!number) return refuse(notices, "notice.not_a_number", p, value);
    out = rounded(p, clamped(p, *number, value, notices));
}

void read_choice(const Param& p, std::string_view value, int& out, Notices& notices) {
    const auto found = std::find_if(p.choices.begin(), p.choices.end(),
                                    [&](std::string_view choice) { return same_name(choice, value); });
    if (found == p.choices.end()) return refuse(notices, "notice.not_a_choice", p, value);
    out = static_cast<int>(found - p.choices.begin());
}

void read_flag(const Param& p, std::string_view value, bool& out, Notices& notices) {
    if (value == "on" || value == "true" || value == "1" || value.empty()) out = true;
    else if (value == "off" || value == "false" || value == "0") out = false;
    else refuse(notices, "notice.not_a_flag", p, value);
}

std::string real_text(double value) { return shortest(value); }

std::string param_key(std::string_view param) { return "param." + std::string(param); }
std::string_view param_title(const Words& w, const Param& p) { return text(w, param_key(p.key)); }
std::string_view param_help(const Words& w, const Param& p) { return text(w, param_key(p.key) + ".help"); }

std::string choice_key(std::string_view param, std::string_view choice) {
    return "choice." + std::string(param) + "." + std::string(choice);
}
std::string_view choice_title(const Words& w, const Param& p, std::string_view choice) {
    const std::string key = choice_key(p.key, choice);
    return has_text(w, key) ? text(w, key) : choice;
}

std::string_view group_title(const Words& w, std::string_view group) { return text(w, "group." + std::string(group)); }

Notice unknown_key(std::string_view key) {
    const std::string shown = clean_utf8(key.substr(0, 40));
    return {shown, said("notice.unknown_key", {{"key", shown}}), true};
}

std::vector<std::pair<std::string, std::string>> settings_in(std::string_view query, Notices& notices) {
    constexpr std::string_view rest = "amp;";
    auto pairs = key_values(query);
    bool escaped = false;
    for (auto& [key, value] : pairs)
        if (key.starts_with(rest)) key.erase(0, rest.size()), escaped = true;
    if (escaped) notices.push_back({"", said("notice.escaped", {}), false});
    return pairs;
}

} // namespace attn
