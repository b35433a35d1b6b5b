// What students hand in: the file of results that the course page saves, one JSON object a line. web/course/results.js
// writes it and says its form. Files of a whole class may be put one behind the other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace attn {

// What the right answer to a step follows from, as the page noted it.
struct Asked {
    std::string ask{};                // number, largest, change, test, choice, lines, code
    std::string settings{}, to{};     // "?text=...": links to the figure; `to` of ask "change" only
    std::string cell{};               // weights:1:3:2, as attn explain names it; ask "largest" names a row, weights:1:3
    std::vector<std::string> cells{}; // those of which the seed chose `cell`, if the file says so
    double tolerance = 0;             // of ask "number"
};

struct Answer {
    std::string step, type;
    bool done = false;    // the page found it right
    bool skipped = false; // not answered, or the solution was shown
    long tries = 0;
    std::size_t wrong = 0; // answers that are listed as wrong
    std::string answer;    // a text as it is, anything else as compact JSON
    std::optional<double> number{};
    std::vector<std::string> several{}; // of an answer that is a list: compact JSON
    Asked asked{};
};

struct Work {
    long exercise = 0, tries = 0;
    bool passed = false;
    std::vector<std::string> mistakes; // ids that the checker named, in their order
    std::string code;
};

// One student's results.
struct Results {
    std::string student;
    long seed = 0;
    std::vector<Answer> answers{};
    std::vector<Work> work{};
    bool intact = false;  // its last line has the checksum of the lines before it
    std::size_t line = 0; // where it begins in the file, counted from 1
};

struct ResultsRead {
    std::vector<Results> students;
    std::string error; // the first line that is none of this form, as a sentence; what was read before it is kept
};

// Blank lines and the carriage returns of Windows are overlooked.
ResultsRead results_read(std::string_view text);

// FNV-1a with 32 bits (Fowler, Noll and Vo), of which seeds are made. The checksum of a file is hash() of engine/math.
std::uint32_t fnv32(std::string_view bytes);

// The seed of a student of this name: 0 to 999999.
long seed_of_student(std::string_view student);

// Which of `count` things this seed chooses in a step, as web/course/seed.js does. Precondition: count > 0.
std::size_t chosen_by(long seed, std::string_view step, std::size_t count);

} // namespace attn
