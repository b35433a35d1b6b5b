// The typefaces.
#pragma once

#include <imgui.h>

#include "shell/layout/type_scale.h"

namespace attn {

struct WordPictures; // scripts.h

struct Faces {
    ImFont* text = nullptr;
    ImFont* bold = nullptr;
    ImFont* math_italic = nullptr;
    ImFont* math = nullptr;
    ImFont* math_tall = nullptr; // parentheses around fractions
};

// Loads the faces that were subset at build time into the current ImGui context. Words that they lack are among
// these pictures.
Faces load_faces(WordPictures&);

// The text face for ImGui's own controls. ImGui centres lines by their ascent plus descent, so unlike the
// other faces its size is that sum.
inline constexpr float kControls = kBody * 1.3f;
ImFont* load_panel_face();

} // namespace attn
