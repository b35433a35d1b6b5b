#include "settings.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "number.h"
#include "text.h"
#include "utf8.h"

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

std::vector<std::pair<std::string, std::string>> key_values(std::string_view query) {
    std::vector<std::pair<std::string, std::string>> out;
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

namespace {

void note(Notices& notices, std::string_view what, const Param& p, std::string_view value, std::string_view used = {}) {
    std::string choices;
    for (const auto choice : p.choices) choices += (choices.empty() ? "" : ", ") + std::string(choice);
    // A hostile value must not make a long message.
    std::string shown = clean_utf8(value.substr(0, 40));
    if (value.size() > 40) shown += "…";
    notices.push_back({std::string(p.key), text(what, {{"label", text("param." + std::string(p.key))},
                                                       {"value", shown},
                                                       {"used", used},
                                                       {"min", real_text(p.min)},
                                                       {"max", real_text(p.max)},
                                                       {"choices", choices}})});
}

// As note(), for a value that could not be read: what was set before stays.
void refuse(Notices& notices, std::string_view what, const Param& p, std::string_view value) {
    note(notices, what, p, value);
    notices.back().refused = true;
}

} // namespace

void read_text(const Param& p, std::string_view value, std::string& out, Notices& notices) {
    const auto limit = static_cast<std::size_t>(p.max_bytes);
    std::string clean;
    while (!value.empty()) {
        const std::size_t before = clean.size();
        append_utf8(clean, take_code_point(value));
        if (clean.size() <= limit) continue;
        clean.resize(before);
        note(notices, "notice.cut", p, "", std::to_string(limit));
        break;
    }
    out = clean_utf8(clean);
}

void read_integer(const Param& p, std::string_view value, int& out, Notices& notices) {
    double number = out;
    const std::size_t before = notices.size();
    read_real(p, value, number, notices);
    if (std::floor(number) != number) {
        notices.resize(before);
        return refuse(notices, "notice.not_a_number", p, value);
    }
    out = static_cast<int>(number);
}

void read_real(const Param& p, std::string_view value, double& out, Notices& notices) {
    // strtod also reads "inf", "nan" and hexadecimal; a setting is a plain decimal.
    const std::string copy(value);
    char* end = nullptr;
    double number = std::strtod(copy.c_str(), &end);
    if (copy.empty() || copy.find_first_not_of("0123456789+-.eE") != std::string::npos || *end != '\0')
        return refuse(notices, "notice.not_a_number", p, value);
    const double clamped = std::clamp(number, p.min, p.max);
    if (clamped != number) note(notices, "notice.clamped", p, value, real_text(clamped));
    out = clamped;
}

void read_choice(const Param& p, std::string_view value, int& out, Notices& notices) {
    const auto found = std::find(p.choices.begin(), p.choices.end(), value);
    if (found == p.choices.end()) return refuse(notices, "notice.not_a_choice", p, value);
    out = static_cast<int>(found - p.choices.begin());
}

void read_flag(const Param& p, std::string_view value, bool& out, Notices& notices) {
    if (value == "on" || value == "true" || value == "1" || value.empty()) out = true;
    else if (value == "off" || value == "false" || value == "0") out = false;
    else refuse(notices, "notice.not_a_flag", p, value);
}

std::string real_text(double value) { return shortest(value); }

Notice unknown_key(std::string_view key) {
    const std::string shown = clean_utf8(key.substr(0, 40));
    return {shown, text("notice.unknown_key", {{"key", shown}}), true};
}

} // namespace attn
