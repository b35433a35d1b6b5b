#include "program.h"

#include "shell/layout/timeline.h"

namespace attn {

bool has_camera(View view) { return view == View::stage || view == View::map; }

Camera camera(const Program& p) {
    const Flight& f = p.flight;
    return f.from_view == p.state.view ? between(f.from, p.state.camera, ease(f.done)) : p.state.camera;
}

bool flying(const Program& p) { return p.flight.done < 1 && p.flight.from_view != p.state.view; }

bool is_compared(const Program& p) {
    return p.comparison.built_from && p.comparison.made == p.comparison.pieces.size();
}

bool moving(const Program& p) {
    return p.playing != Playing::no || p.flight.done < 1 || (p.state.view == View::compare && !is_compared(p));
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
