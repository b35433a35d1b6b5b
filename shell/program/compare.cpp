#include "compare.h"

#include <algorithm>
#include <cmath>

#include "engine/formats/number.h"
#include "engine/run/remarks.h"
#include "engine/stages/describe.h"
#include "engine/words/text.h"

namespace attn {

namespace {

// The head of the other side.
int other_head(const AppState& s) {
    if (s.against == Against::head) return std::min(s.other_head, s.config.heads) - 1;
    const bool pinned = s.against == Against::pin && s.pin.run;
    return (pinned ? std::min(s.head, s.pin.run->heads) : s.head) - 1;
}

} // namespace

Compared compared(const AppState& s) {
    Compared c{.run = s.config, .other = {}, .head = s.head - 1, .other_head = other_head(s)};
    switch (s.against) {
    case Against::head: break;
    case Against::pin:
        c.other = s.pin.run;
        if (c.other && !c.other->opened) c.other->opened = s.config.opened; // which no text can carry
        break;
    case Against::right:
        c.other = s.config;
        c.other->mistakes = {};
        break;
    }
    return c;
}

RunHead side_a(const Program& p) { return {&p.now.run.trace, p.state.head - 1}; }

RunHead side_b(const Program& p) {
    return {p.comparison.other ? &p.comparison.other->run.trace : &p.now.run.trace, other_head(p.state)};
}

bool has_other(const Program& p) { return p.state.against != Against::pin || p.state.pin.run; }

bool own_shares(const Program& p) {
    return p.state.against == Against::head && !info(result_of(p.state.stage)).per_head;
}

TensorPair compared_tensors(const Program& p) {
    const Stage stage = p.state.stage;
    if (!own_shares(p)) return compared_results(side_a(p), side_b(p), stage);
    const Tensor share = stage == Stage::tokens  ? Tensor::q_head
                         : stage < Stage::scores ? Tensor::v_head
                                                 : Tensor::context;
    return {share, share};
}

std::string compared_title(const Program& p) {
    const Tensor tensor = compared_tensors(p).a;
    if (p.state.against == Against::head) return std::string(tensor_title(words_of(p), tensor));
    return tensor_name(words_of(p), tensor, side_a(p).head);
}

std::string name_a(const Program& p) {
    switch (p.state.against) {
    case Against::head: return head_title(words_of(p), side_a(p).head);
    case Against::pin: return std::string(text(words_of(p), "compare.this_run"));
    case Against::right:
        return std::string(
            text(words_of(p), p.state.config.mistakes == Mistakes{} ? "compare.this_run" : "compare.broken"));
    }
    return {};
}

std::string name_b(const Program& p) {
    switch (p.state.against) {
    case Against::head: return head_title(words_of(p), side_b(p).head);
    case Against::pin: return std::string(text(words_of(p), "compare.pinned"));
    case Against::right: return std::string(text(words_of(p), "compare.right"));
    }
    return {};
}

bool inside(const Matrix& m, const Place& place) {
    return place.row >= 0 && place.col >= 0 && place.row < m.rows() && place.col < m.cols();
}

std::optional<Place> selected_place(const Program& p) {
    if (p.state.row == 0 || p.state.col == 0) return std::nullopt;
    const Matrix& a = matrix(side_a(p), compared_tensors(p).a);
    return Place{std::min(p.state.row, static_cast<int>(a.rows())) - 1,
                 std::min(p.state.col, static_cast<int>(a.cols())) - 1};
}

std::string compared_sentence(const Program& p, const Place& place) {
    const TensorPair tensors = compared_tensors(p);
    const RunHead a = side_a(p), b = side_b(p);
    const Matrix &in_a = matrix(a, tensors.a), &in_b = matrix(b, tensors.b);
    const bool only_a = !inside(in_b, place), only_b = !inside(in_a, place);
    const RunHead& named = only_b ? b : a;
    const Tensor tensor = only_b ? tensors.b : tensors.a;
    const auto digits = [&](const RunHead& s, Tensor t) { return fixed(matrix(s, t)(place.row, place.col), 3); };
    const std::string row = row_label(*named.trace, tensor, place.row),
                      col = col_label(*named.trace, tensor, place.col);
    const std::string name_of_a = name_a(p), name_of_b = name_b(p);
    if (only_a || only_b) {
        const std::string value = only_b ? digits(b, tensors.b) : digits(a, tensors.a);
        return text(words_of(p), "compare.no_partner",
                    {{"row", row}, {"col", col}, {"name", only_b ? name_of_b : name_of_a}, {"value", value}});
    }
    const Matrix apart = difference(in_a.block(place.row, place.col, 1, 1), in_b.block(place.row, place.col, 1, 1));
    if (!std::isfinite(apart(0, 0))) {
        const bool of_a = apart(0, 0) > 0;
        return text(words_of(p), "compare.cell_only",
                    {{"row", row},
                     {"col", col},
                     {"value", of_a ? digits(a, tensors.a) : digits(b, tensors.b)},
                     {"name", of_a ? name_of_a : name_of_b},
                     {"other", of_a ? name_of_b : name_of_a}});
    }
    return text(words_of(p), "compare.cell",
                {{"row", row},
                 {"col", col},
                 {"a", name_of_a},
                 {"b", name_of_b},
                 {"value_a", digits(a, tensors.a)},
                 {"value_b", digits(b, tensors.b)},
                 {"difference", fixed(apart(0, 0), 3)}});
}

std::vector<const MistakeInfo*> harmless_mistakes(const Config& config) {
    std::vector<const MistakeInfo*> out;
    for (const MistakeInfo& m : kMistakes)
        if (config.mistakes.*m.on && changes_nothing(config, m.on)) out.push_back(&m);
    return out;
}

} // namespace attn
