#include "snapshot.h"

#include "engine/formats/utf8.h"
#include "engine/stages/describe.h"
#include "engine/stages/preset_words.h"
#include "engine/words/text.h"
#include "offscreen.h"
#include "shell/draw/svg.h"
#include "shell/views/figure.h"

namespace attn {

std::string figure_as_svg(const Program& program, float width, float height, WordRenderer* renderer) {
    Program p = program;
    p.hover.reset();
    Offscreen screen(width, height);
    screen.cache.words.renderer = renderer;
    const Faces faces = load_faces(screen.cache.words);
    Svg svg(faces);
    ImGui::NewFrame();
    figure_ui(p, faces, screen.cache, {0, 0, width, height}, &svg);
    screen.render();
    const std::string stage(stage_title(words_of(p), p.state.stage));
    const auto selected = selection(p.state, p.now.run.trace);
    std::string about = stage_does(words_of(p), p.now.run, p.state.stage);
    if (selected) about += " " + sentence(words_of(p), p.now.run, *selected);
    const std::string settings = format(p.state);
    if (!settings.empty()) about += " [" + settings + "]";
    return svg_file(svg, width, height, theme(appearance(p)).paper, stage + ": " + p.state.config.text, about);
}

std::string picture_name(const AppState& s) {
    const std::string what(s.view == View::stage ? info(s.stage).key : kViews[static_cast<std::size_t>(s.view)]);
    constexpr std::size_t longest = 40;
    std::string out = what;
    bool gap = true;
    for (const std::string& character : characters(s.config.text)) {
        std::string_view rest = character;
        const char32_t c = take_code_point(rest);
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        // Beyond ASCII: what is no punctuation, space or control character, as far as a few ranges tell.
        const bool letter =
            c >= 0xC0 && (c < 0x2000 || c > 0x206F) && (c < 0x3000 || c > 0x303F) && c < 0xFE00 && c != 0x61C;
        if (!plain && !letter) {
            gap = true;
            continue;
        }
        if (out.size() + character.size() + 1 > what.size() + longest) break;
        out += (gap ? "-" : "") + character;
        gap = false;
    }
    return out;
}

} // namespace attn
