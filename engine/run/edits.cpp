#include "edits.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "engine/formats/decimal.h"
#include "engine/formats/number.h"

namespace attn {

namespace {

// A decimal in range, rounded once, to the float itself.
std::optional<float> number(std::string_view text) {
    const auto out = text.size() <= 40 ? read_float(text) : std::nullopt;
    if (!out || std::fabs(*out) > kMaxEditValue) return std::nullopt;
    return *out == 0 ? 0.0f : *out; // never -0
}

// The part of `text` before the first `end`, which is taken from it; all of it when there is none.
std::string_view taken(std::string_view& text, char end) {
    const auto at = std::min(text.find(end), text.size());
    const std::string_view out = text.substr(0, at);
    text.remove_prefix(std::min(at + 1, text.size()));
    return out;
}

} // namespace

bool comes_before(const Edit& a, const Edit& b) {
    return std::tie(a.matrix, a.row, a.col) < std::tie(b.matrix, b.row, b.col);
}

std::string edits_text(const Edits& edits) {
    std::string out;
    const Edit* last = nullptr;
    for (const Edit& e : edits.cells) {
        const bool next_to = last && last->matrix == e.matrix && last->row == e.row && last->col + 1 == e.col;
        if (!next_to)
            out += (out.empty() ? "" : ",") + std::string(kEditable[static_cast<std::size_t>(e.matrix)]) + "." +
                   std::to_string(e.row) + "." + std::to_string(e.col);
        out += ":" + shortest(e.value);
        last = &e;
    }
    return out;
}

std::optional<Edits> edits_of(std::string_view text) {
    Edits out;
    if (text.ends_with(',')) return std::nullopt;
    while (!text.empty()) {
        std::string_view entry = taken(text, ',');
        if (entry.ends_with(':')) return std::nullopt;
        std::string_view cell = taken(entry, ':');
        const auto name = std::find(kEditable.begin(), kEditable.end(), taken(cell, '.'));
        const auto row = counted(taken(cell, '.')), col = counted(cell);
        if (name == kEditable.end() || !row || !col || entry.empty()) return std::nullopt;
        Edit edit{static_cast<Editable>(name - kEditable.begin()), *row, *col, 0};
        for (; !entry.empty(); ++edit.col) {
            const auto value = number(taken(entry, ':'));
            if (!value) return std::nullopt;
            edit.value = *value;
            auto more = with_edit(out, edit);
            if (!more) return std::nullopt;
            out = std::move(*more);
        }
    }
    return out;
}

std::optional<float> typed_number(std::string_view text) {
    constexpr std::string_view minus = "\u2212";
    std::string plain;
    while (!text.empty()) {
        const bool sign = text.starts_with(minus);
        const char c = sign ? '-' : text[0] == ',' ? '.' : text[0];
        if (c != ' ' && c != '\t') plain += c;
        text.remove_prefix(sign ? minus.size() : 1);
    }
    return number(plain);
}

std::optional<Edits> with_edit(const Edits& edits, const Edit& edit) {
    Edits out = edits;
    const auto at = std::lower_bound(out.cells.begin(), out.cells.end(), edit, comes_before);
    if (at != out.cells.end() && !comes_before(edit, *at)) at->value = edit.value;
    else if (out.cells.size() == kMaxEdits) return std::nullopt;
    else out.cells.insert(at, edit);
    return out;
}

Edits without_edit(const Edits& edits, Editable matrix, int row, int col) {
    Edits out = edits;
    std::erase_if(out.cells, [&](const Edit& e) { return e.matrix == matrix && e.row == row && e.col == col; });
    return out;
}

void set_by_hand(const Edits& edits, Editable matrix, Matrix& m, std::vector<Edited>& done) {
    for (const Edit& e : edits.cells) {
        if (e.matrix != matrix || e.row > m.rows() || e.col > m.cols()) continue;
        float& cell = m(e.row - 1, e.col - 1);
        done.push_back({e, cell});
        cell = e.value;
    }
}

} // namespace attn
