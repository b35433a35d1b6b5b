#include "cli_verify.h"

#include <algorithm>
#include <map>

#include "cli_judged.h"
#include "cli_words.h"
#include "engine/formats/csv.h"
#include "engine/formats/join.h"
#include "engine/formats/utf8.h"

namespace attn {

namespace {

constexpr long kExercises = 5;

// One student, counted.
struct Marks {
    int right = 0, wrong = 0, claimed = 0, unanswered = 0, scored = 0;
    long tries = 0;
    std::map<std::string, int> scores{}; // of self-tests, by step
    std::vector<std::string> skipped{};  // steps that were left out, or shown
    std::vector<std::string> doubts;
};

int& count_of(Marks& marks, Verdict v) {
    switch (v) {
    case Verdict::right: return marks.right;
    case Verdict::wrong: return marks.wrong;
    case Verdict::claimed: return marks.claimed;
    case Verdict::unanswered: return marks.unanswered;
    case Verdict::scored: break;
    }
    return marks.scored;
}

const Work* work_of(const Results& r, long exercise) {
    const auto found =
        std::find_if(r.work.begin(), r.work.end(), [=](const Work& w) { return w.exercise == exercise; });
    return found == r.work.end() ? nullptr : &*found;
}

std::string sheet_title(std::span<const LessonStep> steps) {
    std::string out = "student,seed,intact,right,wrong,claimed,unanswered,tries";
    for (const LessonStep& step : steps) {
        if (step.ask != "test") continue;
        std::string name(step.id);
        std::replace(name.begin(), name.end(), '-', '_');
        out += "," + name;
    }
    for (long e = 1; e <= kExercises; ++e) out += ",exercise_" + std::to_string(e);
    return out + ",mistakes,doubts\n";
}

std::string sheet_row(const Results& r, const Marks& marks, std::span<const LessonStep> steps) {
    std::string out = csv_field(r.student) + "," + std::to_string(r.seed) + (r.intact ? ",yes" : ",no");
    for (const int count : {marks.right, marks.wrong, marks.claimed, marks.unanswered})
        out += "," + std::to_string(count);
    out += "," + std::to_string(marks.tries);
    for (const LessonStep& step : steps) {
        if (step.ask != "test") continue;
        const auto score = marks.scores.find(std::string(step.id));
        out += "," + (score == marks.scores.end() ? "" : std::to_string(score->second));
    }
    std::string mistakes;
    for (long e = 1; e <= kExercises; ++e) {
        const Work* work = work_of(r, e);
        out += !work ? "," : work->passed ? ",passed" : ",failed";
        if (work)
            for (const std::string& mistake : work->mistakes)
                mistakes += (mistakes.empty() ? "" : " ") + std::to_string(e) + ":" + clean_utf8(mistake);
    }
    std::string doubts;
    for (const std::string& doubt : marks.doubts) doubts += (doubts.empty() ? "" : " ") + doubt;
    return out + "," + csv_field(mistakes) + "," + csv_field(doubts) + "\n";
}

std::string answer_line(const Answer& a, const Judged& j) {
    const bool not_yet = j.verdict == Verdict::unanswered && !a.skipped && !a.answer.empty();
    std::string out = tool_text("cli.verify.answer", {{"step", a.step},
                                                      {"verdict", not_yet ? std::string(tool_text("cli.verify.not_yet"))
                                                                          : std::string(verdict_name(j.verdict))}});
    if (j.score)
        return out + tool_text("cli.verify.score",
                               {{"right", std::to_string(*j.score)}, {"questions", std::to_string(j.questions)}});
    if (!a.answer.empty()) out += tool_text("cli.verify.answered", {{"answer", a.answer}});
    if (!j.expected.empty()) out += tool_text("cli.verify.expected", {{"expected", j.expected}});
    return clean_utf8(out);
}

std::string page_of(const Results& r, const std::vector<Judged>& each, const Marks& marks) {
    std::string out =
        tool_text("cli.verify.student",
                  {{"student", r.student.empty() ? std::string(tool_text("cli.verify.nameless")) : r.student},
                   {"seed", std::to_string(r.seed)},
                   {"state", std::string(tool_text(r.intact ? "cli.verify.intact" : "cli.verify.not_intact"))}});
    out += "\n";
    for (std::size_t i = 0; i < each.size(); ++i) out += "  " + answer_line(r.answers[i], each[i]) + "\n";
    std::vector<std::string> passed;
    for (const Work& work : r.work) {
        if (work.passed) passed.push_back(std::to_string(work.exercise));
        const auto state = tool_text(work.passed ? "cli.verify.passed" : "cli.verify.not_passed");
        out +=
            "  " +
            tool_text("cli.verify.code", {{"exercise", std::to_string(work.exercise)}, {"state", std::string(state)}}) +
            "\n";
    }
    const int answered = marks.right + marks.wrong + marks.unanswered - static_cast<int>(marks.skipped.size());
    out += "  " +
           tool_text("cli.verify.summary", {{"right", std::to_string(marks.right)},
                                            {"answered", std::to_string(answered)},
                                            {"claimed", std::to_string(marks.claimed)},
                                            {"skipped", marks.skipped.empty() ? "–" : with_commas(marks.skipped)},
                                            {"passed", passed.empty() ? "–" : with_commas(passed)}}) +
           "\n";
    for (const std::string& doubt : marks.doubts) out += "  ! " + clean_utf8(doubt) + "\n";
    return out;
}

} // namespace

Reply verify_reply(const std::vector<std::string>& words, const FileReader& read, std::span<const LessonStep> steps) {
    const auto refused = [](int code, const std::string& why) {
        return Reply{.exit_code = code, .err = "attn: " + why + "\n"};
    };
    std::string path;
    bool csv = false;
    for (std::size_t i = 1; i < words.size(); ++i) {
        if (words[i] == "--csv") csv = true;
        else if (words[i].starts_with("--")) return refused(2, tool_text("cli.no_option", {{"option", words[i]}}));
        else if (path.empty()) path = words[i];
        else return refused(2, tool_text("cli.verify.one_file", {{"word", words[i]}}));
    }
    if (path.empty()) return refused(2, std::string(tool_text("cli.verify.no_file")));
    const FileRead file = read(path);
    if (!file.bytes) return refused(1, path + ": " + file.error);

    const ResultsRead results = results_read({reinterpret_cast<const char*>(file.bytes->data()), file.bytes->size()});
    Reply reply;
    if (csv) reply.out = sheet_title(steps);
    for (const Results& student : results.students) {
        Marks marks{.doubts = doubts_about(student)};
        std::vector<Judged> each;
        for (const Answer& answer : student.answers) {
            each.push_back(judged(answer, student.seed, steps));
            ++count_of(marks, each.back().verdict);
            if (each.back().verdict == Verdict::unanswered && answer.skipped)
                marks.skipped.push_back(clean_utf8(answer.step));
            if (each.back().score) marks.scores[answer.step] = *each.back().score;
            marks.tries += answer.tries;
            marks.doubts.insert(marks.doubts.end(), each.back().doubts.begin(), each.back().doubts.end());
        }
        reply.out += csv ? sheet_row(student, marks, steps) : page_of(student, each, marks);
        if (!marks.doubts.empty()) reply.exit_code = 1;
    }
    if (!results.error.empty()) {
        reply.exit_code = 1;
        reply.err = "attn: " + path + ": " + results.error + "\n";
    }
    return reply;
}

} // namespace attn
