#include "keys.h"

#include <algorithm>

#include "engine/words/text.h"
#include "gesture.h"
#include "shell/program/commands.h"

namespace attn {

namespace {

// The keys that have a name of more than a letter or a digit.
struct KeyName {
    std::string_view name; // in the table of commands
    ImGuiKeyChord chord;
    std::string_view dom;   // as KeyboardEvent.key names it; empty: the page leaves it to the browser
    std::string_view shown; // as a reader knows it; empty where another key of the same command says it already
};
// clang-format off
constexpr KeyName kNames[] = {
    {"ArrowLeft",  ImGuiKey_LeftArrow,  "ArrowLeft",  "←"},
    {"ArrowRight", ImGuiKey_RightArrow, "ArrowRight", "→"},
    {"ArrowUp",    ImGuiKey_UpArrow,    "ArrowUp",    "↑"},
    {"ArrowDown",  ImGuiKey_DownArrow,  "ArrowDown",  "↓"},
    {"Enter",      ImGuiKey_Enter,      "Enter",      "Enter"},
    {"Escape",     ImGuiKey_Escape,     "Escape",     "Esc"},
    {"Backspace",  ImGuiKey_Backspace,  "",           ""},
    {"Space",      ImGuiKey_Space,      " ",          "Space"},
    {".",          ImGuiKey_Period,     ".",          "."},
    {",",          ImGuiKey_Comma,      ",",          ","},
    {"Home",       ImGuiKey_Home,       "Home",       "Home"},
    {"End",        ImGuiKey_End,        "End",        "End"},
    {"Delete",     ImGuiKey_Delete,     "Delete",     "Delete"},
    {"+",              ImGuiKey_Equal,          "+", "+"},
    {"KeypadAdd",      ImGuiKey_KeypadAdd,      "=", ""},
    {"-",              ImGuiKey_Minus,          "-", "−"},
    {"KeypadSubtract", ImGuiKey_KeypadSubtract, "",  ""},
    {"?",              ImGuiMod_Shift | ImGuiKey_Slash, "?", "?"},
};
// clang-format on

// A key by its name; a letter or a digit is its own.
KeyRow key_named(std::string_view name) {
    for (const KeyName& k : kNames)
        if (k.name == name) return {.chord = k.chord, .dom = std::string(k.dom), .shown = std::string(k.shown)};
    const char c = name[0];
    const bool letter = c >= 'A' && c <= 'Z';
    const int key = letter ? ImGuiKey_A + (c - 'A') : ImGuiKey_0 + (c - '0');
    return {.chord = key, .dom = {letter ? static_cast<char>(c - 'A' + 'a') : c}, .shown = std::string(name)};
}

// "Ctrl+Shift+Z". A name that begins with + is that key.
KeyRow key_of_chord(std::string_view chord) {
    const auto plus = chord.find('+', 1);
    if (plus == std::string_view::npos) return key_named(chord);
    const std::string_view modifier = chord.substr(0, plus);
    KeyRow row = key_of_chord(chord.substr(plus + 1));
    row.chord |= modifier == "Ctrl" ? ImGuiMod_Ctrl : ImGuiMod_Shift;
    if (!row.shown.empty()) row.shown = std::string(modifier) + "+" + row.shown;
    return row;
}

std::vector<KeyRow> rows() {
    std::vector<KeyRow> out;
    for (const Command& c : command_table())
        for (std::string_view keys = c.keys; !keys.empty();) {
            const auto end = std::min(keys.find(' '), keys.size());
            out.push_back(key_of_chord(keys.substr(0, end)));
            out.back().command = c.key, out.back().says = c.says;
            keys.remove_prefix(std::min(end + 1, keys.size()));
        }
    return out;
}

constexpr ImGuiKey key_of(const KeyRow& row) { return static_cast<ImGuiKey>(row.chord & ~ImGuiMod_Mask_); }

// A chord as it is, or without Shift where no row asks for it: some keyboards have the digits on Shift.
bool meant(const KeyRow& row, ImGuiKeyChord held) {
    const ImGuiKeyChord mods = row.chord & ImGuiMod_Mask_;
    if (mods == held) return true;
    if (!(held & ImGuiMod_Shift) || mods != (held & ~ImGuiMod_Shift)) return false;
    for (const KeyRow& other : key_table())
        if (key_of(other) == key_of(row) && (other.chord & ImGuiMod_Mask_) == held) return false;
    return true;
}

} // namespace

std::span<const KeyRow> key_table() {
    static const std::vector<KeyRow> all = rows();
    return all;
}

void handle_keys(Program& p) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.WantTextInput || (!io.KeyCtrl && !io.KeySuper && !io.KeyAlt && opens_field(p))) return;
    std::vector<ImGuiKeyChord> done;
    const auto is_done = [&](ImGuiKeyChord chord) { return std::find(done.begin(), done.end(), chord) != done.end(); };
    for (const KeyRow& row : key_table()) {
        if (!ImGui::IsKeyPressed(key_of(row)) || !meant(row, io.KeyMods) || is_done(row.chord)) continue;
        if (command(p, row.command)) done.push_back(row.chord);
    }
}

std::vector<KeyHelp> key_help(const Words& w) {
    std::vector<KeyHelp> lines;
    std::string_view last;
    for (const KeyRow& row : key_table()) {
        if (row.says.empty()) continue;
        if (row.says != last) lines.push_back({"", text(w, "key." + std::string(last = row.says))});
        std::string& keys = lines.back().keys;
        if (!row.shown.empty()) keys += (keys.empty() ? "" : " ") + row.shown;
    }
    return lines;
}

} // namespace attn
