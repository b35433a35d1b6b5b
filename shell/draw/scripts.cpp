#include "scripts.h"

#include <fonts_data.h>
#include <imgui_internal.h>

#include <algorithm>

#include "engine/formats/utf8.h"
#include "shell/layout/type_scale.h"

namespace attn {

namespace {

constexpr std::size_t kLongest = 24; // characters in one picture, so that it fits any texture

std::string_view word_of(const WordPictures& p, ImWchar code) { return p.words[code - kFirstPicture].word; }

// A frame that shows some thousands of words has no code point left for more.
ImWchar code_of(WordPictures& p, std::string_view word) {
    const int frame = ImGui::GetFrameCount();
    const auto less = [&](ImWchar code, std::string_view than) { return word_of(p, code) < than; };
    const auto at = std::lower_bound(p.sorted.begin(), p.sorted.end(), word, less);
    if (at != p.sorted.end() && word_of(p, *at) == word) return p.words[*at - kFirstPicture].frame = frame, *at;
    if (p.words.size() >= kEndOfPictures - kFirstPicture) return 0xFFFD;
    const auto code = static_cast<ImWchar>(kFirstPicture + p.words.size());
    p.words.push_back({std::string(word), frame});
    p.sorted.insert(at, code);
    return code;
}

// Whether the text face has every character of `text`.
bool covers(std::string_view text) {
    while (!text.empty()) {
        if (static_cast<unsigned char>(text[0]) - 0x20u < 0x5F) {
            text.remove_prefix(1);
            continue;
        }
        const char32_t c = take_code_point(text);
        bool found = false;
        for (unsigned i = 0; i < kFontTextRangeCount; ++i)
            found |= c >= kFontTextRanges[i][0] && c <= kFontTextRanges[i][1];
        if (!found) return false;
    }
    return true;
}

bool ends_word(char32_t c) {
    return c == ' ' || c == '"' || c == '(' || c == ')' || c == U'“' || c == U'”' || c == U'·';
}

// Calls visit(part) for each word and each run of what is between words.
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
    const auto* words = static_cast<const WordPictures*>(src->FontLoaderData);
    if (!words || !words->renderer || code < kFirstPicture || code >= kFirstPicture + words->words.size()) return false;
    const float density = src->RasterizerDensity * baked->RasterizerDensity;
    WordPicture picture;
    if (!words->renderer->draw(word_of(*words, code), baked->Size * density, bold, out_advance != nullptr, picture))
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

// Those of a face; null when it has none.
WordPictures* pictures_of(const ImFont* font) {
    for (const ImFontConfig* source : font->Sources)
        if (source->FontLoader == loader<false>() || source->FontLoader == loader<true>())
            return static_cast<WordPictures*>(source->FontLoaderData);
    return nullptr;
}

} // namespace

void forget_old_words(WordPictures& p) {
    const auto is_old = [last = ImGui::GetFrameCount()](const WordPictures::Word& w) { return w.frame < last; };
    if (static_cast<std::size_t>(std::count_if(p.words.begin(), p.words.end(), is_old)) <= kOldWords) return;
    std::erase_if(p.words, is_old);
    p.sorted.clear();
    for (std::size_t i = 0; i < p.words.size(); ++i) p.sorted.push_back(static_cast<ImWchar>(kFirstPicture + i));
    std::sort(p.sorted.begin(), p.sorted.end(), [&](ImWchar a, ImWchar b) { return word_of(p, a) < word_of(p, b); });
    // Code points mean other words now.
    for (ImFont* font : ImGui::GetIO().Fonts->Fonts)
        if (pictures_of(font) == &p) ImFontAtlasFontDiscardBakes(font->ContainerAtlas, font, 0);
}

bool can_set(WordRenderer* renderer, std::string_view text) {
    bool all = true;
    for_each_part(text, [&](std::string_view part) {
        WordPicture unused;
        all = all && (covers(part) || (renderer && renderer->draw(part, kBody, false, true, unused)));
    });
    return all;
}

std::string with_pictures(const ImFont* font, std::string_view text) {
    std::string out;
    WordPictures* const words = pictures_of(font);
    if (!words || !words->renderer || covers(text)) return out = text;
    for_each_part(text, [&](std::string_view part) {
        if (covers(part)) return void(out += part);
        // A long word is cut between characters; mostly it is a sentence without spaces.
        const std::vector<std::string> all = characters(part);
        for (std::size_t from = 0; from < all.size(); from += kLongest) {
            std::string piece;
            for (std::size_t i = from; i < std::min(from + kLongest, all.size()); ++i) piece += all[i];
            append_utf8(out, code_of(*words, piece));
        }
    });
    return out;
}

void add_pictures(WordPictures& words, bool bold) {
    ImFontConfig config;
    config.MergeMode = true;
    config.FontLoader = bold ? loader<true>() : loader<false>();
    config.SizePixels = -kBody; // as in load() of faces.cpp
    config.GlyphMaxAdvanceX = -1e6f;
    ImFontAtlas* const atlas = ImGui::GetIO().Fonts;
    atlas->AddFont(&config);
    atlas->Sources.back().FontLoaderData = &words; // it has to be null in AddFont
}

} // namespace attn
