#include "cli_export.h"

#include <algorithm>
#include <optional>

#include "cli_words.h"
#include "engine/exchange/matrix_files.h"
#include "engine/exchange/snippet.h"

namespace attn {

namespace {

std::string listed(const auto& keys) {
    std::string out;
    for (const std::string_view key : keys) out += (out.empty() ? "" : ", ") + std::string(key);
    return out;
}

// The keys of the matrices that a run has.
std::string matrices_of(const Trace& t) {
    std::vector<std::string_view> keys;
    for (const TensorInfo& about : kTensors)
        if (has(t, about.id)) keys.push_back(about.key);
    return listed(keys);
}

// A head's number, counted from 1; 0 when it is none of this run.
int head_number(const std::string& words, const Trace& t) {
    const bool digit = words.size() == 1 && words[0] >= '1' && words[0] <= '9';
    const int head = digit ? words[0] - '0' : 0;
    return head <= t.heads ? head : 0;
}

Bytes bytes_of(const std::string& words) { return Bytes(words.begin(), words.end()); }

} // namespace

ExportRequest export_request(const std::vector<std::string>& words) {
    ExportRequest request{.words = words};
    if (words.empty() || words[0] != "export") return request;
    request.words = {words[0]};
    const auto known = [](std::string_view word) {
        return std::find(kExportFormats.begin(), kExportFormats.end(), word) != kExportFormats.end();
    };
    if (words.size() > 1 && known(words[1])) request.format = words[1];
    else request.error = tool_text("cli.export.format", {{"formats", listed(kExportFormats)}});
    for (std::size_t i = 2; i < words.size() && request.error.empty(); ++i) {
        const std::size_t equals = words[i].find('=');
        const std::string option = words[i].substr(0, equals);
        std::string* value = option == "--tensor"   ? &request.tensor
                             : option == "--head"   ? &request.head
                             : option == "--output" ? &request.output
                                                    : nullptr;
        if (!value) {
            request.words.push_back(words[i]);
            // What follows another option is that option's value, whatever it looks like.
            if (option.starts_with("--") && equals == std::string::npos && i + 1 < words.size())
                request.words.push_back(words[++i]);
        } else if (equals != std::string::npos) *value = words[i].substr(equals + 1);
        else if (i + 1 < words.size()) *value = words[++i];
        if (value && value->empty()) request.error = tool_text("cli.no_value", {{"option", option}});
    }
    return request;
}

Exported exported(const Words& names, const Words& remarks, const ExportRequest& request, const Run& run) {
    const Trace& t = run.trace;
    if (request.format == "numpy")
        return {.name = "attention_numpy.py", .bytes = bytes_of(program_of(names, remarks, run, Library::numpy))};
    if (request.format == "pytorch")
        return {.name = "attention_pytorch.py", .bytes = bytes_of(program_of(names, remarks, run, Library::pytorch))};

    std::optional<Chosen> chosen;
    std::string name = "attention";
    if (!request.tensor.empty()) {
        const auto tensor = tensor_named(request.tensor);
        if (!tensor || !has(t, *tensor))
            return {.error = said("cli.export.tensor", {{"value", request.tensor}, {"tensors", matrices_of(t)}})};
        chosen = Chosen{.tensor = *tensor};
        name = info(*tensor).key;
    } else if (request.format == "npy") return {.error = said("cli.export.one", {{"tensors", matrices_of(t)}})};
    if (!request.head.empty()) {
        const int head = head_number(request.head, t);
        if (!chosen || !info(chosen->tensor).per_head || head == 0)
            return {.error = said("cli.export.head", {{"value", request.head}, {"heads", std::to_string(t.heads)}})};
        chosen->head = head - 1;
        name += "-head" + request.head;
    }
    name += "." + request.format;
    if (request.format == "json") return {.name = name, .bytes = bytes_of(json_of(names, run, chosen))};
    if (request.format == "npy") return {.name = name, .bytes = npy_of(t, *chosen)};
    const bool one = chosen && (chosen->head || !info(chosen->tensor).per_head);
    return {.name = name,
            .bytes = bytes_of(one ? csv_of(t, chosen->tensor, chosen->head.value_or(0)) : long_csv_of(t, chosen))};
}

} // namespace attn
