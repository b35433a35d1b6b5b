#include "keys.h"

#include "engine/words/text.h"
#include "gesture.h"

namespace attn {

namespace {

// clang-format off
constexpr KeyRow kKeys[] = {
    {ImGuiKey_LeftArrow,  "ArrowLeft",  "←",     "left",    "walk"},
    {ImGuiKey_RightArrow, "ArrowRight", "→",     "right",   "walk"},
    {ImGuiKey_UpArrow,    "ArrowUp",    "↑",     "up",      "walk"},
    {ImGuiKey_DownArrow,  "ArrowDown",  "↓",     "down",    "walk"},
    {ImGuiKey_Enter,      "Enter",      "Enter", "enter",   "enter"},
    {ImGuiKey_Escape,     "Escape",     "Esc",   "leave",   "leave"},
    {ImGuiKey_Backspace,  "",  "",  "leave",   "leave"},
    {ImGuiKey_Space,      " ",          "Space", "toggle",  "toggle"},
    {ImGuiKey_Period,     ".",          ".",     "next",    "next"},
    {ImGuiKey_Comma,      ",",          ",",     "prev",    "prev"},
    {ImGuiKey_L,          "l",          "L",     "step",      "step"},
    {ImGuiKey_J,          "j",          "J",     "step-back", "step-back"},
    {ImGuiKey_Home,       "Home",       "Home",  "reset",   "reset"},
    {ImGuiKey_End,        "End",        "End",   "end",     "end"},
    {ImGuiKey_1,          "1",          "1",     "head-1",  "head"},
    {ImGuiKey_2,          "2",          "2",     "head-2",  "head"},
    {ImGuiKey_3,          "3",          "3",     "head-3",  "head"},
    {ImGuiKey_4,          "4",          "4",     "head-4",  "head"},
    {ImGuiKey_5,          "5",          "5",     "head-5",  "head"},
    {ImGuiKey_6,          "6",          "6",     "head-6",  "head"},
    {ImGuiKey_7,          "7",          "7",     "head-7",  "head"},
    {ImGuiKey_8,          "8",          "8",     "head-8",  "head"},
    {ImGuiKey_P, "p", "P", "toggle-pin",   "pin"},
    {ImGuiKey_C, "c", "C", "against",      "against"},
    {ImGuiKey_O, "o", "O", "other-head",   "other-head"},
    {ImGuiKey_D, "d", "D", "difference",   "difference"},
    {ImGuiKey_S, "s", "S", "show-mistake", "show-mistake"},
    {ImGuiKey_M,      "m",      "M",      "paint",     "paint"},
    {ImGuiKey_Delete, "Delete", "Delete", "take-back", "take-back"},
    {ImGuiMod_Ctrl | ImGuiKey_Z,                  "z", "Ctrl+Z",       "undo", "undo"},
    {ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z, "z", "Ctrl+Shift+Z", "redo", "redo"},
    {ImGuiMod_Ctrl | ImGuiKey_Y,                  "y", "Ctrl+Y",       "redo", "redo"},
    {ImGuiKey_Equal,          "+", "+", "zoom-in",  "zoom"},
    {ImGuiKey_KeypadAdd,      "=", "",  "zoom-in",  "zoom"},
    {ImGuiKey_Minus,          "-", "−", "zoom-out", "zoom"},
    {ImGuiKey_KeypadSubtract, "", "",  "zoom-out", "zoom"},
    {ImGuiKey_0,              "0", "0", "fit",      "fit"},
    {ImGuiMod_Shift | ImGuiKey_LeftArrow,  "ArrowLeft",  "Shift+←", "pan-left",  "pan"},
    {ImGuiMod_Shift | ImGuiKey_RightArrow, "ArrowRight", "Shift+→", "pan-right", "pan"},
    {ImGuiMod_Shift | ImGuiKey_UpArrow,    "ArrowUp",    "Shift+↑", "pan-up",    "pan"},
    {ImGuiMod_Shift | ImGuiKey_DownArrow,  "ArrowDown",  "Shift+↓", "pan-down",  "pan"},
    {ImGuiMod_Shift | ImGuiKey_Slash, "?", "?", "help", "help"},
};
// clang-format on

constexpr ImGuiKey key_of(const KeyRow& row) { return static_cast<ImGuiKey>(row.chord & ~ImGuiMod_Mask_); }

// A chord as it is, or without Shift where no row asks for it: some keyboards have the digits on Shift.
bool meant(const KeyRow& row, ImGuiKeyChord held) {
    const ImGuiKeyChord mods = row.chord & ImGuiMod_Mask_;
    if (mods == held) return true;
    if (!(held & ImGuiMod_Shift) || mods != (held & ~ImGuiMod_Shift)) return false;
    for (const KeyRow& other : kKeys)
        if (key_of(other) == key_of(row) && (other.chord & ImGuiMod_Mask_) == held) return false;
    return true;
}

} // namespace

std::span<const KeyRow> key_table() { return kKeys; }

void handle_keys(Program& p) {
    const ImGuiIO& io = ImGui::GetIO();
    // What a key does to the selected cell goes before what it does to the picture.
    if (io.WantTextInput || (!io.KeyCtrl && !io.KeySuper && !io.KeyAlt && handle_edit_keys(p))) return;
    for (const KeyRow& row : kKeys)
        if (!row.command.empty() && ImGui::IsKeyPressed(key_of(row)) && meant(row, io.KeyMods)) command(p, row.command);
}

std::vector<KeyHelp> key_help() {
    std::vector<KeyHelp> lines;
    std::string_view last;
    for (const KeyRow& row : kKeys) {
        if (row.says != last) lines.push_back({"", text("key." + std::string(last = row.says))});
        std::string& keys = lines.back().keys;
        if (!row.shown.empty()) keys += (keys.empty() ? "" : " ") + std::string(row.shown);
    }
    return lines;
}

} // namespace attn
