// The keys of a link that say how a run is shown, and change no number of it: the parameters that the shell adds to
// those of Config (shell/program/state.h), and that the command line passes over, or reads its cell from.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace attn {

inline constexpr std::array<std::string_view, 25> kViewKeys{
    "scene",    "zoom",   "at-x",      "at-y",       "stage", "time",  "head",  "matrix",   "row",
    "col",      "theme",  "against",   "other-head", "pin",   "d-k",   "speed", "autoplay", "pencil",
    "readonly", "motion", "all-heads", "through",    "ask",   "guess", "lead"};

constexpr bool is_view_key(std::string_view key) {
    return std::find(kViewKeys.begin(), kViewKeys.end(), key) != kViewKeys.end();
}

} // namespace attn
