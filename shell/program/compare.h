// What the view "compare" is about, without drawing: which two, what they are called, where they differ.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "derived.h"
#include "engine/analysis/compare.h"
#include "state.h"

namespace attn {

struct Program;

// What a comparison follows from.
struct Compared {
    Config run;
    std::optional<Config> other; // none: both are heads of one run
    int head = 0, other_head = 0;
    bool operator==(const Compared&) const = default;
};
Compared compared(const AppState&);

// The numbers of one head of the table: of this run, and of the other one, if there is one.
struct HeadRow {
    int head = 0;
    std::vector<Measured> a{}, b{};
    std::optional<NamedPattern> pattern{}; // of this run
    std::optional<double> distance{};      // to the same head of the other run, or to the head shown
};

// Names of rows and columns that stand for tokens; none where they are numbered.
struct MapNames {
    std::vector<std::string> rows, cols;
    std::vector<std::string> distinct_rows{}, distinct_cols{}; // the same, each once
    bool operator==(const MapNames&) const = default;
};

// What there is to say about the whole: where the two begin to differ, how far the heads are apart, what a head does,
// how to notice a mistake. The figure prints it and the live region tells it.
struct Finding {
    enum class Kind { plain, heading, warning, code };
    Kind kind{};
    std::string text;
};

// What the maps of a stage show. A long text has millions of cells, so it is kept until something of it differs.
struct ComparedMaps {
    Identity identity{};
    Against against{};
    Stage stage{};
    TensorPair tensors{};
    Matrix difference{};
    Apart apart{};              // of it
    std::optional<Mask> open{}; // false where both hide the cell; none: nowhere
    MapNames a{}, b{}, both{};  // both: one name where they agree, else the two
    std::vector<Finding> findings{};
    const Words* words = nullptr; // that they are said in
};

// Everything that follows from what is compared; rebuilt when it differs.
struct Comparison {
    std::optional<Compared> built_from;
    std::optional<ComparedMaps> maps;    // none: before there are two
    std::optional<Derived> other;        // the second run
    std::vector<StageDifference> stages; // of the two heads that are compared
    std::vector<HeadRow> heads;          // of all heads, or in long sentences of the two that are compared
    std::optional<double> distance;      // Jensen-Shannon, between the two
    std::optional<NamedPattern> pattern_a, pattern_b;
};
// Keeps Program::comparison in step with the state while the view shows it.
void refresh_comparison(Program&);

// a: the run that is shown; b: the other one. Precondition: the comparison is in step.
RunHead side_a(const Program&);
RunHead side_b(const Program&);
// Whether there are two: before anything was pinned there is only one.
bool has_other(const Program&);

// The matrices that are compared in this stage. Where a stage has one matrix for all heads, two heads are compared in
// their own share of it.
TensorPair compared_tensors(const Program&);
bool own_shares(const Program&);

// What the maps show, as a heading: "Masked scores, head 1".
std::string compared_title(const Program&);

ComparedMaps compared_maps(const Program&);

std::string name_a(const Program&); // "head 1", "this run", "broken"
std::string name_b(const Program&);

// The cell at a place of the two maps that is looked at: under the pointer, or selected. Indices from 0 that may lie in
// only one of the two matrices.
struct Place {
    int row = 0, col = 0;
    bool operator==(const Place&) const = default;
};
std::optional<Place> selected_place(const Program&);
bool inside(const Matrix&, const Place&);

// One sentence about a place: both numbers and their difference.
std::string compared_sentence(const Program&, const Place&);

// The mistakes that are made and change nothing in this run.
std::vector<const MistakeInfo*> harmless_mistakes(const Config&);

std::vector<Finding> findings(const Program&);

} // namespace attn
