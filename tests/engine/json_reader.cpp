#include "json_reader.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "engine/utf8.h"

namespace attn {

namespace {

const Json kNull;

struct Reader {
    std::string_view rest;
    bool good = true;

    void skip() {
        while (!rest.empty() && std::string_view(" \t\r\n").find(rest[0]) != std::string_view::npos)
            rest.remove_prefix(1);
    }
    bool take(std::string_view word) {
        skip();
        if (!rest.starts_with(word)) return false;
        rest.remove_prefix(word.size());
        return true;
    }
    Json fail() {
        good = false;
        return {};
    }

    std::string text() {
        std::string out;
        while (good && !rest.empty() && rest[0] != '"') {
            if (rest[0] != '\\') {
                out += rest[0];
                rest.remove_prefix(1);
                continue;
            }
            const char escaped = rest.size() > 1 ? rest[1] : '"';
            rest.remove_prefix(rest.size() > 1 ? 2 : 1);
            constexpr std::string_view names = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
            if (escaped == 'u') {
                append_utf8(out,
                            static_cast<char32_t>(std::strtoul(std::string(rest.substr(0, 4)).c_str(), nullptr, 16)));
                rest.remove_prefix(std::min<std::size_t>(4, rest.size()));
            } else if (names.find(escaped) != std::string_view::npos) out += meant[names.find(escaped)];
            else good = false;
        }
        good = good && take("\"");
        return out;
    }

    Json value() {
        Json out;
        if (take("{")) {
            out.kind = Json::Kind::object;
            if (take("}")) return out;
            do {
                if (!take("\"")) return fail();
                std::string key = text();
                if (!take(":")) return fail();
                out.members.push_back({std::move(key), value()});
            } while (good && take(","));
            return take("}") ? out : fail();
        }
        if (take("[")) {
            out.kind = Json::Kind::array;
            if (take("]")) return out;
            do out.items.push_back(value());
            while (good && take(","));
            return take("]") ? out : fail();
        }
        if (take("\"")) {
            out.kind = Json::Kind::text;
            out.text = text();
            return out;
        }
        if (take("null")) return out;
        out.truth = take("true");
        if (out.truth || take("false")) {
            out.kind = Json::Kind::boolean;
            return out;
        }
        const std::string digits(rest.substr(0, rest.find_first_not_of("0123456789+-.eE")));
        char* end = nullptr;
        out.kind = Json::Kind::number;
        out.number = std::strtod(digits.c_str(), &end);
        if (digits.empty() || *end != '\0') return fail();
        rest.remove_prefix(digits.size());
        return out;
    }
};

} // namespace

const Json& Json::operator[](std::string_view key) const {
    for (const auto& [name, value] : members)
        if (name == key) return value;
    return kNull;
}

const Json& Json::operator[](std::size_t index) const { return index < items.size() ? items[index] : kNull; }

bool Json::has(std::string_view key) const { return &(*this)[key] != &kNull; }

Json json_read(std::string_view text, std::string& rest) {
    Reader reader{text};
    Json out = reader.value();
    reader.skip();
    rest = reader.rest;
    if (!reader.good && rest.empty()) rest = "unfinished";
    return out;
}

Json json_read(std::string_view text) {
    std::string rest;
    Json out = json_read(text, rest);
    return rest.empty() ? out : Json{};
}

double json_value(const Json& json) {
    return json.kind == Json::Kind::text ? std::strtod(json.text.c_str(), nullptr) : json.number;
}

oracle::Table json_table(const Json& json) {
    if (json.kind != Json::Kind::array) return {{json_value(json)}};
    oracle::Table out;
    if (json[0].kind != Json::Kind::array) {
        out.emplace_back();
        for (const Json& item : json.items) out[0].push_back(json_value(item));
        return out;
    }
    for (const Json& row : json.items) {
        out.emplace_back();
        for (const Json& item : row.items) out.back().push_back(json_value(item));
    }
    return out;
}

} // namespace attn
