// A module is a header and the source of its name. What one may include is a matter of includes_test.cpp; here it is
// that modules form no circle, and that whoever reads a header finds what it declares.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cases.h"
#include "sources.h"

namespace {

using attn::Source;

// "engine/math/ops.h" is of the module "engine/math/ops".
std::string module_of(const std::string& path) { return path.substr(0, path.find_last_of('.')); }

// Each module and those that its header or its source includes.
using Modules = std::map<std::string, std::set<std::string>>;
Modules modules_of(const std::vector<Source>& sources) {
    Modules out;
    for (const Source& s : sources) out[module_of(s.path)];
    for (const Source& s : sources)
        for (const std::string& name : s.includes)
            if (out.contains(module_of(name)) && module_of(name) != module_of(s.path))
                out[module_of(s.path)].insert(module_of(name));
    return out;
}

// "a -> b -> a", the first circle that is found; "" when there is none. `done`: modules that lead to none.
std::string circle_from(const Modules& all, std::vector<std::string>& way, std::set<std::string>& done) {
    const std::string here = way.back();
    for (const std::string& next : all.at(here)) {
        if (done.contains(next)) continue;
        const auto before = std::find(way.begin(), way.end(), next);
        const bool closes = before != way.end();
        std::string circle;
        for (auto step = before; step != way.end(); ++step) circle += *step + " -> ";
        if (closes) return circle + next;
        way.push_back(next);
        if (circle = circle_from(all, way, done); !circle.empty()) return circle;
        way.pop_back();
    }
    done.insert(here);
    return {};
}

std::string circle_in(const Modules& all) {
    std::set<std::string> done;
    for (const auto& [module, included] : all) {
        std::vector<std::string> way{module};
        if (const std::string circle = circle_from(all, way, done); !circle.empty()) return circle;
    }
    return {};
}

std::vector<Source> engine_and_shell() {
    std::vector<Source> all = attn::sources_in("engine");
    for (Source& s : attn::sources_in("shell")) all.push_back(std::move(s));
    return all;
}

// The functions that begin at the left margin and are only declared (`end` is ';') or defined (`end` is '{') there.
std::set<std::string> functions_in(std::string_view text, char end) {
    std::set<std::string> out;
    for (std::size_t at = 0; at < text.size(); at = text.find('\n', at), at += at < text.size()) {
        if (!std::isalpha(static_cast<unsigned char>(text[at]))) continue;
        const auto open = text.find('(', at), stop = text.find_first_of(";{", at);
        if (open > std::min(stop, text.find_first_of("=\n", at)) || stop == text.npos || text[stop] != end) continue;
        const auto is_name = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
        // nearest<float>( is a form of nearest(.
        auto last = open;
        if (text[last - 1] == '>') last = text.rfind('<', last);
        auto first = last;
        while (first > at && is_name(text[first - 1])) --first;
        if (first > at && first < last) out.insert(std::string(text.substr(first, last - first)));
    }
    return out;
}

// A function that a header declares and that is defined neither there, nor in the source of its name, nor in one that
// it names, "x.cpp". `text` is the whole header, with its comments.
std::string homeless_function(const Source& header, std::string_view text, const std::vector<Source>& all) {
    std::set<std::string> declared = functions_in(header.text, ';');
    const std::string folder = header.path.substr(0, header.path.find_last_of('/') + 1);
    for (const Source& s : all) {
        if (!s.path.starts_with(folder)) continue;
        const std::string name = s.path.substr(folder.size());
        const bool named = name.ends_with(".cpp") && text.find(name) != text.npos;
        if (!named && module_of(s.path) != module_of(header.path)) continue;
        for (const std::string& function : functions_in(s.text, '{')) declared.erase(function);
    }
    return declared.empty() ? std::string() : *declared.begin();
}

} // namespace

TEST_CASE("no two modules include each other, directly or in a circle") {
    const Modules all = modules_of(engine_and_shell());
    CHECK(all.size() > 100);
    CHECK(circle_in(all) == "");
}

TEST_CASE("the test of the circles sees them") {
    const auto circle = [](const std::vector<Source>& sources) { return circle_in(modules_of(sources)); };
    const auto file = [](std::string path, std::vector<std::string> includes) {
        return Source{.path = std::move(path), .text = {}, .whole = {}, .includes = std::move(includes)};
    };
    CHECK(circle({file("a.h", {}), file("a.cpp", {"a.h", "b.h"}), file("b.h", {"c.h"}), file("c.h", {"<vector>"})}) ==
          "");
    CHECK(circle({file("a.h", {}), file("a.cpp", {"a.h", "b.h"}), file("b.h", {}), file("b.cpp", {"a.h"})}) ==
          "a -> b -> a");
    CHECK(circle({file("x.cpp", {"a.h"}), file("a.h", {"b.h"}), file("b.h", {"c.h"}), file("c.cpp", {"a.h"}),
                  file("c.h", {})}) == "a -> b -> c -> a");
}

TEST_CASE("what a header declares is in the source of its name, or in one that the header names") {
    const std::vector<Source> all = engine_and_shell();
    std::size_t functions = 0;
    for (const Source& s : all) {
        if (!s.path.ends_with(".h")) continue;
        CAPTURE(s.path);
        functions += functions_in(s.text, ';').size();
        CHECK(homeless_function(s, attn::file_text(attn::source_path(s.path)), all) == "");
    }
    CHECK(functions > 400);
}

TEST_CASE("the test of the headers sees them") {
    const std::string text =
        "struct A {\n    int inside();\n};\nint f(A a = {});\ntemplate <class T> std::string g(T,\n"
        "    int);\ninline int h() { return 1; }\nconstexpr int k = int(2);\n";
    CHECK(functions_in(text, ';') == std::set<std::string>{"g"});
    CHECK(functions_in("int f(A a) {\n}\ntemplate <> float g<float>(int) {\n}\n", '{') ==
          std::set<std::string>{"f", "g"});
    const Source header = attn::source("x/a.h", text);
    const std::vector<Source> elsewhere{attn::source("x/b.cpp", "template <class T> std::string g(T, int) {\n}\n")};
    CHECK(homeless_function(header, "", elsewhere) == "g");
    CHECK(homeless_function(header, "// in b.cpp", elsewhere) == "");
    CHECK(homeless_function(header, "", {attn::source("x/a.cpp", "template <class T> std::string g(T, int) {\n}\n")}) ==
          "");
}
