// The desktop program: the figure and a control panel in one window.
//
//   attention-lab [SETTINGS...] [--screenshot FILE] [--film COUNT] [--size WxH] [--no-panel]
//
// SETTINGS are key=value texts or a share link; see `attention-lab --help`. A screenshot's ending says what it is: .svg
// (the figure alone, without a window), .png or .bmp. With --film the picture is taken at COUNT even moments of the
// stage, from its beginning to its end: FILE-00.png, FILE-01.png, ...
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "engine/formats/number.h"
#include "engine/stages/titles.h"
#include "field.h"
#include "help.h"
#include "host_fonts.h"
#include "settings_panel.h"
#include "shell/draw/cache.h"
#include "shell/draw/png.h"
#include "shell/host/host_sdl.h"
#include "shell/host/snapshot.h"
#include "shell/program/commands.h"
#include "shell/program/control.h"
#include "shell/program/program.h"
#include "shell/views/figure.h"

namespace {

using namespace attn;

// What is on the command line and in the title of the window.
std::string say(Language language, std::string_view key, std::initializer_list<Filling> slots = {}) {
    return text(tool_words(language), key, slots);
}

struct Arguments {
    std::string settings;
    std::string picture;
    int width = 1280, height = 800;
    int film = 0; // how many pictures of the stage are taken; 0: one, of the moment that the settings name
    bool panel = true, help = false;
    std::string error;
};

Arguments read_arguments(int argc, char** argv, Language language) {
    Arguments a;
    for (int i = 1; i < argc; ++i) {
        const std::string_view arg = argv[i];
        const auto value = [&] { return i + 1 < argc ? argv[++i] : ""; };
        if (arg == "--help") a.help = true;
        else if (arg == "--no-panel") a.panel = false;
        else if (arg == "--screenshot") a.picture = value();
        else if (arg == "--film") {
            const auto count = counted(value());
            if (count) a.film = std::clamp(*count, 2, 1000);
            else a.error = say(language, "desktop.film");
        } else if (arg == "--size") {
            const std::string_view size = value();
            const auto x = std::min(size.find('x'), size.size());
            const auto width = counted(size.substr(0, x)), height = counted(size.substr(std::min(x + 1, size.size())));
            if (width && height) a.width = *width, a.height = *height;
            else a.error = say(language, "desktop.size");
        } else if (arg.starts_with("--") && arg.find('=') == std::string_view::npos)
            a.error = say(language, "desktop.no_option", {{"option", arg}});
        else {
            std::string_view text = arg.starts_with("--") ? arg.substr(2) : arg;
            a.settings += (a.settings.empty() ? "" : "&") + linked_settings(text);
        }
    }
    a.width = std::clamp(a.width, 320, 4096);
    a.height = std::clamp(a.height, 240, 4096);
    return a;
}

void print_help(Language language) {
    std::puts(say(language, "desktop.usage").c_str());
    const AppState defaults;
    for_each_param(defaults, [&](const Param& p, const auto& value) {
        const std::string about =
            say(language, "desktop.param", {{"help", param_help(words(language), p)}, {"value", param_text(p, value)}});
        std::printf("  %-10s %s\n", std::string(p.key).c_str(), about.c_str());
    });
}

void draw(Program& program, Field& field, const Faces& faces, Cache& cache, ImFont* controls, bool panel) {
    begin_frame(cache);
    const Rect all = host_begin_frame();
    const float side = panel ? std::min(290.0f, all.w / 3) : 0.0f;
    if (panel) settings_panel_ui(program, faces, controls, {all.w - side, 0, side, all.h});
    const Rect area{0, 0, all.w - side, all.h};
    figure_ui(program, faces, cache, area);
    field_ui(field, program, faces, controls, area);
    if (program.help) help_ui(program, faces, cache, area);
    host_end_frame(theme(appearance(program)).paper);
}

bool write(const std::string& file, const void* bytes, std::size_t size) {
    std::FILE* out = std::fopen(file.c_str(), "wb");
    if (!out) return false;
    const bool written = std::fwrite(bytes, 1, size, out) == size;
    return std::fclose(out) == 0 && written;
}

bool save_drawn(const std::string& file) {
    Picture picture = host_picture();
    if (!file.ends_with(".png")) return host_save_bmp(picture, file.c_str());
    const Bytes png = png_bytes(picture.width, picture.height, picture.pixels);
    return write(file, png.data(), png.size());
}

// True, and said, when a file could not be written.
bool failed_to_write(Language language, const std::string& file, bool written) {
    if (!written) std::fprintf(stderr, "%s\n", say(language, "desktop.cannot_write", {{"file", file}}).c_str());
    return !written;
}

// FILE.png, or for picture n of a film FILE-07.png.
std::string file_name(const Arguments& a, int n) {
    if (a.film == 0) return a.picture;
    const auto dot = std::min(a.picture.rfind('.'), a.picture.size());
    return a.picture.substr(0, dot) + (n < 10 ? "-0" : "-") + std::to_string(n) + a.picture.substr(dot);
}

// The pictures that need no window. True when one could not be written.
bool save_svgs(Program& program, SystemFonts& fonts, const Arguments& a) {
    for (int n = 0; n < std::max(a.film, 1); ++n) {
        if (a.film > 0) program.state.time = static_cast<double>(n) / (a.film - 1);
        const std::string file = file_name(a, n);
        const std::string svg =
            figure_as_svg(program, static_cast<float>(a.width), static_cast<float>(a.height), &fonts);
        if (failed_to_write(program.environment.language, file, write(file, svg.data(), svg.size()))) return true;
        trim_heads(program);
    }
    return false;
}

std::string title_of(const Program& program) {
    return say(program.environment.language, "desktop.title",
               {{"stage", stage_title(words_of(program), program.state.stage)}});
}

} // namespace

int main(int argc, char** argv) {
    constexpr Language language = Language::english;
    const Arguments arguments = read_arguments(argc, argv, language);
    if (arguments.help) return print_help(language), 0;
    if (!arguments.error.empty()) return std::fprintf(stderr, "%s\n", arguments.error.c_str()), 2;
    SystemFonts fonts;
    const auto fonts_have = [&fonts](std::string_view text) { return can_set(&fonts, text); };
    Program program =
        started(arguments.settings, {.frames = arguments.picture.empty(), .language = language, .can_set = fonts_have});
    for (const Notice& notice : program.notices)
        std::fprintf(stderr, "%s\n", text(words_of(program), notice.says).c_str());
    if (arguments.picture.ends_with(".svg")) return save_svgs(program, fonts, arguments) ? 1 : 0;
    std::string title = title_of(program);
    if (!host_open({.title = title.c_str(),
                    .width = arguments.width,
                    .height = arguments.height,
                    .visible = arguments.picture.empty()}))
        return std::fprintf(stderr, "%s\n", host_error().c_str()), 1;
    if (program.state.autoplay && arguments.picture.empty()) command(program, "play");
    Cache cache;
    cache.words.renderer = &fonts;
    const Faces faces = load_faces(cache.words);
    ImFont* controls = load_panel_face();
    Field field;

    // A few frames after every event let hover and fresh glyphs settle; then the program sleeps.
    constexpr int settle = 4;
    int pending = settle;
    auto last = std::chrono::steady_clock::now();
    bool failed = false;
    int taken = 0;
    if (arguments.film > 0) program.state.time = 0;
    while (host_events(pending == 0 && !moving(program) && !cache.budget.put_off)) {
        const auto now = std::chrono::steady_clock::now();
        advance(program, std::chrono::duration<double>(now - last).count());
        last = now;
        pending = pending == 0 ? settle : pending - 1;
        draw(program, field, faces, cache, controls, arguments.panel);
        if (const std::string now_shown = title_of(program); now_shown != title) host_title(title = now_shown);
        if (!arguments.picture.empty() && pending == 0 && !cache.budget.put_off) {
            const std::string file = file_name(arguments, taken++);
            failed = failed_to_write(language, file, save_drawn(file));
            if (failed || taken >= arguments.film) break;
            program.state.time = static_cast<double>(taken) / (arguments.film - 1);
            pending = 1;
        }
    }
    host_close();
    return failed ? 1 : 0;
}
