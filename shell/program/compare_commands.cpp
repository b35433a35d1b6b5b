#include "compare_commands.h"

#include "compare.h"
#include "compare_work.h"
#include "control.h"

namespace attn {

void pin(Program& p) {
    p.state.pin.run = p.state.config;
    p.state.against = Against::pin;
}

void unpin(Program& p) { p.state.pin.run.reset(); }

void toggle_pin(Program& p) { p.state.pin.run ? unpin(p) : pin(p); }

bool next_other_head(Program& p) {
    AppState& s = p.state;
    if (s.view != View::compare) return false;
    s.other_head = s.other_head >= s.config.heads ? 1 : s.other_head + 1;
    return true;
}

bool next_against(Program& p) {
    AppState& s = p.state;
    if (s.view != View::compare) return false;
    s.against = static_cast<Against>((static_cast<int>(s.against) + 1) % kAgainst.size());
    return true;
}

bool go_to_difference(Program& p) { return p.state.view == View::compare && show_difference(p); }

bool show_mistake(Program& p) {
    if (p.state.view != View::compare) return false;
    const std::vector<const MistakeInfo*> hidden = harmless_mistakes(p.state.config);
    for (const MistakeInfo* m : hidden) set(p, m->shown_with);
    return hidden.empty() || go_to_difference(p);
}

} // namespace attn
