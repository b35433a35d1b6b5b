// `attn verify FILE [--csv]`: what students hand in, judged anew. For people a page for each student, with --csv a grade
// sheet with a row for each; columns: student, seed, intact, right, wrong, claimed, unanswered, tries, one for each
// self-test (how many questions are right), exercise_1 to exercise_5 (passed, failed or nothing, by the page's account),
// mistakes, doubts. Exit code 1 if there is any doubt.
//
// Code is not run here: `./lab verify` does that.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli_files.h"
#include "cli_lessons.h"
#include "cli_reply.h"

namespace attn {

Reply verify_reply(const std::vector<std::string>& words, const FileReader& read,
                   std::span<const LessonStep> steps = lesson_steps());

} // namespace attn
