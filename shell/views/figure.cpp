#include "figure.h"

#include "compare_view.h"
#include "flight.h"
#include "map.h"
#include "scaling_view.h"
#include "shell/input/keys.h"
#include "shell/program/control.h"
#include "stage_view.h"
#include "words_view.h"

namespace attn {

Layout figure_layout(const Program& p, const Faces& faces, const Rect& area) {
    if (p.state.view == View::map) return seen(camera(p), plain_map(p, faces, area)).picture;
    return stage_layout(p, faces, area, camera(p));
}

namespace {

// Whoever walks out of the view by keys takes it along: to the selected cell, or on the map to the lit matrix. And
// whoever comes nearer comes nearer to the selected cell.
void keep_in_view(Program& p, const AppState& before, const Faces& faces, const Rect& area) {
    const AppState& s = p.state;
    if (s.camera == Camera{} || s.view != before.view) return;
    const bool nearer = s.view == View::stage && s.camera.zoom > before.camera.zoom;
    if (s.camera != before.camera && !nearer) return;
    std::optional<Rect> place;
    Rect view;
    if (s.view == View::map) {
        const MapLayout m = plain_map(p, faces, area);
        view = m.picture.stage;
        for (const Panel& panel : m.picture.panels)
            if (lit(p, panel)) place = panel.area;
    } else if (!nearer && s.row == before.row && s.col == before.col && s.matrix == before.matrix) return;
    else if (const auto cell = selection(s, p.now.run.trace)) {
        const Layout l = stage_layout(p, faces, area, {});
        view = l.stage;
        place = cell_place(l, *cell);
    }
    // With room for the names at the edge of the view.
    if (place) fly(p, s.view, following(s.camera, view, place->inset(-60 / static_cast<float>(s.camera.zoom))));
}

} // namespace

std::optional<Rect> shown_place(const Program& p, const Faces& faces, const Rect& area, const Cell& cell) {
    switch (p.state.view) {
    case View::words: return word_place(p, faces, area, cell);
    case View::stage:
    case View::map: return cell_place(figure_layout(p, faces, area), cell);
    case View::compare: return compared_place(p, faces, area, cell);
    case View::scaling: return std::nullopt;
    }
    return std::nullopt;
}

void figure_ui(Program& p, const Faces& faces, Cache& cache, const Rect& area, Recorder* recorder) {
    const Theme& colors = theme(appearance(p));
    ImGui::SetNextWindowPos({area.x, area.y});
    ImGui::SetNextWindowSize({area.w, area.h});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, packed(colors.paper));
    ImGui::Begin("figure", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav);
    const AppState before = p.state;
    handle_keys(p);
    if (p.state != before) keep_in_view(p, before, faces, area);
    const Pen pen{{ImGui::GetWindowDrawList(), recorder}, &faces, &colors, cache};
    const bool from_words = p.state.view == View::words || p.flight.from_view == View::words;
    if (flying(p) && from_words) words_flight_ui(p, pen, area);
    else if (flying(p)) flight_ui(p, pen, area);
    else switch (p.state.view) {
        case View::words: words_ui(p, pen, area); break;
        case View::stage: stage_ui(p, pen, area); break;
        case View::map: map_ui(p, pen, area); break;
        case View::compare: compare_ui(p, pen, area); break;
        case View::scaling: scaling_ui(p, pen, area); break;
        }
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
}

} // namespace attn
