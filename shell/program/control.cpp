#include "control.h"

#include <algorithm>

#include "compare_work.h"
#include "engine/run/remarks.h"
#include "engine/words/text.h"
#include "scaling_experiment.h"

namespace attn {

namespace {
constexpr double kRest = 0.9, kReducedRest = 2.5; // seconds between stages while all are played
constexpr double kFlight = 0.9, kNearer = 0.22;   // seconds between stage and map, and from camera to camera
} // namespace

Program started(std::string_view settings, const Environment& environment, Opened opened) {
    Program p{.environment = environment};
    p.state.config.opened = std::move(opened);
    p.now = derived(p.state.config);
    set(p, settings);
    p.history = {};    // before this there was nothing
    p.flight.done = 1; // nobody has been anywhere else
    return p;
}

void set(Program& p, std::string_view settings) {
    const AppState before = p.state;
    p.notices = apply(p.state, p.draft, settings);
    // Another question has no answer yet, unless the text brings it.
    const KeyValues named = key_values(settings);
    const auto names = [&](std::string_view key) {
        return std::ranges::any_of(named, [&](const auto& kv) { return kv.first == key; });
    };
    if (p.state.ask != before.ask && !names("guess")) p.state.guess = {}, p.guessing.reset();
    // The words have no stages: whoever names one wants to see it.
    if (before.view == View::words && names("stage") && !names("scene")) p.state.view = View::stage;
    const auto& can_set = p.environment.can_set;
    if (can_set && !(can_set(p.state.config.text) && can_set(p.state.config.memory)))
        p.notices.push_back({"text", said("notice.no_glyph")});
    note(p.history, before.config, p.state.config);
    if (p.state.config != p.now.run.config) p.now = derived(p.state.config);
    if (const auto inactive = inactive_edits(p.now.run)) p.notices.push_back(*inactive);
    if (p.state.view != before.view) {
        // Another scene begins with all of it in view, unless the text says where.
        const AppState wanted = p.state;
        p.state.view = before.view, p.state.camera = before.camera;
        fly(p, wanted.view, wanted.camera == before.camera ? Camera{} : wanted.camera);
    } else if (p.state.camera != before.camera) p.flight.done = 1;
    const Notices moved = confine_selection(p.state, p.now.run.trace, settings);
    // They say more exactly what the range of the parameter alone has said already.
    for (const Notice& notice : moved) std::erase_if(p.notices, [&](const Notice& n) { return n.key == notice.key; });
    p.notices.insert(p.notices.end(), moved.begin(), moved.end());
    refresh(p);
    if (p.state.stage != before.stage || p.state.time != before.time) p.playing = Playing::no, p.watched = false;
}

void restore(Program& p, const Config& config) {
    Opened opened = config.opened ? config.opened : p.state.config.opened; // which no text can carry
    p.state.config = config;
    p.state.config.opened = std::move(opened);
    fit(p.state);
    p.draft.reset();
    p.now = derived(p.state.config);
    confine_selection(p.state, p.now.run.trace, {});
    p.notices = remarks(config);
    if (const auto inactive = inactive_edits(p.now.run)) p.notices.push_back(*inactive);
    refresh(p);
}

void change(Program& p, const Config& config) {
    if (config == p.state.config) return;
    note(p.history, p.state.config, config);
    restore(p, config);
}

void show_file(Program& p, Opened opened) {
    Config c = p.state.config;
    const Config before = c;
    take_file(c, std::move(opened));
    // A link may have asked for other heads than the file suggests.
    if (p.draft && needs_file(before)) {
        Config asked = c;
        asked.heads = p.draft->heads;
        if (!problem(asked)) c = asked;
    }
    Notices notices;
    settle(before, c, {}, notices);
    change(p, c);
    p.notices.insert(p.notices.begin(), notices.begin(), notices.end());
}

void refresh(Program& p) {
    refresh_comparison(p);
    if (p.state.view == View::scaling) refresh_experiment(p.experiment, p.state.config.seed, p.state.experiment_d_k);
}

namespace {
// Whether there is a way from one view to the other that can be shown: stage and map share their matrices, the words
// are a row of the stage softmax.
bool joined(const AppState& s, View a, View b) {
    const bool words = (a == View::words && b == View::stage) || (a == View::stage && b == View::words);
    return words ? s.stage == Stage::softmax && s.time >= 1 : has_camera(a) && has_camera(b);
}
} // namespace

void fly(Program& p, View view, const Camera& to) {
    if (p.state.view == view && p.state.camera == to) return;
    p.flight = {p.state.view, camera(p), reduced_motion(p) || !joined(p.state, p.state.view, view) ? 1.0 : 0.0};
    p.state.view = view;
    p.state.camera = to;
}

void trim_heads(Program& p) {
    p.now.run.trace.by_head.trim();
    if (p.comparison.other) p.comparison.other->run.trace.by_head.trim();
}

void advance(Program& p, double seconds) {
    trim_heads(p);
    seconds = std::clamp(seconds, 0.0, 0.1);
    if (p.state.view == View::compare) compare_on(p);
    const double flight = p.flight.from_view == p.state.view ? kNearer : kFlight;
    p.flight.done = std::min(1.0, p.flight.done + seconds / flight);
    AppState& s = p.state;
    if (s.view == View::scaling) p.playing = Playing::no; // which has no stages to play
    if (p.playing == Playing::no) return;
    if (p.playing == Playing::one_piece) {
        s.time = std::min(p.until, s.time + seconds * s.speed / info(s.stage).seconds);
        if (s.time >= p.until) p.playing = Playing::no;
        return;
    }
    if (s.time < 1) {
        if (reduced_motion(p)) s.time = 1;
        else s.time = std::min(1.0, s.time + seconds * s.speed / info(s.stage).seconds);
        if (s.time < 1) return;
        p.watched = true;
        p.rest = reduced_motion(p) ? kReducedRest : kRest;
        if (p.playing == Playing::one_stage || s.stage == offered_stages(s.config).back()) p.playing = Playing::no;
        return;
    }
    p.rest -= seconds * s.speed;
    if (p.rest > 0) return;
    s.stage = offered_stages(s.config)[static_cast<std::size_t>(stage_index(s.config, s.stage) + 1)];
    s.time = 0;
    refresh(p);
}

} // namespace attn
