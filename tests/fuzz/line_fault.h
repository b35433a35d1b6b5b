// What is promised of a line of JSON and its answer, for `attn eval` and `attn gradient`.
#pragma once

#include <string>
#include <string_view>

#include "engine/exchange/eval_line.h"
#include "engine/formats/json_read.h"
#include "engine/formats/utf8.h"

namespace attn::fuzz {

// An answer is one line of JSON with the id that was asked with, and either `member` or what is wrong; the same every
// time. `fault` looks at the numbers.
inline std::string line_fault(std::string_view input, Answer (*answer)(std::string_view line, long number),
                              std::string_view member, std::string (*fault)(const Json& result)) {
    // What a machine with little memory could not answer is not tried: sizes are counted elsewhere.
    if (input.size() > 4096 || input.find('\n') != std::string_view::npos) return {};
    const Answer done = answer(input, 1);
    const std::size_t begin = input.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    const bool blank = input.find_first_not_of(" \t\r", begin) == std::string_view::npos;
    if (done.line.empty()) return blank && !done.failed ? "" : "no answer";

    if (done.line.find('\n') != std::string::npos) return "a result of more than one line";
    const JsonDocument document = json_read(done.line);
    if (document.error) return "a result that is not JSON";
    const Json result(document);
    if (result.kind() != JsonKind::object || !result.has("id")) return "a result without an id";
    if (done.failed != result.has("error") || done.failed == result.has(member))
        return "neither numbers nor an error, or both";
    if (done.failed && result["error"].text().empty()) return "an error without a word";
    const JsonDocument asked = json_read(input, {.lenient = true});
    if (!asked.error && compact(Json(asked)["id"]) != compact(result["id"]) && Json(asked).has("id"))
        return "another id than the one that was asked with";
    if (!done.failed && asked.error) return "numbers for something that is not JSON";
    if (!done.failed)
        if (std::string found = fault(result); !found.empty()) return found;
    if (answer(input, 1).line != done.line) return "another answer the second time";
    return {};
}

} // namespace attn::fuzz
