#include "field.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string_view>

#include "engine/formats/number.h"
#include "shell/draw/theme.h"
#include "shell/program/ask.h"
#include "shell/program/commands.h"
#include "shell/program/edit.h"

namespace attn {

namespace {

constexpr int kSettling = 3; // frames until ImGui has given the keyboard to the field and selected its text

void open(Field& field, Program& p, const Cell& cell, std::string_view typed) {
    const std::string text(typed);
    const std::string now = is_blank(p, cell) ? std::string() : shortest(number_in_hand(p, cell));
    std::snprintf(field.typed.data(), field.typed.size(), "%s", (text.empty() ? now : text).c_str());
    field.fresh = kSettling;
    field.begun = !text.empty();
    open_field(p, cell);
}

bool takes_number(const Program& p, const std::optional<Cell>& cell) { return cell && grip(p, *cell) == Grip::number; }

// What opens the field: a double click, a tap with the pencil, or a key while a number is selected.
void listen(Field& field, Program& p) {
    const ImGuiIO& io = ImGui::GetIO();
    const bool tapped = p.state.pencil && ImGui::IsMouseReleased(ImGuiMouseButton_Left) &&
                        ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 4).y == 0;
    if (takes_number(p, p.hover) && (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) || tapped))
        return open(field, p, *p.hover, "");
    const auto cell = selection(p.state, p.now.run.trace);
    if (!takes_number(p, cell) || io.WantTextInput || io.KeyCtrl || io.KeyAlt || io.KeySuper) return;
    if (ImGui::IsKeyPressed(ImGuiKey_Enter) || ImGui::IsKeyPressed(ImGuiKey_F2)) return open(field, p, *cell, "");
    for (const ImWchar c : io.InputQueueCharacters) {
        const char letter = c < 128 ? static_cast<char>(c) : ' ';
        if (std::string_view("0123456789+-").find(letter) != std::string_view::npos)
            return open(field, p, *cell, std::string_view(&letter, 1));
    }
}

// Selected text would be overwritten by the digit after the one that opened the field.
int go_to_end(ImGuiInputTextCallbackData* data) {
    if (*static_cast<bool*>(data->UserData)) data->ClearSelection(), data->CursorPos = data->BufTextLen;
    return 0;
}

} // namespace

void field_ui(Field& field, Program& p, const Faces& faces, ImFont* controls, const Rect& area) {
    if (!p.field) listen(field, p);
    if (!p.field) return;
    const auto place = cell_place(figure_layout(p, faces, area), *p.field);
    if (!place || !contains(p.now.run.trace, *p.field)) return void(command(p, "release"));
    const Theme& t = theme(appearance(p));
    const float w = std::max(place->w, 84.0f), h = std::max(place->h, 30.0f);
    ImGui::SetNextWindowPos({std::clamp(place->mid_x() - w / 2, area.x, std::max(area.right() - w, area.x)),
                             std::clamp(place->mid_y() - h / 2, area.y, std::max(area.bottom() - h, area.y))});
    ImGui::SetNextWindowSize({w, h});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {8, (h - kControls) / 2});
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 2);
    ImGui::PushStyleColor(ImGuiCol_FrameBg, packed(t.paper));
    ImGui::PushStyleColor(ImGuiCol_Border, packed(t.accent));
    ImGui::PushStyleColor(ImGuiCol_Text, packed(t.ink));
    ImGui::Begin("field", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PushFont(controls, kControls);
    if (field.fresh == kSettling) ImGui::SetKeyboardFocusHere();
    ImGui::SetNextItemWidth(w);
    bool at_end = field.begun && field.fresh > 0;
    const bool entered =
        ImGui::InputText("##number", field.typed.data(), field.typed.size(),
                         ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CallbackAlways, go_to_end, &at_end);
    const bool tab = ImGui::IsKeyPressed(ImGuiKey_Tab), escaped = ImGui::IsKeyPressed(ImGuiKey_Escape);
    const bool left = tab || (field.fresh == 0 && ImGui::IsItemDeactivated());
    const Cell cell = *p.field;
    ImGui::PopFont();
    ImGui::End();
    ImGui::PopStyleColor(3);
    ImGui::PopStyleVar(3);
    field.fresh = std::max(field.fresh - 1, 0);
    if (escaped) return void(command(p, "cancel"));
    if (!entered && !left) return;
    if (!type_number(p, cell, field.typed.data()) && entered) {
        field.fresh = kSettling; // what is no number stays there to be mended
        return;
    }
    command(p, "release");
    if (tab) open(field, p, next_cell(p.now.run.trace, cell, ImGui::GetIO().KeyShift ? -1 : 1), "");
}

} // namespace attn
