#include "sources.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "cases.h"

namespace attn {

namespace {

// Whether a quote parts the digits of a number: 160'000, but not u'x' nor U'x'.
bool between_digits(std::string_view text, std::size_t at) {
    const auto is_digit = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; };
    return at > 0 && is_digit(text[at - 1]) && at + 1 < text.size() && is_digit(text[at + 1]);
}

// Comments and strings may talk about anything; only code counts. The names in #include lines are kept, and on demand
// all strings.
std::string code_only(std::string_view text, bool strings = false) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto rest = text.substr(i);
        if (rest.starts_with("//")) i += std::min(rest.find('\n'), rest.size());
        else if (rest.starts_with("/*")) i += std::min(rest.find("*/", 2), rest.size() - 2) + 2;
        else if (rest[0] == '"' || (rest[0] == '\'' && !between_digits(text, i))) {
            const bool include = out.find("#include", out.find_last_of('\n') + 1) != std::string::npos;
            std::size_t end = 1;
            while (end < rest.size() && rest[end] != rest[0]) end += rest[end] == '\\' ? 2 : 1;
            out += include || strings ? std::string(rest.substr(0, end + 1)) : "\"\"";
            i += std::min(end + 1, rest.size());
        } else {
            out += rest[0];
            ++i;
        }
    }
    return out;
}

// <Eigen/Core> stays "<Eigen/Core>", "stage.h" becomes the path seen from the root: "engine/stage.h".
std::vector<std::string> includes_of(std::string_view code, const std::string& folder) {
    std::vector<std::string> out;
    for (auto at = code.find("#include"); at != std::string_view::npos; at = code.find("#include", at + 1)) {
        const auto line = code.substr(at, code.find('\n', at) - at);
        const auto first = line.find_first_of("<\""), last = line.find_last_of(">\"");
        if (first == std::string_view::npos || last <= first) continue;
        const std::string name(line.substr(first, last - first + 1)), bare = name.substr(1, name.size() - 2);
        const auto near = std::filesystem::path(source_path(folder + "/" + bare));
        out.push_back(name[0] == '"' && std::filesystem::exists(near) ? folder + "/" + bare
                      : name[0] == '"'                                ? bare
                                                                      : name);
    }
    return out;
}

} // namespace

Source source(const std::string& path, std::string_view text) {
    Source out{path, code_only(text), code_only(text, true), {}};
    out.includes = includes_of(out.text, path.substr(0, path.find_last_of('/')));
    return out;
}

std::vector<Source> sources_in(const std::string& folder) {
    std::vector<Source> out;
    const std::filesystem::path root = source_path("");
    if (!std::filesystem::exists(root / folder)) return out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
        const std::string kind = entry.path().extension().string();
        if (kind != ".h" && kind != ".cpp") continue;
        out.push_back(source(entry.path().lexically_relative(root).generic_string(), file_text(entry.path().string())));
    }
    std::sort(out.begin(), out.end(), [](const Source& a, const Source& b) { return a.path < b.path; });
    return out;
}

} // namespace attn
