// Who may know whom: page -> web -> shell -> engine -> Eigen, never back, and room by room by their ranks. Read from
// the sources themselves.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <string_view>

#include "cases.h"
#include "sources.h"

namespace {

using attn::Source, attn::source, attn::sources_in;

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// A standard header: no folder and no ".h". C's own headers have names of their own in C++.
bool is_standard(const std::string& name) { return name[0] == '<' && name.find_first_of("./") == std::string::npos; }

bool is_platform(const std::string& name) {
    for (const char* word : {"SDL", "GLES", "GL/", "glad", "opengl", "emscripten", "imgui_impl"})
        if (contains(name, word)) return true;
    return false;
}

// The files that may know the window system.
bool is_host(const std::string& path) {
    return path.starts_with("shell/host/host_") || path.starts_with("shell/desktop/");
}

// A room may include itself and rooms of a lower rank. ARCHITECTURE.md prints the same table.
struct Room {
    std::string_view name;
    int rank;
};
constexpr Room kRooms[] = {
    {"engine/math", 0},       {"engine/words", 0},     {"engine/formats", 10},  {"engine/tensor", 15},
    {"engine/attention", 20}, {"engine/models", 22},   {"engine/train", 25},    {"engine/run", 30},
    {"engine/stages", 40},    {"engine/analysis", 50}, {"engine/exchange", 50}, {"engine/cli", 60},
    {"shell/layout", 70},     {"shell/draw", 80},      {"shell/program", 80},   {"shell/scene", 90},
    {"shell/input", 90},      {"shell/views", 100},    {"shell/report", 110},   {"shell/host", 110},
    {"shell/desktop", 120},   {"web/program", 120},
};

std::string_view folder_of(std::string_view path) { return path.substr(0, path.find_last_of('/')); }

const Room* room_of(std::string_view path) {
    const auto at =
        std::find_if(std::begin(kRooms), std::end(kRooms), [&](const Room& r) { return folder_of(path) == r.name; });
    return at == std::end(kRooms) ? nullptr : at;
}

// Whether a call of printf or its kin writes a number with a decimal point: "%.2f", "%8g", "%.*Le".
bool prints_decimals(std::string_view code) {
    for (auto call = code.find("printf("); call != std::string_view::npos; call = code.find("printf(", call + 1)) {
        const auto arguments = code.substr(call, code.find(';', call) - call);
        for (auto at = arguments.find('%'); at != std::string_view::npos; at = arguments.find('%', at + 1)) {
            at = arguments.find_first_not_of("-+#0123456789.*lL", at + 1);
            if (at == std::string_view::npos) break;
            if (contains("aAeEfFgG", arguments.substr(at, 1))) return true;
        }
    }
    return false;
}

// What obeys the locale of the process, so that a German's decimals have a comma; "" when nothing does. Decimals are
// read and written by engine/formats/decimal.h and number.h.
std::string obeys_locale(const Source& s) {
    for (const char* word :
         {"std::strto", "strtod(",  "strtof(",  "strtol(",      "strtoul(",  "atof(",       "atoi(",
          "atol(",      "sscanf(",  "std::sto", "stringstream", "setlocale", "std::locale", "isalpha(",
          "isdigit(",   "isalnum(", "isspace(", "isxdigit(",    "tolower(",  "toupper("})
        if (contains(s.text, word)) return word;
    return prints_decimals(s.whole) ? "a decimal in printf" : "";
}

// What is wrong with one file; "" when nothing is.
std::string fault(const Source& s) {
    if (const std::string what = obeys_locale(s); !what.empty()) return s.path + " has " + what;
    if (const Room* own = room_of(s.path))
        for (const std::string& name : s.includes)
            if (const Room* other = room_of(name); other && other != own && other->rank >= own->rank)
                return s.path + " includes " + name + ", whose room is not below its own";
    const bool engine = s.path.starts_with("engine/"), shell = s.path.starts_with("shell/");
    const bool command_line = s.path.starts_with("engine/cli/") || s.path == "engine/example.cpp";
    for (const std::string& name : s.includes) {
        const bool kernels = s.path.starts_with("engine/math/kernels_");
        if (kernels && (name == "<immintrin.h>" || name == "<wasm_simd128.h>")) continue;
        if (command_line && name == "<sys/resource.h>") continue; // how much memory a benchmark took
        const bool decimals = s.path == "engine/formats/decimal.cpp" || s.path == "engine/formats/number.cpp";
        if (decimals && name.starts_with("<double-conversion/")) continue;
        if (engine && !is_standard(name) && !name.starts_with("engine/") && !name.starts_with("<Eigen/"))
            return s.path + " includes " + name;
        if (shell && (name.starts_with("web/") || name.starts_with("tests/"))) return s.path + " includes " + name;
        if (shell && !is_host(s.path) && is_platform(name)) return s.path + " includes " + name;
        if (!engine && name.starts_with("engine/cli/")) return s.path + " includes the command line: " + name;
        if (contains(name, "emscripten") && !s.path.starts_with("web/")) return s.path + " includes " + name;
        if (engine && !command_line) {
            constexpr std::array<std::string_view, 13> never{
                "<iostream>", "<fstream>", "<ostream>", "<istream>",    "<sstream>",   "<chrono>", "<thread>",
                "<mutex>",    "<random>",  "<ctime>",   "<filesystem>", "<stdexcept>", "<future>"};
            if (std::find(never.begin(), never.end(), name) != never.end()) return s.path + " includes " + name;
        }
    }
    if (contains(s.text, "__EMSCRIPTEN__") && !s.path.starts_with("web/") && !is_host(s.path))
        return s.path + " asks for __EMSCRIPTEN__";
    if (engine)
        for (const char* word :
             {"throw ", "throw;", "try {", "catch (", "std::cout", "std::rand", "std::time", "fopen"})
            if (contains(s.text, word)) return s.path + " has " + word;
    if (engine && !command_line) // std::snprintf writes into memory and is welcome
        for (const char* word : {"stdout", "stderr", "std::printf", "std::puts"})
            if (contains(s.text, word)) return s.path + " has " + word;
    return {};
}

} // namespace

TEST_CASE("the engine knows nothing of the shell, the shell nothing of the page, and nobody the browser but web") {
    std::size_t engine = 0;
    for (const char* folder : {"engine", "shell", "web"})
        for (const Source& s : sources_in(folder)) {
            engine += s.path.starts_with("engine/");
            CHECK(fault(s) == "");
        }
    CHECK(engine > 30);
}

TEST_CASE("every source of engine and shell is in a room") {
    for (const char* folder : {"engine", "shell"})
        for (const Source& s : sources_in(folder)) {
            CAPTURE(s.path);
            CHECK((room_of(s.path) || s.path == "engine/example.cpp"));
        }
}

TEST_CASE("ARCHITECTURE.md prints the table of rooms and ranks") {
    const std::string text = attn::file_text(attn::source_path("ARCHITECTURE.md"));
    for (const Room& room : kRooms) {
        CAPTURE(room.name);
        CHECK(contains(text, "| `" + std::string(room.name) + "` | " + std::to_string(room.rank) + " |"));
    }
    std::size_t rows = 0;
    for (auto at = text.find("\n| `"); at != std::string::npos; at = text.find("\n| `", at + 1)) {
        const std::string_view row = std::string_view(text).substr(at + 4);
        rows += room_of(std::string(row.substr(0, row.find('`'))) + "/x") != nullptr;
    }
    CHECK(rows == std::size(kRooms));
}

namespace {

// The first document of the root folder that a text names and that is not there: whoever reads it could not look it up.
std::string missing_document(std::string_view text) {
    constexpr std::string_view ending = ".md";
    for (auto at = text.find(ending); at != std::string_view::npos; at = text.find(ending, at + 1)) {
        auto begin = at;
        while (begin > 0 && ((text[begin - 1] >= 'A' && text[begin - 1] <= 'Z') || text[begin - 1] == '_')) --begin;
        const std::string name(text.substr(begin, at - begin));
        if (name.size() > 1 && !std::filesystem::exists(attn::source_path(name + ".md"))) return name;
    }
    return {};
}

} // namespace

TEST_CASE("no source cites a document that is not in the repository") {
    std::size_t files = 0;
    for (const char* folder : {"engine", "shell", "web", "tests", "cmake"})
        for (const auto& entry : std::filesystem::recursive_directory_iterator(attn::source_path(folder))) {
            const std::string kind = entry.path().extension().string();
            if (kind != ".h" && kind != ".cpp" && kind != ".js" && kind != ".mjs" && kind != ".cmake" && kind != ".css")
                continue;
            ++files;
            CAPTURE(entry.path().string());
            CHECK(missing_document(attn::file_text(entry.path().string())) == "");
        }
    CHECK(files > 100);
    CHECK(missing_document("// see README.md and ARCHITECTURE.md, or readme.md") == "");
    CHECK(missing_document("// the bar of NUMBERS" + std::string(".md, which is nowhere")) == "NUMBERS");
}

TEST_CASE("the test of the includes sees what it should see") {
    const auto wrong = [](const std::string& path, std::string_view text) {
        return !fault(source(path, text)).empty();
    };
    CHECK_FALSE(wrong("engine/stages/x.cpp", "#include <Eigen/Core>\n#include <vector>\n#include \"stage.h\"\n"));
    CHECK_FALSE(wrong("engine/stages/x.cpp", "#include \"engine/run/config.h\"\n"));
    CHECK(wrong("engine/run/x.cpp", "#include \"engine/stages/stage.h\"\n"));
    CHECK(wrong("engine/words/x.cpp", "#include \"engine/math/ops.h\"\n"));
    CHECK(wrong("shell/program/x.cpp", "#include \"shell/draw/theme.h\"\n"));
    CHECK_FALSE(wrong("web/program/export/x.cpp", "#include \"engine/exchange/export_file.h\"\n"));
    CHECK(wrong("web/program/export/x.cpp", "#include \"engine/cli/cli.h\"\n"));
    CHECK(wrong("shell/report/x.cpp", "#include \"engine/cli/cli.h\"\n"));
    CHECK_FALSE(wrong("engine/x.cpp", "// #include <SDL.h> and throw everything\nconst char* s = \"throw x\";\n"));
    CHECK_FALSE(wrong("shell/x.cpp",
                      "#include <imgui.h>\n#include \"engine/stages/stage.h\"\n#include \"shell/scene/scene.h\"\n"));
    CHECK_FALSE(wrong("shell/host/host_sdl.cpp", "#include <SDL.h>\n#ifdef __EMSCRIPTEN__\n#endif\n"));
    CHECK_FALSE(wrong("web/bridge.cpp", "#include <emscripten.h>\n#include \"shell/app.h\"\n"));
    CHECK_FALSE(wrong("engine/cli/attn_main.cpp", "#include <cstdio>\n"));
    CHECK_FALSE(wrong("engine/math/kernels_avx2.cpp", "#include <immintrin.h>\n"));
    CHECK_FALSE(wrong("engine/formats/number.cpp", "#include <double-conversion/double-to-string.h>\n"));
    CHECK_FALSE(wrong("shell/x.cpp", "void f() { std::snprintf(b, 9, \"100%% of %08x, %s\", 1, s); }\n"));
    CHECK_FALSE(wrong("shell/x.cpp", "void f() { printf(\"%s\", s); ImGui::SliderFloat(s, &x, 0, 1, \"%.2f\"); }\n"));
    CHECK_FALSE(wrong("shell/x.cpp", "// std::strtod, \"%.2f\" of printf()\nconst char* s = \"strtod(\";\n"));
    for (const char* code :
         {"std::strtod(s, &end);", "strtof(s, 0);", "std::sscanf(s, \"%d\", &i);", "std::stod(s);", "atof(s);",
          "std::snprintf(b, 9, \"%.2f\", x);", "printf(\"%s %8g\", s, x);", "snprintf(b, 9, \"%.*Le\", 2, x);",
          "std::isalpha(c);", "setlocale(LC_ALL, \"\");", "std::stringstream s;"})
        for (const char* path : {"engine/x.cpp", "engine/cli/attn_x.cpp", "shell/desktop/main.cpp", "web/bridge.cpp"})
            CHECK(wrong(path, "void f() { " + std::string(code) + " }\n"));
    CHECK(wrong("engine/x.cpp", "#include <double-conversion/double-to-string.h>\n"));
    CHECK(wrong("engine/math/ops.cpp", "#include <immintrin.h>\n"));
    CHECK(wrong("engine/x.cpp", "#include \"shell/app.h\"\n"));
    CHECK(wrong("engine/x.cpp", "#include \"../shell/app.h\"\n"));
    CHECK(wrong("engine/x.cpp", "#include <imgui.h>\n"));
    CHECK(wrong("engine/x.cpp", "  #include   <SDL2/SDL.h>\n"));
    CHECK(wrong("engine/x.cpp", "#include <iostream>\n"));
    CHECK(wrong("engine/x.cpp", "#include <chrono>\n"));
    CHECK(wrong("engine/x.cpp", "void f() { std::printf(\"x\"); }\n"));
    CHECK(wrong("engine/x.cpp", "#include \"web/bridge.h\"\n"));
    CHECK(wrong("engine/x.cpp", "void f() { throw 1; }\n"));
    CHECK(wrong("engine/x.cpp", "#ifdef __EMSCRIPTEN__\n#endif\n"));
    CHECK(wrong("shell/x.cpp", "#include <SDL.h>\n"));
    CHECK(wrong("shell/scene/x.cpp", "#include <GLES3/gl3.h>\n"));
    CHECK(wrong("shell/x.cpp", "#include \"imgui_impl_sdl2.h\"\n"));
    CHECK(wrong("shell/x.cpp", "#include \"web/bridge.h\"\n"));
    CHECK(wrong("shell/desktop/main.cpp", "#include <emscripten.h>\n"));
    CHECK(wrong("shell/x.cpp", "#if defined(__EMSCRIPTEN__)\n#endif\n"));
}
