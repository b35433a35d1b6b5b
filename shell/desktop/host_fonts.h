// The fonts of the system, for words that the shipped faces lack; see WordRenderer in scripts.h. Only the desktop
// program has this: a page draws with its browser's fonts.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "shell/draw/scripts.h"

namespace attn {

struct SystemFont;

class SystemFonts final : public WordRenderer {
public:
    SystemFonts();
    ~SystemFonts();
    bool draw(std::string_view word, float size, bool bold, bool only_advance, WordPicture&) override;

private:
    SystemFont* kept(const std::string& file, char32_t);
    SystemFont* found_for(char32_t);
    SystemFont* font_with(char32_t);

    std::vector<std::unique_ptr<SystemFont>> fonts_; // those that were needed so far
    std::u32string missing_;                         // what no font has, so that the search is made once
    std::vector<std::string> files_;                 // without fontconfig: all there are
};

} // namespace attn
