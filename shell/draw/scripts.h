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

// Draws at `size` pixels per em, or only finds the advance. False when it has no font for the word.
using WordRenderer = bool (*)(std::string_view word, float size, bool bold, bool only_advance, WordPicture&);

// From now on this one draws; nullptr: nobody does, and boxes are shown.
void set_word_renderer(WordRenderer);

// Whether the text face has every character of `text`, or the word renderer can draw what it lacks.
bool can_set(std::string_view text);

// `text` for ImGui in this face: each word that lacks a character is one code point, which the sources below turn into
// its picture. A face without pictures (those of mathematics) gets the text as it is.
std::string with_pictures(const ImFont*, std::string_view text);

// Adds the pictures to the face that was loaded last.
void add_pictures(bool bold);

} // namespace attn
