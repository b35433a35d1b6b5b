#include "settings_panel.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

#include "engine/run/preset_table.h"
#include "engine/stages/preset_words.h"
#include "engine/stages/titles.h"
#include "shell/layout/timeline.h"
#include "shell/program/commands.h"
#include "shell/program/control.h"
#include "shell/program/playback.h"

namespace attn {

namespace {

// Each returns the value as settings text when the user changed it, so that the panel and a link take the
// same way, with the same checks.
std::string edit(const Words&, const Param& p, const std::string& value) {
    std::vector<char> buffer(static_cast<std::size_t>(p.max_bytes) + 1);
    std::snprintf(buffer.data(), buffer.size(), "%s", value.c_str());
    ImGui::InputTextMultiline("##value", buffer.data(), buffer.size(), {-1, 64});
    return buffer.data();
}

std::string edit(const Words&, const Param& p, int value) {
    const int min = static_cast<int>(p.min), max = static_cast<int>(p.max);
    // On a slider of this width a step of the hand is several of a long range: such a number is typed or stepped.
    if (max - min < 100) ImGui::SliderInt("##value", &value, min, max);
    else if (ImGui::InputInt("##value", &value, 1, 100)) value = std::clamp(value, min, max);
    return std::to_string(value);
}

std::string edit(const Words&, const Param& p, double value) {
    auto number = static_cast<float>(value);
    ImGui::SliderFloat("##value", &number, static_cast<float>(p.min), static_cast<float>(p.max), "%.2f");
    return number == static_cast<float>(value) ? real_text(value) : real_text(static_cast<double>(number));
}

std::string edit(const Words&, const Param&, bool value) {
    ImGui::Checkbox("##value", &value);
    return value ? "on" : "off";
}

// A form of its own, like "auto" or "2:3": half typed it makes no sense, so it counts when Enter is pressed.
template <class Form>
    requires std::is_class_v<Form>
std::string edit(const Words&, const Param& p, const Form& value) {
    const std::string now = param_text(p, value);
    std::vector<char> buffer(static_cast<std::size_t>(p.max_bytes) + 1);
    std::snprintf(buffer.data(), buffer.size(), "%s", now.c_str());
    const bool entered =
        ImGui::InputText("##value", buffer.data(), buffer.size(), ImGuiInputTextFlags_EnterReturnsTrue);
    return entered ? buffer.data() : now;
}

std::string edit(const Words& w, const Param&, const Pin& pin) {
    const std::string now = custom_text(pin);
    if (!pin.run) return now;
    ImGui::TextWrapped("%s", now.c_str());
    return ImGui::Button(text(w, "compare.button.unpin").data()) ? "none" : now;
}

std::string edit(const Words& w, const Param& p, Mistakes value) {
    for (const MistakeInfo& m : kMistakes) {
        ImGui::Checkbox(mistake_title(w, m).data(), &(value.*m.on));
        if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", mistake_breaks(w, m).data());
    }
    return param_text(p, value);
}

// With `instead`, which is shown in place of the value, none of the choices is chosen, and "" comes back until one is.
template <class Enum>
    requires std::is_enum_v<Enum>
std::string edit(const Words& w, const Param& p, Enum value, std::string_view instead = {}) {
    const auto shown = [&](std::string_view choice) { return std::string(choice_title(w, p, choice)); };
    std::string chosen = instead.empty() ? param_text(p, value) : "";
    const std::string now = instead.empty() ? shown(chosen) : std::string(instead);
    if (ImGui::BeginCombo("##value", now.c_str(), ImGuiComboFlags_HeightLargest)) {
        std::string_view group;
        for (const auto choice : p.choices) {
            if constexpr (std::is_same_v<Enum, PresetChoice>)
                if (const auto kind = kind_title(w, info(preset_named(choice)).kind); kind != group)
                    ImGui::SeparatorText((group = kind).data());
            if (ImGui::Selectable(shown(choice).c_str(), choice == chosen)) chosen = choice;
        }
        ImGui::EndCombo();
    }
    return chosen;
}

void style(const Theme& t) {
    ImGuiStyle& s = ImGui::GetStyle();
    s.FrameRounding = s.GrabRounding = s.PopupRounding = 5;
    s.WindowPadding = {18, 16};
    s.FramePadding = {9, 6};
    s.ItemSpacing = {8, 7};
    s.WindowBorderSize = 0;
    s.ScrollbarSize = 10;
    s.ScrollbarRounding = 5;
    const auto set = [&](ImGuiCol which, const Color& c) { s.Colors[which] = {c.r, c.g, c.b, c.a}; };
    const Color field = mix(t.paper, t.line, 0.55f);
    set(ImGuiCol_Text, t.ink);
    set(ImGuiCol_TextDisabled, t.muted);
    set(ImGuiCol_WindowBg, mix(t.paper, t.line, 0.2f));
    set(ImGuiCol_PopupBg, t.paper);
    set(ImGuiCol_Border, t.line);
    set(ImGuiCol_ScrollbarBg, mix(t.paper, t.line, 0.2f));
    for (const ImGuiCol c : {ImGuiCol_ScrollbarGrab, ImGuiCol_FrameBg, ImGuiCol_Button, ImGuiCol_Header}) set(c, field);
    for (const ImGuiCol c :
         {ImGuiCol_ScrollbarGrabHovered, ImGuiCol_ScrollbarGrabActive, ImGuiCol_FrameBgHovered, ImGuiCol_FrameBgActive,
          ImGuiCol_ButtonHovered, ImGuiCol_ButtonActive, ImGuiCol_HeaderHovered, ImGuiCol_HeaderActive})
        set(c, t.line);
    for (const ImGuiCol c :
         {ImGuiCol_SliderGrab, ImGuiCol_SliderGrabActive, ImGuiCol_CheckMark, ImGuiCol_TextSelectedBg})
        set(c, t.query);
}

void transport(Program& p) {
    const auto button = [&](const char* label, const char* name) {
        if (ImGui::Button(label)) command(p, name);
        ImGui::SameLine();
    };
    button(text(words_of(p), "control.prev").data(), "prev");
    button(p.playing == Playing::no ? text(words_of(p), "control.play").data()
                                    : text(words_of(p), "control.pause").data(),
           "toggle");
    button(text(words_of(p), "control.next").data(), "next");
    button("?", "help");
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", text(words_of(p), "control.help").data());
    ImGui::NewLine();
    ImGui::BeginDisabled(p.history.past.empty());
    button(text(words_of(p), "control.undo").data(), "undo");
    ImGui::EndDisabled();
    ImGui::BeginDisabled(p.history.future.empty());
    button(text(words_of(p), "control.redo").data(), "redo");
    ImGui::EndDisabled();
    ImGui::BeginDisabled(p.state.config.edits.cells.empty() && p.state.config.paint.blocks.empty());
    button(text(words_of(p), "control.restore").data(), "restore");
    ImGui::EndDisabled();
    ImGui::NewLine();
    auto where = static_cast<float>(position(p.state.config, p.state.stage, p.state.time));
    const auto last = static_cast<float>(offered_stages(p.state.config).size());
    ImGui::SetNextItemWidth(-1);
    const std::string title(stage_title(words_of(p), p.state.stage));
    if (ImGui::SliderFloat("##scrub", &where, 0, last, title.c_str())) seek(p, static_cast<double>(where));
}

} // namespace

void settings_panel_ui(Program& p, const Faces& faces, ImFont* controls, const Rect& area) {
    style(theme(appearance(p)));
    ImGui::SetNextWindowPos({area.x, area.y});
    ImGui::SetNextWindowSize({area.w, area.h});
    ImGui::Begin("controls", nullptr,
                 ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoCollapse |
                     ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PushFont(controls, kControls);
    transport(p);
    std::string changed;
    std::string_view group;
    for_each_param(p.state, [&](const Param& param, const auto& value) {
        if (param.key == "stage" || param.key == "time" || param.key == "matrix" || param.key == "row" ||
            param.key == "col")
            return;
        if (param.group != group) {
            group = param.group;
            ImGui::Dummy({0, 6});
            ImGui::PushFont(faces.bold, kTitleSize);
            ImGui::TextUnformatted(group_title(words_of(p), group).data());
            ImGui::PopFont();
        }
        ImGui::PushID(param.key.data());
        ImGui::TextUnformatted(param_title(words_of(p), param).data());
        if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", param_help(words_of(p), param).data());
        ImGui::SetNextItemWidth(-1);
        std::string before = param_text(param, value), now;
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, PresetChoice>) {
            const bool own = starts_from_own(p.state.config);
            now = edit(words_of(p), param, value, own ? text(words_of(p), "control.own") : "");
            if (own) before.clear();
        } else now = edit(words_of(p), param, value);
        if (now != before) changed = std::string(param.key) + "=" + percent_encoded(now);
        ImGui::PopID();
        if (param.key != "preset") return;
        const Config& config = p.state.config;
        const std::string about = about_preset(words_of(p), config), other = other_step(config);
        ImGui::TextWrapped("%s", about.empty() ? origin(words_of(p), config).c_str() : about.c_str());
        if (!other.empty() && ImGui::Button(text(words_of(p), "control.other_step").data())) changed = other;
    });
    for (const Notice& notice : p.notices) ImGui::TextWrapped("%s", text(words_of(p), notice.says).c_str());
    ImGui::PopFont();
    ImGui::End();
    // All that one widget does until it is let go is one step of undo.
    if (ImGui::IsAnyItemActive() && !p.drag && !p.field) command(p, "hold");
    if (!changed.empty()) set(p, changed);
    if (!ImGui::IsAnyItemActive() && !p.drag && !p.field) command(p, "release");
}

} // namespace attn
