#include "cli_judged.h"

#include <algorithm>
#include <cmath>
#include <numeric>

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

// What has blanks between.
std::vector<std::string> words_in(std::string_view text) {
    std::vector<std::string> out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        out.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

// Places, counted from 0; -1 for what is none.
std::vector<int> places_in(const std::vector<std::string>& words) {
    std::vector<int> out;
    for (const std::string& word : words) out.push_back(word == "0" ? 0 : counted(word).value_or(-1));
    return out;
}

// What this step asks of a student with this seed. Of several cells another one is judged, too, if the file says so: whoever
// changes the name later has answered with the seed of the former.
Asked asked_by(const LessonStep& step, long seed, const std::string& cell_of_file) {
    Asked out{.ask = std::string(step.ask),
              .settings = std::string(step.settings),
              .to = std::string(step.to),
              .cells = words_in(step.cells)};
    if (step.ask != "number") {
        out.cell = step.cells;
        out.cells.clear();
        return out;
    }
    const bool is_one = std::find(out.cells.begin(), out.cells.end(), cell_of_file) != out.cells.end();
    out.cell = is_one ? cell_of_file : out.cells[chosen_by(seed, step.id, out.cells.size())];
    out.tolerance = 1.01 * std::pow(10.0, -step.digits);
    return out;
}

bool is_asked(const Asked& by_file, const Asked& by_lesson) {
    return by_file.ask == by_lesson.ask && by_file.settings == by_lesson.settings && by_file.to == by_lesson.to &&
           by_file.cells == by_lesson.cells;
}

// The right places of a step, and those that somebody gave: of a choice one, of others a list.
std::vector<int> right_places(const LessonStep& step) { return places_in(words_in(step.right)); }
std::vector<int> given_places(const Answer& a) { return places_in(a.number ? std::vector{a.answer} : a.several); }

// Lines are in order if they are all there, no other is, and no rank is below one before it.
bool in_order(const std::vector<int>& places, const std::vector<int>& ranks) {
    std::vector<int> given, all(ranks.size());
    for (const int place : places) {
        if (place < 0 || static_cast<std::size_t>(place) >= ranks.size()) return false;
        given.push_back(ranks[static_cast<std::size_t>(place)]);
    }
    std::vector<int> sorted = places;
    std::sort(sorted.begin(), sorted.end());
    std::iota(all.begin(), all.end(), 0);
    return sorted == all && std::is_sorted(given.begin(), given.end());
}

Recomputed recomputed(const Answer& a, const Asked& asked, const LessonStep* step) {
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
    if (!step) return {};
    if (asked.ask == "choice") return {true, given_places(a) == right_places(*step), std::string(step->right)};
    if (asked.ask == "lines") return {true, in_order(given_places(a), right_places(*step))};
    return {};
}

bool is_computed(const Asked& asked) {
    return asked.ask == "number" || asked.ask == "largest" || asked.ask == "change";
}

// How many questions of a self-test are right.
int score_of(const Answer& a, const std::vector<int>& right) {
    const std::vector<int> given = given_places(a);
    int out = 0;
    for (std::size_t i = 0; i < std::min(given.size(), right.size()); ++i) out += given[i] == right[i];
    return out;
}

} // namespace

std::string_view verdict_name(Verdict v) {
    switch (v) {
    case Verdict::right: return "right";
    case Verdict::wrong: return "wrong";
    case Verdict::unanswered: return "unanswered";
    case Verdict::claimed: return "claimed";
    case Verdict::scored: return "scored";
    }
    return "";
}

Judged judged(const Answer& a, long seed, std::span<const LessonStep> steps) {
    Judged out;
    const auto doubt = [&](std::string_view key) { out.doubts.push_back(tool_text(key, {{"step", a.step}})); };
    const auto found_step =
        std::find_if(steps.begin(), steps.end(), [&](const LessonStep& s) { return s.id == a.step; });
    const LessonStep* step = found_step == steps.end() ? nullptr : &*found_step;
    const Asked asked = step ? asked_by(*step, seed, a.asked.cell) : a.asked;
    if (!step) doubt("cli.verify.no_step");
    if (static_cast<std::size_t>(std::max(a.tries, 0L)) < a.wrong) doubt("cli.verify.few_tries");
    if (step && a.tries > 0 && !is_asked(a.asked, asked)) doubt("cli.verify.not_asked");
    if (asked.ask == "number" && a.tries > 0) {
        const auto& cells = asked.cells;
        if (!cells.empty() && cells[chosen_by(seed, a.step, cells.size())] != a.asked.cell)
            doubt("cli.verify.other_cell");
        if (step ? std::fabs(a.asked.tolerance - asked.tolerance) > 1e-9
                 : !(asked.tolerance > 0 && asked.tolerance <= 0.2))
            doubt("cli.verify.tolerance");
    }
    if (asked.ask == "test" && step && a.done) {
        const std::vector<int> right = right_places(*step);
        out.verdict = Verdict::scored;
        out.score = score_of(a, right);
        out.questions = static_cast<int>(right.size());
        return out;
    }
    const Recomputed found = recomputed(a, asked, step);
    out.expected = found.expected;
    if (is_computed(asked) && !found.known) doubt("cli.verify.no_sense");
    if (!a.done || a.skipped) {
        out.verdict = Verdict::unanswered;
        if (found.known && found.right && !a.skipped) doubt("cli.verify.right_after_all");
        return out;
    }
    if (!found.known) {
        out.verdict = is_computed(asked) ? Verdict::wrong : Verdict::claimed;
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
