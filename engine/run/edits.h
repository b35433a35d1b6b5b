// Numbers that a learner has set by hand, in a compact text form.
//
//     x.1.2:0.5               row 1, column 2 of X is 0.5; both are counted from 1
//     x.1.2:0.5:-1            and column 3 is -1
//     w_q.3.4:1,w_o.1.1:0     cells of several matrices
//
// Cells that a matrix does not have are allowed and set nothing, so a text stays valid while the sentence or the
// width of the vectors changes: such numbers are kept, and count again when their cells are back.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/math/matrix.h"

namespace attn {

// The matrices that are inputs: what else there is follows from them.
enum class Editable : std::uint8_t { x, memory, w_q, w_k, w_v, w_o };
inline constexpr std::array<std::string_view, 6> kEditable{"x", "memory", "w_q", "w_k", "w_v", "w_o"};

inline constexpr int kMaxEdits = 512;          // numbers in one text
inline constexpr float kMaxEditValue = 100.0f; // so that no product becomes infinite, and digits fit into cells

struct Edit {
    Editable matrix{};
    int row = 1, col = 1; // counted from 1
    float value = 0;
    bool operator==(const Edit&) const = default;
};
struct Edits {
    std::vector<Edit> cells{}; // in the order of matrix, row and column; each cell once
    bool operator==(const Edits&) const = default;
};

// The order of edits: by matrix, row and column.
bool comes_before(const Edit&, const Edit&);

// A number that was set, and what would be there without it.
struct Edited {
    Edit set;
    float was = 0;
};

std::string edits_text(const Edits&);
std::optional<Edits> edits_of(std::string_view text); // nothing when the text does not have this form

// A number as a person types it: also "+1", ".5", a decimal comma and a true minus sign. Nothing when it is no number
// from -kMaxEditValue to kMaxEditValue.
std::optional<float> typed_number(std::string_view text);

// The same edits with one more number, or another one in its cell; nothing when there is no room for it.
std::optional<Edits> with_edit(const Edits&, const Edit&);
Edits without_edit(const Edits&, Editable, int row, int col);

// Sets the numbers of one matrix that lie inside it, and appends each to `done`.
void set_by_hand(const Edits&, Editable, Matrix&, std::vector<Edited>& done);

} // namespace attn
