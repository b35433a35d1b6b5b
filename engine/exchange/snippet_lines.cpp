#include "snippet_lines.h"

#include <algorithm>

#include "engine/stages/titles.h"

namespace attn {

std::string commented(const Words& remarks, std::string_view key, std::initializer_list<Filling> slots) {
    std::string out = "# ";
    for (const char c : text(remarks, key, slots)) {
        const bool bare = out.ends_with("# ");
        if (c == '\n' && bare) out.pop_back();
        out += c;
        if (c == '\n') out += "# ";
    }
    return out + "\n";
}

std::string part_title(std::string_view words) {
    return "\n\n# " + std::string(72 - std::min<std::size_t>(words.size() + 1, 60), '-') + " " + std::string(words) +
           "\n";
}

std::string Lines::say(std::string_view key, std::initializer_list<Filling> slots) const {
    return text(words.remarks, key, slots);
}

std::string Lines::pick(std::string_view numpy, std::string_view torch) const {
    return std::string(library == Library::numpy ? numpy : torch);
}

void Lines::add(std::string_view line) { out += std::string(line) + "\n"; }

void Lines::add(const std::string& code, std::string_view remark) {
    out += code + (remark.empty() ? "" : "  # " + std::string(remark)) + "\n";
}

void Lines::show(Tensor tensor, const std::string& what) {
    out += "show(" + python_string(tensor_title(words.names, tensor)) + ", " + what + ")\n";
}

void Lines::step(int number, std::string_view key) { out += "\n# " + std::to_string(number) + ". " + say(key) + "\n"; }

std::string Lines::broken_remark(std::string_view mistake, std::string_view right) const {
    return "# " + say("snippet.broken", {{"mistake", mistake}, {"right", right}});
}

void Lines::broken(std::string_view mistake, std::string_view right) { add(broken_remark(mistake, right)); }

} // namespace attn
