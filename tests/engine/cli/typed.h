// What is typed at `attn`, word by word.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/run/remarks.h"
#include "tests/engine/cases.h"

namespace attn_test {

using namespace attn;
using Strings = std::vector<std::string>;

// The options that give this configuration, as separate words.
inline Strings options_of(const Config& config) {
    Strings out;
    for_each_param(config, [&](const Param& p, const auto& member) {
        if (!is_option(p)) return;
        out.push_back("--" + std::string(p.key));
        out.push_back(param_text(p, member));
    });
    return out;
}

inline Strings with(Strings words, const Strings& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

inline bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

inline std::vector<Config> shown_cases() {
    std::vector<Config> out = few_cases();
    for (const Config& config : special_cases())
        if (remarks(config).empty()) out.push_back(config);
    return out;
}

} // namespace attn_test
