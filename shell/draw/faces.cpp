#include "faces.h"

#include <fonts_data.h>

#include "scripts.h"

namespace attn {

namespace {

ImFont* load(const FontData& data, bool into_last = false) {
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false; // the bytes are constants of the program
    config.OversampleH = 2;
    config.MergeMode = into_last;
    // Negative: sizes are those of the em square, as in CSS, not of ascent plus descent.
    config.SizePixels = -kBody;
    // The limits of a glyph's advance are scaled by size / SizePixels, so the upper one must be negative too.
    config.GlyphMaxAdvanceX = -1e6f;
    // ImGui takes the data as void*, and does not write to it.
    return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(const_cast<unsigned char*>(data.data),
                                                      static_cast<int>(data.size), 0, &config);
}

} // namespace

Faces load_faces(WordPictures& words) {
    ImGui::GetStyle().FontSizeBase = kBody;
    Faces faces;
    faces.text = load(kFontText);
    add_pictures(words, false);
    faces.bold = load(kFontTextBold);
    add_pictures(words, true);
    faces.math_italic = load(kFontMathItalic);
    faces.math = load(kFontMath);
    load(kFontMathLarge, true); // the upright face has no sum sign of its own
    faces.math_tall = load(kFontMathTall);
    return faces;
}

ImFont* load_panel_face() {
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.OversampleH = 2;
    return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(const_cast<unsigned char*>(kFontText.data),
                                                      static_cast<int>(kFontText.size), kControls, &config);
}

} // namespace attn
