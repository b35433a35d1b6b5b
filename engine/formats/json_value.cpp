// Looking at what json_read() has found.
#include <limits>

#include "decimal.h"
#include "json_read.h"

namespace attn {

const JsonNode& Json::node() const {
    static constexpr JsonNode none;
    return document_ ? document_->nodes[at_] : none;
}

std::string_view Json::source() const {
    return document_ ? document_->text.substr(node().begin, node().end - node().begin) : std::string_view{};
}

bool Json::truth() const { return source() == "true"; }

double Json::number() const { return real_of<double>(*this).value_or(0.0); }

std::string Json::text() const {
    if (kind() != JsonKind::text) return {};
    const std::string_view quoted = source();
    return unescaped(quoted.substr(1, quoted.size() - 2));
}

std::string Json::name() const { return member_ ? Json(*document_, at_ - 1).text() : std::string(); }

Json Json::operator[](std::string_view wanted) const {
    if (kind() == JsonKind::object)
        for (const Json member : *this)
            if (member.name() == wanted) return member;
    return {};
}

Json Json::operator[](std::size_t index) const {
    if (kind() != JsonKind::array || index >= size()) return {};
    Iterator item = begin();
    for (; index > 0; --index) ++item;
    return *item;
}

Json::Iterator Json::begin() const {
    return {document_, size() == 0 ? node().next : at_ + (kind() == JsonKind::object ? 2 : 1),
            kind() == JsonKind::object};
}
Json::Iterator Json::end() const {
    return {document_, node().next + (size() > 0 && kind() == JsonKind::object ? 1 : 0)};
}

Json Json::Iterator::operator*() const {
    Json out(*document, at);
    out.member_ = members;
    return out;
}
// The value of the next member is one behind its name.
Json::Iterator& Json::Iterator::operator++() {
    at = document->nodes[at].next + members;
    return *this;
}

bool is_bare_word(const Json& json) {
    return json.kind() == JsonKind::number && !is_digit(json.source().back()); // a JSON number ends in a digit
}

template <class Real> std::optional<Real> real_of(const Json& json) {
    if (is_bare_word(json)) {
        if (json.source() == "NaN") return std::numeric_limits<Real>::quiet_NaN();
        constexpr Real infinity = std::numeric_limits<Real>::infinity();
        return json.source().starts_with('-') ? -infinity : infinity;
    }
    if (json.kind() == JsonKind::number) return nearest<Real>(json.source());
    if (json.kind() != JsonKind::text) return std::nullopt;
    const std::string_view word = json.source();
    if (word == "\"nan\"") return std::numeric_limits<Real>::quiet_NaN();
    if (word == "\"inf\"") return std::numeric_limits<Real>::infinity();
    if (word == "\"-inf\"") return -std::numeric_limits<Real>::infinity();
    return std::nullopt;
}
template std::optional<float> real_of<float>(const Json&);
template std::optional<double> real_of<double>(const Json&);

std::string compact(const Json& json) {
    std::string out;
    bool quoted = false, escaped = false;
    const std::string_view source = json.source();
    for (std::size_t i = 0; i < source.size(); ++i) {
        const char c = source[i];
        if (!quoted && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) continue;
        if (!quoted && (c == 'N' || c == 'I')) { // NaN, Infinity
            const bool minus = out.ends_with('-');
            if (minus) out.pop_back();
            out += c == 'N' ? "\"nan\"" : minus ? "\"-inf\"" : "\"inf\"";
            i += c == 'N' ? 2 : 7;
            continue;
        }
        out += c;
        if (c == '"' && !escaped) quoted = !quoted;
        escaped = quoted && c == '\\' && !escaped;
    }
    return out;
}

} // namespace attn
