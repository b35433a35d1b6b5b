// What is compared and what follows from it, as plain data; compare.h makes it and speaks about it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "derived.h"
#include "engine/analysis/compare.h"
#include "state.h"

namespace attn {

// What a comparison follows from.
struct Compared {
    Config run;
    std::optional<Config> other; // none: both are heads of one run
    int head = 0, other_head = 0;
    bool operator==(const Compared&) const = default;
};

// The numbers of one head of the table: of this run, and of the other one, if there is one.
struct HeadRow {
    int head = 0;
    std::vector<Measured> a{}, b{};
    std::optional<NamedPattern> pattern{}; // of this run
    std::optional<double> distance{};      // to the same head of the other run, or to the head shown
};

// Names of rows and columns that are tokens; none where they are numbered.
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

struct Program;

// Everything that follows from what is compared; rebuilt when it differs, a piece at a time (compare_work.h).
struct Comparison {
    std::optional<Compared> built_from;
    std::vector<std::function<void(Program&)>> pieces; // what it is made by
    std::size_t made = 0;                              // of them
    bool go_to_difference = false;                     // once it is known
    std::optional<ComparedMaps> maps;                  // none: before there are two
    std::optional<Derived> other;                      // the second run
    std::vector<StageDifference> stages;               // of the two heads that are compared
    std::vector<HeadRow> heads;     // of all heads, or in long sentences of the two that are compared
    std::optional<double> distance; // Jensen-Shannon, between the two
    std::optional<NamedPattern> pattern_a, pattern_b;
};

} // namespace attn
