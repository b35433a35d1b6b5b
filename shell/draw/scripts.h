// Words that the shipped faces cannot set: other scripts, emoji, combining marks. Whoever surrounds the program draws
// each as one picture, so that letters join, marks sit and lines run from right to left as they should; ImGui then sets
// it like a letter. A page draws with its browser's fonts, the desktop with those of the system.
#pragma once

#include <imgui.h>

#include <string>
#include <string_view>
#include <vector>

namespace attn {

struct WordPicture {
    float advance = 0;         // to the beginning of the next word, in pixels
    int left = 0, top = 0;     // of the picture's corner from the word's beginning on the baseline, y growing downwards
    int width = 0, height = 0; // in pixels
    bool colored = false;      // then pixels are red, green, blue, alpha; else only alpha, and the word takes its ink
    std::vector<unsigned char> pixels;
};

struct WordRenderer {
    // Draws at `size` pixels per em, or only finds the advance. False when it has no font for the word.
    virtual bool draw(std::string_view word, float size, bool bold, bool only_advance, WordPicture&) = 0;

protected:
    ~WordRenderer() = default;
};

// The words that were asked for. The faces of one context of ImGui point at them, so they must outlive it.
struct WordPictures {
    WordRenderer* renderer = nullptr; // null: nobody draws, and boxes are shown
    struct Word {
        std::string word;
        int frame; // in which it was asked for last
    };
    std::vector<Word> words;     // word i has the code point kFirstPicture + i
    std::vector<ImWchar> sorted; // the same in the order of the alphabet, to find one quickly
};

// The code points that stand for pictures, in the text that only ImGui sees. The shipped faces have none of them, and
// low ones keep ImGui's tables small.
inline constexpr ImWchar kFirstPicture = 0x500, kEndOfPictures = 0x1D00;

// Whoever types for hours, or drags a size, asks for ever new words and beginnings of words. When there are more than
// kOldWords that the last frame has not shown, they and the glyphs of their faces are forgotten. Call between frames.
inline constexpr std::size_t kOldWords = 1024;
void forget_old_words(WordPictures&);

// Whether the text face has every character of `text`, or the renderer can draw what it lacks.
bool can_set(WordRenderer*, std::string_view text);

// `text` for ImGui in this face: each word that lacks a character is one code point, which the sources below turn into
// its picture. A face without pictures (those of mathematics) gets the text as it is.
std::string with_pictures(const ImFont*, std::string_view text);

// Adds the pictures to the face that was loaded last.
void add_pictures(WordPictures&, bool bold);

} // namespace attn
