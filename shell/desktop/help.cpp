#include "help.h"

#include <algorithm>

#include "engine/words/text.h"
#include "shell/input/keys.h"

namespace attn {

namespace {
constexpr float kRow = 30, kMargin = 26, kGap = 24;
}

void help_ui(Program& p, const Faces& faces, Cache& cache, const Rect& area) {
    const Theme& t = theme(appearance(p));
    const std::vector<KeyHelp> lines = key_help(words_of(p));
    float keys = 0, says = 0;
    for (const KeyHelp& line : lines) {
        keys = std::max(keys, text_width(faces.bold, kBody, line.keys));
        says = std::max(says, text_width(faces.text, kBody, line.says));
    }
    const float w = std::min(keys + kGap + says + 2 * kMargin, area.w),
                h = std::min(kRow * static_cast<float>(lines.size()) + 3 * kMargin, area.h);
    const Rect card{area.mid_x() - w / 2, area.mid_y() - h / 2, w, h};
    ImGui::SetNextWindowPos({area.x, area.y});
    ImGui::SetNextWindowSize({area.w, area.h});
    ImGui::SetNextWindowFocus();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::Begin("keys", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav);
    const Pen pen{{ImGui::GetWindowDrawList()}, &faces, &t, cache};
    pen.canvas.fill(area, faded(t.paper, 0.7f));
    pen.canvas.fill(card, t.raised, 10);
    pen.canvas.frame(card, t.faint, 1, 10);
    const float x = card.x + kMargin;
    float y = card.y + kMargin;
    draw_text(pen, faces.bold, kTitleSize, x, y + 4, text(words_of(p), "control.help"), t.ink);
    y += kMargin + 8;
    for (const KeyHelp& line : lines) {
        draw_text(pen, faces.bold, kBody, x, y + kRow / 2, line.keys, t.ink);
        draw_text(pen, faces.text, kBody, x + keys + kGap, y + kRow / 2, line.says, t.ink);
        y += kRow;
        pen.canvas.line(x, y, card.right() - kMargin, y, t.line);
    }
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && area.contains(ImGui::GetMousePos().x, ImGui::GetMousePos().y))
        p.help = false;
    ImGui::End();
    ImGui::PopStyleVar();
}

} // namespace attn
