#include "program.h"

#include <algorithm>

#include "engine/text.h"
#include "timeline.h"
#include "type.h"

namespace attn {

namespace {
constexpr double kRest = 0.9, kReducedRest = 2.5; // seconds between stages while all are played
}

Program started(std::string_view settings, const Environment& environment) {
    Program p{.environment = environment};
    p.now = derived(p.state.config);
    set(p, settings);
    if (p.state.autoplay) command(p, "play");
    return p;
}

void set(Program& p, std::string_view settings) {
    const AppState before = p.state;
    p.notices = apply(p.state, p.draft, settings);
    if (!covers(p.state.config.text)) p.notices.push_back({"text", std::string(text("notice.no_glyph"))});
    if (p.state.config != p.now.built_from) p.now = derived(p.state.config);
    const Notices moved = confine_selection(p.state, p.now.trace, settings);
    // They say more exactly what the range of the parameter alone has said already.
    for (const Notice& notice : moved) std::erase_if(p.notices, [&](const Notice& n) { return n.key == notice.key; });
    p.notices.insert(p.notices.end(), moved.begin(), moved.end());
    if (p.state.stage != before.stage || p.state.time != before.time) p.playing = Playing::no;
}

bool command(Program& p, std::string_view name) {
    AppState& s = p.state;
    const std::vector<Stage> stages = offered_stages(s.config);
    const int index = stage_index(s.config, s.stage);
    const bool last = s.stage == stages.back();
    const auto enter = [&](int stage) {
        s.stage = stages[static_cast<std::size_t>(stage)];
        s.time = 0;
    };
    if (name == "toggle") return command(p, p.playing == Playing::no ? "play" : "pause");
    if (name == "pause") p.playing = Playing::no;
    else if (name == "play") {
        if (s.time >= 1) enter(last ? 0 : index + 1);
        p.playing = Playing::all;
        p.rest = 0;
    } else if (name == "next") {
        // While a stage is under way, "next" first completes it.
        if (p.playing == Playing::one_stage) s.time = 1, p.playing = Playing::no;
        else if (s.time >= 1 && last) p.playing = Playing::no;
        else {
            if (s.time >= 1) enter(index + 1);
            p.playing = Playing::one_stage;
            if (reduced_motion(p)) s.time = 1, p.playing = Playing::no;
        }
    } else if (name == "prev") {
        p.playing = Playing::no;
        if (index == 0) s.time = 0;
        else s.stage = stages[static_cast<std::size_t>(index - 1)], s.time = 1;
    } else if (name == "reset") {
        p.playing = Playing::no;
        select(s, std::nullopt);
        enter(0);
    } else return false;
    return true;
}

void seek(Program& p, double where) {
    const Moment m = moment(p.state.config, where);
    p.playing = Playing::no;
    p.state.stage = m.stage;
    p.state.time = m.time;
}

void advance(Program& p, double seconds) {
    if (p.playing == Playing::no) return;
    seconds = std::clamp(seconds, 0.0, 0.1);
    AppState& s = p.state;
    if (s.time < 1) {
        if (reduced_motion(p)) s.time = 1;
        else s.time = std::min(1.0, s.time + seconds * s.speed / info(s.stage).seconds);
        if (s.time < 1) return;
        p.rest = reduced_motion(p) ? kReducedRest : kRest;
        if (p.playing == Playing::one_stage || s.stage == kStages.back().id) p.playing = Playing::no;
        return;
    }
    p.rest -= seconds * s.speed;
    if (p.rest > 0) return;
    s.stage = offered_stages(s.config)[static_cast<std::size_t>(stage_index(s.config, s.stage) + 1)];
    s.time = 0;
}

bool dark(const Program& p) {
    return p.state.theme == ThemeChoice::automatic ? p.environment.dark : p.state.theme == ThemeChoice::dark;
}

bool reduced_motion(const Program& p) {
    return p.state.motion == Motion::automatic ? p.environment.reduced_motion : p.state.motion == Motion::reduce;
}

} // namespace attn
