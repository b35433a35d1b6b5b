#include "export_file.h"

#include <optional>
#include <vector>

#include "engine/formats/join.h"
#include "engine/formats/utf8.h"
#include "matrix_files.h"
#include "snippet.h"

namespace attn {

namespace {

// The keys of the matrices that a run has.
std::string matrices_of(const Trace& t) {
    std::vector<std::string_view> keys;
    for (const TensorInfo& about : kTensors)
        if (has(t, about.id)) keys.push_back(about.key);
    return with_commas(keys);
}

// A head's number, counted from 1; 0 when it is none of this run.
int head_number(const std::string& words, const Trace& t) {
    const bool digit = words.size() == 1 && words[0] >= '1' && words[0] <= '9';
    const int head = digit ? words[0] - '0' : 0;
    return head <= t.heads ? head : 0;
}

Bytes bytes_of(const std::string& words) { return Bytes(words.begin(), words.end()); }

} // namespace

Exported exported(const Words& names, const Words& remarks, const FileWanted& wanted, Run& run) {
    Trace& t = run.trace;
    if (wanted.format == "numpy")
        return {.name = "attention_numpy.py", .bytes = bytes_of(program_of(names, remarks, run, Library::numpy))};
    if (wanted.format == "pytorch")
        return {.name = "attention_pytorch.py", .bytes = bytes_of(program_of(names, remarks, run, Library::pytorch))};

    std::optional<Chosen> chosen;
    std::string name = "attention";
    if (!wanted.tensor.empty()) {
        const auto tensor = tensor_named(wanted.tensor);
        if (!tensor || !has(t, *tensor))
            return {.error = said("cli.export.tensor", {{"value", wanted.tensor}, {"tensors", matrices_of(t)}})};
        chosen = Chosen{.tensor = *tensor};
        name = info(*tensor).key;
    } else if (wanted.format == "npy") return {.error = said("cli.export.one", {{"tensors", matrices_of(t)}})};
    if (!wanted.head.empty()) {
        const int head = head_number(wanted.head, t);
        if (!chosen || !info(chosen->tensor).per_head || head == 0)
            return {.error = said("cli.export.head", {{"value", wanted.head}, {"heads", std::to_string(t.heads)}})};
        chosen->head = head - 1;
        name += "-head" + wanted.head;
    }
    name += "." + wanted.format.substr(0, wanted.format.find('-'));
    if (wanted.format == "json") return {.name = name, .bytes = bytes_of(json_of(names, run, chosen))};
    if (wanted.format == "npy") return {.name = name, .bytes = npy_of(t, *chosen)};
    const bool one = chosen && (chosen->head || !info(chosen->tensor).per_head);
    const std::string mark(wanted.format == "csv-bom" ? kByteOrderMark : "");
    return {.name = name,
            .bytes =
                bytes_of(mark + (one ? csv_of(t, chosen->tensor, chosen->head.value_or(0)) : long_csv_of(t, chosen)))};
}

} // namespace attn
