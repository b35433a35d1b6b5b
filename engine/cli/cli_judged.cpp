#include "cli_judged.h"

#include <algorithm>
#include <cmath>

#include "cli_request.h"
#include "cli_words.h"
#include "engine/attention/projections.h"
#include "engine/formats/number.h"
#include "engine/run/run.h"
#include "engine/stages/describe.h"

namespace attn {

namespace {

// What a link of the page computes; nothing if it makes no sense.
std::optional<Run> run_of(const std::string& link) {
    const RunRequest request = run_request({"run", link}, Config{}, false);
    if (!request.error.empty()) return std::nullopt;
    return run(request.config, projections_of(request.config));
}

std::optional<double> value_at(const std::string& link, const std::string& name) {
    const std::optional<Run> of = run_of(link);
    if (!of) return std::nullopt;
    const auto cell = cell_of(of->trace, name);
    return cell ? std::optional(explain(of->trace, *cell).result) : std::nullopt;
}

// The name of the column with the largest number of a row that nothing masks, the first of equals.
std::optional<std::string> largest_in(const std::string& link, const std::string& row) {
    const std::optional<Run> of = run_of(link);
    if (!of) return std::nullopt;
    std::optional<Cell> best;
    double largest = 0;
    for (int col = 1;; ++col) {
        const auto cell = cell_of(of->trace, row + ":" + std::to_string(col));
        if (!cell) break;
        if (is_masked(of->trace, cell->tensor, cell->head, cell->row, cell->col)) continue;
        const double value = explain(of->trace, *cell).result;
        if (!best || value > largest) best = cell, largest = value;
    }
    return best ? std::optional(col_label(of->trace, best->tensor, best->col)) : std::nullopt;
}

// As the page calls it: a change by less than half a thousandth is none.
std::string change(double before, double after) {
    return std::fabs(after - before) < 5e-4 ? "stays" : after > before ? "grows" : "shrinks";
}

struct Recomputed {
    bool known = false; // there is something to compute, and it could be
    bool right = false;
    std::string expected{};
};

Recomputed recomputed(const Answer& a) {
    const Asked& asked = a.asked;
    if (asked.ask == "number") {
        const auto value = value_at(asked.settings, asked.cell);
        if (!value) return {};
        return {true, a.number && std::fabs(*a.number - *value) <= asked.tolerance, fixed(*value, 3)};
    }
    if (asked.ask == "largest") {
        const auto name = largest_in(asked.settings, asked.cell);
        return name ? Recomputed{true, a.answer == *name, *name} : Recomputed{};
    }
    if (asked.ask == "change") {
        const auto before = value_at(asked.settings, asked.cell), after = value_at(asked.to, asked.cell);
        if (!before || !after) return {};
        const std::string how = change(*before, *after);
        return {true, a.answer == how, how};
    }
    return {};
}

bool is_computed(const Asked& asked) {
    return asked.ask == "number" || asked.ask == "largest" || asked.ask == "change";
}

} // namespace

std::string_view verdict_name(Verdict v) {
    switch (v) {
    case Verdict::right: return "right";
    case Verdict::wrong: return "wrong";
    case Verdict::unanswered: return "unanswered";
    case Verdict::claimed: return "claimed";
    }
    return "";
}

Judged judged(const Answer& a, long seed) {
    Judged out;
    const auto doubt = [&](std::string_view key) { out.doubts.push_back(tool_text(key, {{"step", a.step}})); };
    if (static_cast<std::size_t>(std::max(a.tries, 0L)) < a.wrong) doubt("cli.verify.few_tries");
    const auto& cells = a.asked.cells;
    if (!cells.empty() && cells[chosen_by(seed, a.step, cells.size())] != a.asked.cell) doubt("cli.verify.other_cell");
    if (a.asked.ask == "number" && !(a.asked.tolerance > 0 && a.asked.tolerance <= 0.2)) doubt("cli.verify.tolerance");
    const Recomputed found = recomputed(a);
    out.expected = found.expected;
    if (is_computed(a.asked) && !found.known) doubt("cli.verify.no_sense");
    if (!a.done || a.skipped) {
        out.verdict = Verdict::unanswered;
        if (found.known && found.right && !a.skipped) doubt("cli.verify.right_after_all");
        return out;
    }
    if (!found.known) {
        out.verdict = is_computed(a.asked) ? Verdict::wrong : Verdict::claimed;
        return out;
    }
    out.verdict = found.right ? Verdict::right : Verdict::wrong;
    if (!found.right) doubt("cli.verify.not_right");
    return out;
}

std::vector<std::string> doubts_about(const Results& r) {
    std::vector<std::string> out;
    if (!r.intact) out.push_back(std::string(tool_text("cli.verify.edited")));
    if (!r.student.empty() && r.seed != seed_of_student(r.student))
        out.push_back(tool_text("cli.verify.seed", {{"seed", std::to_string(seed_of_student(r.student))}}));
    return out;
}

} // namespace attn
