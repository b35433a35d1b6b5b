// The desktop's field for typing a number over its cell. On a page a field of the browser does this, because only
// that has input methods and a phone's keyboard (web/element/edit.js).
#pragma once

#include <array>

#include "shell/views/figure.h"

namespace attn {

struct Field {
    std::array<char, 48> typed{};
    int fresh = 0;      // frames until it has settled after it was opened
    bool begun = false; // it was opened by the first digit of what is being typed
};

// Call after figure_ui: opens the field on a double click, Enter, F2 or a typed digit, and shows it while it is open.
void field_ui(Field&, Program&, const Faces&, ImFont* controls, const Rect& area);

} // namespace attn
