#include "targets.h"

#include "engine/exchange/eval.h"
#include "engine/formats/json_read.h"
#include "engine/formats/utf8.h"

namespace attn::fuzz {

namespace {

// A result is one line of JSON with the id that was asked with, and either numbers or what is wrong.
std::string result_fault(std::string_view line, const Evaluated& done) {
    if (done.line.find('\n') != std::string::npos) return "a result of more than one line";
    const JsonDocument document = json_read(done.line);
    if (document.error) return "a result that is not JSON";
    const Json result(document);
    if (result.kind() != JsonKind::object || !result.has("id")) return "a result without an id";
    if (done.failed != result.has("error") || done.failed == result.has("output"))
        return "neither numbers nor an error, or both";
    if (done.failed && result["error"].text().empty()) return "an error without a word";
    const JsonDocument asked = json_read(line, {.lenient = true});
    if (!asked.error && compact(Json(asked)["id"]) != compact(result["id"]) && Json(asked).has("id"))
        return "another id than the one that was asked with";
    if (done.failed) return {};
    if (asked.error) return "numbers for something that is not JSON";
    // Weights are shares: from 0 to 1 where they are numbers at all (an infinite score gives NaN).
    for (const Json head : result["weights"])
        for (const Json row : head)
            for (const Json cell : row)
                if (const double w = cell.number(); w == w && (w < 0 || w > 1.000001))
                    return "a weight that is no share";
    return {};
}

} // namespace

std::string eval_fault(std::string_view input) {
    // What a machine with little memory could not answer is not tried: sizes are counted elsewhere.
    if (input.size() > 4096 || input.find('\n') != std::string_view::npos) return {};
    const Evaluated done = evaluated(input, 1);
    const std::size_t begin = input.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    const bool blank = input.find_first_not_of(" \t\r", begin) == std::string_view::npos;
    if (done.line.empty()) return blank && !done.failed ? "" : "no answer";
    if (std::string fault = result_fault(input, done); !fault.empty()) return fault;
    if (evaluated(input, 1).line != done.line) return "another answer the second time";
    return {};
}

} // namespace attn::fuzz
