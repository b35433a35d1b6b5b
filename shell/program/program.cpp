#include "program.h"

#include <algorithm>

#include "edit.h"
#include "engine/words/text.h"
#include "move_selection.h"
#include "shell/layout/stops.h"
#include "shell/layout/timeline.h"

namespace attn {

namespace {
constexpr double kSameMoment = 0.002;             // a link rounds times to three decimals
constexpr double kRest = 0.9, kReducedRest = 2.5; // seconds between stages while all are played
constexpr double kFlight = 0.9, kNearer = 0.22;   // seconds between stage and map, and from camera to camera

// The commands that move the camera.
bool camera_command(Program& p, std::string_view name) {
    constexpr double nearer = 1.5, share = 0.2;
    Camera to = p.state.camera;
    const double step = share / to.zoom;
    if (name == "fit") to = {};
    else if (name == "zoom-in") to.zoom *= nearer;
    else if (name == "zoom-out") to.zoom /= nearer;
    else if (name == "pan-left") to.x -= step;
    else if (name == "pan-right") to.x += step;
    else if (name == "pan-up") to.y -= step;
    else if (name == "pan-down") to.y += step;
    else return false;
    if (has_camera(p.state.view)) fly(p, p.state.view, confined(to));
    return true;
}

// Out of what is nearest: the selected cell, the zoom, the stage.
void leave(Program& p) {
    if (p.state.row > 0) select(p.state, std::nullopt);
    else if (p.state.camera != Camera{}) fly(p, p.state.view, {});
    else if (p.state.view == View::stage) fly(p, View::map, {});
}

} // namespace

bool has_camera(View view) { return view == View::stage || view == View::map; }

void fly(Program& p, View view, const Camera& to) {
    if (p.state.view == view && p.state.camera == to) return;
    p.flight = {p.state.view, camera(p), reduced_motion(p) ? 1.0 : 0.0};
    p.state.view = view;
    p.state.camera = to;
}

Camera camera(const Program& p) {
    const Flight& f = p.flight;
    return f.from_view == p.state.view ? between(f.from, p.state.camera, ease(f.done)) : p.state.camera;
}

bool flying(const Program& p) { return p.flight.done < 1 && p.flight.from_view != p.state.view; }

bool moving(const Program& p) { return p.playing != Playing::no || p.flight.done < 1; }

Program started(std::string_view settings, const Environment& environment) {
    Program p{.environment = environment};
    p.now = derived(p.state.config);
    set(p, settings);
    p.history = {};    // before this there was nothing
    p.flight.done = 1; // nobody has been anywhere else
    if (p.state.autoplay) command(p, "play");
    return p;
}

void set(Program& p, std::string_view settings) {
    const AppState before = p.state;
    p.notices = apply(p.state, p.draft, settings);
    const auto can_set = p.environment.can_set;
    if (can_set && !(can_set(p.state.config.text) && can_set(p.state.config.memory)))
        p.notices.push_back({"text", std::string(text("notice.no_glyph"))});
    note(p.history, before.config, p.state.config);
    if (p.state.config != p.now.run.config) p.now = derived(p.state.config);
    if (const auto inactive = inactive_edits(p.now.run)) p.notices.push_back(*inactive);
    if (p.state.view != before.view) {
        // Another scene begins with all of it in view, unless the text says where.
        const AppState wanted = p.state;
        p.state.view = before.view, p.state.camera = before.camera;
        fly(p, wanted.view, wanted.camera == before.camera ? Camera{} : wanted.camera);
        if (!has_camera(before.view) || !has_camera(wanted.view)) p.flight.done = 1;
    } else if (p.state.camera != before.camera) p.flight.done = 1;
    const Notices moved = confine_selection(p.state, p.now.run.trace, settings);
    // They say more exactly what the range of the parameter alone has said already.
    for (const Notice& notice : moved) std::erase_if(p.notices, [&](const Notice& n) { return n.key == notice.key; });
    p.notices.insert(p.notices.end(), moved.begin(), moved.end());
    refresh_comparison(p);
    refresh_experiment(p);
    if (p.state.stage != before.stage || p.state.time != before.time) p.playing = Playing::no;
}

void restore(Program& p, const Config& config) {
    p.state.config = config;
    fit(p.state);
    p.draft.reset();
    p.now = derived(config);
    confine_selection(p.state, p.now.run.trace, {});
    p.notices = remarks(config);
    if (const auto inactive = inactive_edits(p.now.run)) p.notices.push_back(*inactive);
}

void change(Program& p, const Config& config) {
    if (config == p.state.config) return;
    note(p.history, p.state.config, config);
    restore(p, config);
}

namespace {

bool obeyed(Program& p, std::string_view name) {
    AppState& s = p.state;
    const std::vector<Stage> stages = offered_stages(s.config);
    const int index = stage_index(s.config, s.stage);
    const bool last = s.stage == stages.back();
    const auto enter = [&](int stage) {
        s.stage = stages[static_cast<std::size_t>(stage)];
        s.time = 0;
    };
    if (camera_command(p, name)) return true;
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
            if (reduced_motion(p) || s.view == View::compare) s.time = 1, p.playing = Playing::no;
        }
    } else if (name == "prev") {
        p.playing = Playing::no;
        if (index == 0) s.time = 0;
        else s.stage = stages[static_cast<std::size_t>(index - 1)], s.time = 1;
    } else if (name == "step") {
        if (p.playing == Playing::one_piece) s.time = p.until; // it need not be waited for
        else if (s.time >= 1 && !last) enter(index + 1);
        p.playing = Playing::no;
        if (s.time >= 1) return true;
        const std::vector<double> pieces = stops(p.now.run.trace, s.stage);
        p.until = *std::upper_bound(pieces.begin(), pieces.end() - 1, s.time + kSameMoment);
        if (reduced_motion(p)) s.time = p.until;
        else p.playing = Playing::one_piece;
    } else if (name == "step-back") {
        p.playing = Playing::no;
        if (s.time <= 0) return command(p, "prev");
        const std::vector<double> pieces = stops(p.now.run.trace, s.stage);
        const auto before = std::lower_bound(pieces.begin(), pieces.end(), s.time - kSameMoment);
        s.time = before == pieces.begin() ? 0 : *(before - 1);
    } else if (name == "reset") {
        p.playing = Playing::no;
        select(s, std::nullopt);
        enter(0);
    } else if (name == "end") seek(p, static_cast<double>(stages.size()));
    else if (name == "left") move_selection(p, -1, 0);
    else if (name == "right") move_selection(p, 1, 0);
    else if (name == "up") move_selection(p, 0, -1);
    else if (name == "down") move_selection(p, 0, 1);
    else if (name == "help") p.help = !p.help;
    else if (name.starts_with("head-") && name.size() == 6) {
        if (const int head = name[5] - '0'; head >= 1 && head <= s.config.heads) s.head = head;
    } else if (name == "map") fly(p, View::map, {});
    else if (name == "leave") {
        // What lies on top is closed first.
        if (p.help) p.help = false;
        else leave(p);
    } else if (name == "enter") {
        if (s.view != View::map) return command(p, "next");
        fly(p, View::stage, {});
    } else return edit_command(p, name) || compare_command(p, name);
    return true;
}

} // namespace

bool command(Program& p, std::string_view name) {
    const bool done = obeyed(p, name);
    refresh_comparison(p);
    refresh_experiment(p);
    return done;
}

void seek(Program& p, double where) {
    const Moment m = moment(p.state.config, where);
    p.playing = Playing::no;
    p.state.stage = m.stage;
    p.state.time = m.time;
}

void advance(Program& p, double seconds) {
    // A new frame begins, so nobody holds on to a head of the last one.
    p.now.run.trace.by_head.trim();
    if (p.comparison.other) p.comparison.other->run.trace.by_head.trim();
    seconds = std::clamp(seconds, 0.0, 0.1);
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
        p.rest = reduced_motion(p) ? kReducedRest : kRest;
        if (p.playing == Playing::one_stage || s.stage == offered_stages(s.config).back()) p.playing = Playing::no;
        return;
    }
    p.rest -= seconds * s.speed;
    if (p.rest > 0) return;
    s.stage = offered_stages(s.config)[static_cast<std::size_t>(stage_index(s.config, s.stage) + 1)];
    s.time = 0;
}

Appearance appearance(const Program& p) {
    const Environment& e = p.environment;
    switch (p.state.theme) {
    case ThemeChoice::automatic:
        if (e.contrast) return e.dark ? Appearance::white_on_black : Appearance::black_on_white;
        return e.dark ? Appearance::dark : Appearance::light;
    case ThemeChoice::light: return Appearance::light;
    case ThemeChoice::dark: return Appearance::dark;
    case ThemeChoice::contrast: return e.dark ? Appearance::white_on_black : Appearance::black_on_white;
    }
    return Appearance::light;
}

bool reduced_motion(const Program& p) {
    return p.state.motion == Motion::automatic ? p.environment.reduced_motion : p.state.motion == Motion::reduce;
}

} // namespace attn
