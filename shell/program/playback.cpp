#include "playback.h"

#include <algorithm>

#include "ask.h"
#include "control.h"
#include "shell/layout/stops.h"
#include "shell/layout/timeline.h"
#include "words.h"

namespace attn {

namespace {

constexpr double kSameMoment = 0.002; // a link rounds times to three decimals

int index_of(const AppState& s) { return stage_index(s.config, s.stage); }
bool is_last(const AppState& s) { return s.stage == offered_stages(s.config).back(); }

void enter(AppState& s, int index) {
    s.stage = offered_stages(s.config)[static_cast<std::size_t>(index)];
    s.time = 0;
}

// The words stand still: what is played is how the weights of the word that asks come about, from the beginning.
void leave_words(Program& p) {
    if (p.state.view != View::words) return;
    p.state.lead = query_of(p) + 1;
    enter(p.state, 0);
    fly(p, View::stage, {});
}

} // namespace

Moment moment_of(const Program& p) {
    const AppState& s = p.state;
    const auto asked = s.lead > 0 ? std::nullopt : asked_cell(p);
    const int of_asked = asked && info(asked->tensor).rows == Axis::query ? asked->row : -1;
    return {s.stage, s.time, s.lead > 0 ? s.lead - 1 : of_asked};
}

void play(Program& p) {
    leave_words(p);
    AppState& s = p.state;
    // A stage that was watched to its end is followed by the next one; any other is shown from its beginning.
    const bool watched = p.watched || s.view == View::compare; // where nothing moves
    if (s.time >= 1) enter(s, !watched ? index_of(s) : is_last(s) ? 0 : index_of(s) + 1);
    p.watched = false;
    p.playing = s.through || s.autoplay ? Playing::all : Playing::one_stage;
}

void pause(Program& p) { p.playing = Playing::no; }

void toggle_play(Program& p) { p.playing == Playing::no ? play(p) : pause(p); }

void next(Program& p) {
    leave_words(p);
    AppState& s = p.state;
    if (p.playing == Playing::one_stage) {
        s.time = 1;
        p.playing = Playing::no;
        p.watched = true;
        return;
    }
    if (s.time >= 1 && is_last(s)) return pause(p);
    if (s.time >= 1) enter(s, index_of(s) + 1);
    p.playing = Playing::one_stage;
    if (reduced_motion(p) || s.view == View::compare) s.time = 1, p.playing = Playing::no;
}

void prev(Program& p) {
    if (p.state.view == View::words) return;
    AppState& s = p.state;
    p.playing = Playing::no;
    if (index_of(s) == 0) s.time = 0;
    else s.stage = offered_stages(s.config)[static_cast<std::size_t>(index_of(s) - 1)], s.time = 1;
}

void step(Program& p) {
    leave_words(p);
    AppState& s = p.state;
    if (p.playing == Playing::one_piece) s.time = p.until; // it need not be waited for
    else if (s.time >= 1 && !is_last(s)) enter(s, index_of(s) + 1);
    p.playing = Playing::no;
    if (s.time >= 1) return;
    const std::vector<double> pieces = stops(p.now.run.trace, s.stage, moment_of(p).lead);
    p.until = *std::upper_bound(pieces.begin(), pieces.end() - 1, s.time + kSameMoment);
    if (reduced_motion(p)) s.time = p.until;
    else p.playing = Playing::one_piece;
}

void step_back(Program& p) {
    if (p.state.view == View::words) return;
    AppState& s = p.state;
    p.playing = Playing::no;
    if (s.time <= 0) return prev(p);
    const std::vector<double> pieces = stops(p.now.run.trace, s.stage, moment_of(p).lead);
    const auto before = std::lower_bound(pieces.begin(), pieces.end(), s.time - kSameMoment);
    s.time = before == pieces.begin() ? 0 : *(before - 1);
}

void seek(Program& p, double where) {
    leave_words(p);
    const Moment to = moment(p.state.config, where);
    p.playing = Playing::no, p.watched = false;
    p.state.stage = to.stage;
    p.state.time = to.time;
    refresh(p);
}

void reset(Program& p) {
    p.playing = Playing::no;
    select(p.state, std::nullopt);
    p.state.lead = 0;
    enter(p.state, 0);
}

} // namespace attn
