#include "targets.h"

#include "engine/formats/json.h"
#include "engine/formats/json_read.h"
#include "engine/formats/utf8.h"

namespace attn::fuzz {

namespace {

// Every value is asked every question.
std::string value_fault(const Json& json) {
    std::size_t count = 0;
    for (const Json item : json) {
        if (json.kind() == JsonKind::object && !json.has(item.name())) return "a member that cannot be found";
        if (std::string fault = value_fault(item); !fault.empty()) return fault;
        ++count;
    }
    const bool holds = json.kind() == JsonKind::array || json.kind() == JsonKind::object;
    if (count != (holds ? json.size() : 0)) return "another number of items than there are";
    if (json.kind() == JsonKind::text) {
        const std::string text = json.text(), again = json_string(text);
        const JsonDocument document = json_read(again);
        if (document.error || Json(document).text() != text) return "a text does not come back";
    }
    const auto number = real_of<double>(json);
    real_of<float>(json);
    if (json.kind() == JsonKind::number) {
        if (!number) return "a number that has no value";
        const std::string again = json_number(*number); // a text when it is infinite
        const JsonDocument document = json_read(again);
        if (document.error || real_of<double>(Json(document)) != number) return "a number does not come back";
    }
    return {};
}

} // namespace

std::string json_fault(std::string_view input) {
    const JsonDocument document = json_read(input);
    if (document.error) {
        const std::string line = message(*document.error);
        if (line.empty() || line.size() > 400) return "an error message that is empty or far too long";
        if (clean_utf8(line) != line) return "an error message with control characters or broken UTF-8";
        if (document.error->byte > input.size()) return "an error behind the end";
        value_fault(Json(document)); // what came before the fault can be read
        return {};
    }
    const Json json(document);
    if (std::string fault = value_fault(json); !fault.empty()) return fault;
    const std::string once = compact(json);
    const JsonDocument second = json_read(once);
    if (second.error) return "the compact form is not JSON";
    if (compact(Json(second)) != once) return "the compact form is not done after one go";
    if (second.nodes.size() != document.nodes.size()) return "the compact form has other values";
    return {};
}

} // namespace attn::fuzz
