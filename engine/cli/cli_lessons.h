// What the lessons of the course page ask, step by step. cli_lessons.cpp is made of the lessons by
// cmake/lesson_table.mjs, and a test (tests/course/verify.test.mjs) sees that it is up to date.
#pragma once

#include <span>
#include <string_view>

namespace attn {

struct LessonStep {
    std::string_view id;
    std::string_view ask;              // as in Asked (cli_results.h); "" of a step whose answer is what was done
    std::string_view settings{}, to{}; // links to the figure
    std::string_view cells{};          // with blanks between: those of which the seed chooses one
    int digits = 2;                    // of ask "number": how many decimals have to be right
    std::string_view right{};          // numbers with blanks between. choice, test: the place of the right choice of
                                       // each question, from 0. lines: the rank of each line of the solution; lines of
                                       // the same rank may change places, and lines after the last are mistakes
};

std::span<const LessonStep> lesson_steps();

} // namespace attn
