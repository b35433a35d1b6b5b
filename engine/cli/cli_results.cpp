#include "cli_results.h"

#include <cmath>

#include "cli_words.h"
#include "engine/formats/json_read.h"
#include "engine/formats/utf8.h"
#include "engine/math/random.h"

namespace attn {

namespace {

long whole(const Json& value) {
    const double number = value.number();
    return std::fabs(number) < 1e9 ? std::lround(number) : 0;
}

std::string words_or_json(const Json& value) {
    if (value.kind() == JsonKind::null) return {};
    return value.kind() == JsonKind::text ? value.text() : compact(value);
}

std::vector<std::string> items(const Json& array) {
    std::vector<std::string> out;
    if (array.kind() == JsonKind::array)
        for (const Json item : array) out.push_back(words_or_json(item));
    return out;
}

Asked asked_in(const Json& from) {
    return {.ask = from["ask"].text(),
            .settings = from["settings"].text(),
            .to = from["to"].text(),
            .cell = from["cell"].text(),
            .cells = items(from["cells"]),
            .tolerance = from["tolerance"].number()};
}

Answer answer_in(const Json& line) {
    const Json given = line["answer"];
    return {.step = line["step"].text(),
            .type = line["type"].text(),
            .done = line["done"].truth(),
            .skipped = line["skipped"].truth() || line["revealed"].truth(),
            .tries = whole(line["tries"]),
            .wrong = line["wrong"].size(),
            .answer = words_or_json(given),
            .number = given.kind() == JsonKind::number ? std::optional(given.number()) : std::nullopt,
            .several = items(given),
            .asked = asked_in(line["asked"])};
}

Work work_in(const Json& line) {
    return {.exercise = whole(line["exercise"]),
            .tries = whole(line["tries"]),
            .passed = line["passed"].truth(),
            .mistakes = items(line["mistakes"]),
            .code = line["code"].text()};
}

// Hexadecimal, 16 digits.
std::string hexadecimal(std::uint64_t number) {
    std::string out(16, '0');
    for (std::size_t i = 16; i-- > 0; number >>= 4) out[i] = "0123456789abcdef"[number & 15];
    return out;
}

} // namespace

std::uint32_t fnv32(std::string_view bytes) {
    std::uint32_t hash = 0x811c9dc5u;
    for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193u;
    return hash;
}

long seed_of_student(std::string_view student) { return fnv32(student) % 1'000'000; }

std::size_t chosen_by(long seed, std::string_view step, std::size_t count) {
    // FNV's upper bits hardly depend on the last letters: the end of MurmurHash3 stirs them.
    std::uint32_t hash = fnv32(std::to_string(seed) + ":" + std::string(step));
    hash = (hash ^ (hash >> 16)) * 0x85ebca6bu;
    hash = (hash ^ (hash >> 13)) * 0xc2b2ae35u;
    return (hash ^ (hash >> 16)) % count;
}

ResultsRead results_read(std::string_view text) {
    ResultsRead out;
    std::string lines; // of the student who is being read, as their checksum counts them
    bool open = false;
    std::size_t number = 0;
    const auto refuse = [&](std::string_view key, std::string why = {}) {
        out.error = tool_text(key, {{"line", std::to_string(number)}, {"why", std::move(why)}});
        return out;
    };
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text = end == text.npos ? std::string_view() : text.substr(end + 1);
        ++number;
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (number == 1 && line.starts_with("\xef\xbb\xbf")) line.remove_prefix(3);
        if (line.empty()) continue;
        const JsonDocument document = json_read(line);
        if (document.error) return refuse("cli.verify.no_json", message(*document.error));
        const Json object(document);
        const std::string kind = object["kind"].text();
        if (kind == "results") {
            if (whole(object["version"]) != 1) return refuse("cli.verify.version");
            out.students.push_back(
                {.student = clean_utf8(object["student"].text()), .seed = whole(object["seed"]), .line = number});
            lines.clear();
            open = true;
        } else if (!open) return refuse("cli.verify.no_results");
        Results& student = out.students.back();
        if (kind == "end") {
            student.intact = object["checksum"].text() == hexadecimal(hash(lines));
            open = false;
        } else if (kind == "answer") student.answers.push_back(answer_in(object));
        else if (kind == "code") student.work.push_back(work_in(object));
        else if (kind != "results") return refuse("cli.verify.no_kind", clean_utf8(kind));
        lines.append(line) += '\n';
    }
    if (out.students.empty()) return refuse("cli.verify.empty");
    return out;
}

} // namespace attn
