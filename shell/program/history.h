// What the configuration was before: undo and redo. Time, selection and view are not part of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/run/config.h"

namespace attn {

inline constexpr std::size_t kMaxSteps = 100; // the oldest are forgotten

struct History {
    std::vector<Config> past{}, future{}; // the step to take next is the last one
    // While a drag or typing is under way: what the configuration was when it began. However many changes it makes,
    // they are one step.
    std::optional<Config> held{};
    bool noted = false; // the held one is in the past already
};

// The configuration has changed from `before` to `now`: what was undone can be redone no longer.
void note(History&, const Config& before, const Config& now);

void hold(History&, const Config& now);
// Ends what hold() began. What came back to where it was is no step at all.
void release(History&, const Config& now);

// The configuration to go back to, or forward; nothing when there is none. `now` is kept for the way back.
std::optional<Config> undone(History&, const Config& now);
std::optional<Config> redone(History&, const Config& now);

// All steps as text, a line each, for a program that takes over from this one; and the way back.
std::string history_text(const History&);
History history_of(std::string_view text);

} // namespace attn
