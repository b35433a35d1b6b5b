#include "scripts.h"

#include <imgui_internal.h>

#include <algorithm>

#include "engine/formats/utf8.h"
#include "type.h"

namespace attn {

namespace {

// The code points that stand for pictures, in the text that only ImGui sees. The shipped faces have none of them, and
// low ones keep ImGui's tables small.
constexpr ImWchar kFirst = 0x500, kEnd = 0x1D00;
constexpr std::size_t kLongest = 24; // characters in one picture, so that it fits any texture

WordRenderer word_renderer = nullptr;
std::vector<std::string> words; // word i has the code point kFirst + i
std::vector<ImWchar> sorted;    // the same in the order of the alphabet, to find one quickly

// Glyphs last as long as the program, so a word keeps its code point. After some thousands of words there is none left.
ImWchar code_of(std::string_view word) {
    const auto less = [](ImWchar code, std::string_view than) { return words[code - kFirst] < than; };
    const auto at = std::lower_bound(sorted.begin(), sorted.end(), word, less);
    if (at != sorted.end() && words[*at - kFirst] == word) return *at;
    if (words.size() >= kEnd - kFirst) return 0xFFFD;
    const auto code = static_cast<ImWchar>(kFirst + words.size());
    words.emplace_back(word);
    sorted.insert(at, code);
    return code;
}

bool ends_word(char32_t c) {
    return c == ' ' || c == '"' || c == '(' || c == ')' || c == U'“' || c == U'”' || c == U'·';
}

// Calls visit(part) for each word and each run of what stands between words.
template <class Visit> void for_each_part(std::string_view text, Visit&& visit) {
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::string_view start = rest;
        bool between = false;
        std::size_t length = 0;
        while (!rest.empty()) {
            std::string_view after = rest;
            const bool ends = ends_word(take_code_point(after));
            if (length > 0 && ends != between) break;
            between = ends;
            length += rest.size() - after.size();
            rest = after;
        }
        visit(start.substr(0, length));
    }
}

bool load_glyph(bool bold, ImFontAtlas* atlas, ImFontConfig* src, ImFontBaked* baked, ImWchar code, ImFontGlyph* out,
                float* out_advance) {
    if (!word_renderer || code < kFirst || code >= kFirst + words.size()) return false;
    const float density = src->RasterizerDensity * baked->RasterizerDensity;
    WordPicture picture;
    if (!word_renderer(words[code - kFirst], baked->Size * density, bold, out_advance != nullptr, picture))
        return false;
    const float advance = picture.advance / density;
    if (out_advance) return *out_advance = advance, true;
    out->Codepoint = code;
    out->AdvanceX = advance;
    if (picture.width <= 0 || picture.height <= 0) return true;
    const ImFontAtlasRectId id = ImFontAtlasPackAddRect(atlas, picture.width, picture.height);
    if (id == ImFontAtlasRectId_Invalid) return false;
    out->X0 = static_cast<float>(picture.left) / density;
    out->Y0 = static_cast<float>(picture.top) / density + IM_ROUND(baked->Ascent);
    out->X1 = out->X0 + static_cast<float>(picture.width) / density;
    out->Y1 = out->Y0 + static_cast<float>(picture.height) / density;
    out->Visible = true;
    out->Colored = picture.colored;
    out->PackId = id;
    const int bytes = picture.colored ? 4 : 1;
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, src, out, ImFontAtlasPackGetRect(atlas, id), picture.pixels.data(),
                                       picture.colored ? ImTextureFormat_RGBA32 : ImTextureFormat_Alpha8,
                                       picture.width * bytes);
    return true;
}

template <bool bold> const ImFontLoader* loader() {
    static const ImFontLoader only = [] {
        ImFontLoader l;
        l.Name = "pictures of words";
        l.FontBakedLoadGlyph = [](ImFontAtlas* atlas, ImFontConfig* src, ImFontBaked* baked, void*, ImWchar code,
                                  ImFontGlyph* out, float* out_advance) {
            return load_glyph(bold, atlas, src, baked, code, out, out_advance);
        };
        return l;
    }();
    return &only;
}

} // namespace

void set_word_renderer(WordRenderer next) { word_renderer = next; }

bool can_set(std::string_view text) {
    bool all = true;
    for_each_part(text, [&](std::string_view part) {
        WordPicture unused;
        all = all && (covers(part) || (word_renderer && word_renderer(part, kBody, false, true, unused)));
    });
    return all;
}

std::string with_pictures(const ImFont* font, std::string_view text) {
    std::string out;
    const auto has_pictures = [font] {
        for (const ImFontConfig* source : font->Sources)
            if (source->FontLoader == loader<false>() || source->FontLoader == loader<true>()) return true;
        return false;
    };
    if (!word_renderer || covers(text) || !has_pictures()) return out = text;
    for_each_part(text, [&](std::string_view part) {
        if (covers(part)) return void(out += part);
        // A long word is cut between characters; mostly it is a sentence without spaces.
        const std::vector<std::string> all = characters(part);
        for (std::size_t from = 0; from < all.size(); from += kLongest) {
            std::string piece;
            for (std::size_t i = from; i < std::min(from + kLongest, all.size()); ++i) piece += all[i];
            append_utf8(out, code_of(piece));
        }
    });
    return out;
}

void add_pictures(bool bold) {
    ImFontConfig config;
    config.MergeMode = true;
    config.FontLoader = bold ? loader<true>() : loader<false>();
    config.SizePixels = -kBody; // as in load() of type.cpp
    config.GlyphMaxAdvanceX = -1e6f;
    ImGui::GetIO().Fonts->AddFont(&config);
}

} // namespace attn
