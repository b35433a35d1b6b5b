#include "host_fonts.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#if defined(ATTN_FONTCONFIG)
#include <fontconfig/fontconfig.h>
#endif

#define STB_TRUETYPE_IMPLEMENTATION
#define STBTT_STATIC
#include <imstb_truetype.h>

#include "right_to_left.h"

namespace attn {

struct SystemFont {
    std::vector<unsigned char> bytes;
    stbtt_fontinfo info{};
};

SystemFonts::SystemFonts() = default;
SystemFonts::~SystemFonts() = default;

// A font of the file that has the character, kept; nullptr if none has.
SystemFont* SystemFonts::kept(const std::string& file, char32_t c) {
    std::ifstream in(file, std::ios::binary);
    auto font = std::make_unique<SystemFont>();
    font->bytes.assign(std::istreambuf_iterator<char>(in), {});
    if (font->bytes.size() < 12) return nullptr;
    const int count = std::max(stbtt_GetNumberOfFonts(font->bytes.data()), 1);
    for (int i = 0; i < count; ++i) {
        const int at = stbtt_GetFontOffsetForIndex(font->bytes.data(), i);
        // Fonts of coloured pictures have no outlines, and these are drawn from outlines.
        if (at < 0 || !stbtt_InitFont(&font->info, font->bytes.data(), at)) continue;
        const int glyph = stbtt_FindGlyphIndex(&font->info, static_cast<int>(c));
        if (glyph == 0 || stbtt_IsGlyphEmpty(&font->info, glyph)) continue;
        return fonts_.emplace_back(std::move(font)).get();
    }
    return nullptr;
}

#if defined(ATTN_FONTCONFIG)
SystemFont* SystemFonts::found_for(char32_t c) {
    FcCharSet* wanted = FcCharSetCreate();
    FcCharSetAddChar(wanted, c);
    FcPattern* pattern = FcPatternCreate();
    FcPatternAddString(pattern, FC_FAMILY, reinterpret_cast<const FcChar8*>("sans-serif"));
    FcPatternAddCharSet(pattern, FC_CHARSET, wanted);
    FcPatternAddBool(pattern, FC_OUTLINE, FcTrue);
    FcConfigSubstitute(nullptr, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    FcResult result{};
    FcFontSet* all = FcFontSort(nullptr, pattern, FcTrue, nullptr, &result);
    SystemFont* font = nullptr;
    for (int i = 0; all && i < all->nfont && !font; ++i) {
        FcChar8* file = nullptr;
        FcCharSet* has = nullptr;
        if (FcPatternGetCharSet(all->fonts[i], FC_CHARSET, 0, &has) == FcResultMatch && FcCharSetHasChar(has, c) &&
            FcPatternGetString(all->fonts[i], FC_FILE, 0, &file) == FcResultMatch)
            font = kept(reinterpret_cast<const char*>(file), c);
    }
    if (all) FcFontSetDestroy(all);
    FcPatternDestroy(pattern);
    FcCharSetDestroy(wanted);
    return font;
}
#else
// Without fontconfig: whatever is in the usual folders.
SystemFont* SystemFonts::found_for(char32_t c) {
    if (files_.empty()) {
        std::error_code none;
        for (const char* folder : {"/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts",
                                   "/Library/Fonts", "C:/Windows/Fonts"})
            for (std::filesystem::recursive_directory_iterator at(folder, none), end; !none && at != end;
                 at.increment(none))
                if (const auto kind = at->path().extension(); kind == ".ttf" || kind == ".ttc" || kind == ".otf")
                    files_.push_back(at->path().string());
        std::sort(files_.begin(), files_.end());
    }
    for (const std::string& file : files_)
        if (SystemFont* font = kept(file, c)) return font;
    return nullptr;
}
#endif

SystemFont* SystemFonts::font_with(char32_t c) {
    for (const auto& font : fonts_)
        if (stbtt_FindGlyphIndex(&font->info, static_cast<int>(c)) != 0) return font.get();
    if (missing_.find(c) != missing_.npos) return nullptr;
    SystemFont* font = found_for(c);
    if (!font) missing_ += c;
    return font;
}

bool SystemFonts::draw(std::string_view text, float size, bool, bool only_advance, WordPicture& out) {
    struct Letter {
        SystemFont* font;
        int glyph;
        float x, scale;
    };
    std::vector<Letter> letters;
    float x = 0;
    int left = 0, top = 0, right = 0, bottom = 0;
    for (const char32_t c : in_line(text)) {
        SystemFont* font = font_with(c);
        if (!font) return false;
        const int glyph = stbtt_FindGlyphIndex(&font->info, static_cast<int>(c));
        const float scale = stbtt_ScaleForMappingEmToPixels(&font->info, size);
        int advance = 0, bearing = 0;
        stbtt_GetGlyphHMetrics(&font->info, glyph, &advance, &bearing);
        int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
        const float part = x - std::floor(x);
        stbtt_GetGlyphBitmapBoxSubpixel(&font->info, glyph, scale, scale, part, 0, &x0, &y0, &x1, &y1);
        const int at = static_cast<int>(std::floor(x));
        left = std::min(left, at + x0), right = std::max(right, at + x1);
        top = std::min(top, y0), bottom = std::max(bottom, y1);
        letters.push_back({font, glyph, x, scale});
        x += static_cast<float>(advance) * scale;
    }
    out = {.advance = x, .left = left, .top = top, .width = right - left, .height = bottom - top, .pixels = {}};
    if (only_advance || out.width <= 0 || out.height <= 0) return true;
    out.pixels.assign(static_cast<std::size_t>(out.width * out.height), 0);
    for (const Letter& l : letters) {
        const float part = l.x - std::floor(l.x);
        int w = 0, h = 0, dx = 0, dy = 0;
        unsigned char* drawn =
            stbtt_GetGlyphBitmapSubpixel(&l.font->info, l.scale, l.scale, part, 0, l.glyph, &w, &h, &dx, &dy);
        const int ox = static_cast<int>(std::floor(l.x)) + dx - left, oy = dy - top;
        for (int row = 0; row < h; ++row)
            for (int col = 0; col < w; ++col) {
                unsigned char& pixel = out.pixels[static_cast<std::size_t>((oy + row) * out.width + ox + col)];
                pixel = std::max(pixel, drawn[row * w + col]);
            }
        stbtt_FreeBitmap(drawn, nullptr);
    }
    return true;
}

} // namespace attn
