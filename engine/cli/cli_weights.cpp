#include "cli_weights.h"

#include <algorithm>
#include <array>

#include "cli_print.h"
#include "cli_words.h"
#include "engine/formats/json.h"
#include "engine/formats/npy.h"
#include "engine/formats/utf8.h"

namespace attn {

namespace {

struct Request {
    std::string path;
    bool json = false;
    std::optional<std::string> name; // of the tensor to write, and where
    std::string npy_path;
    std::string error; // the first thing that made no sense, or empty
};

Request request_of(const std::vector<std::string>& words) {
    Request request;
    const auto behind = [&](std::size_t i) { return words.size() - i - 1; };
    for (std::size_t i = 1; i < words.size() && request.error.empty(); ++i) {
        const std::string& word = words[i];
        if (word == "--json" || word == "--table") request.json = word == "--json";
        else if (word == "--npy" && behind(i) >= 2) {
            request.name = words[++i];
            request.npy_path = words[++i];
        } else if (word == "--npy") request.error = tool_text("cli.weights.npy");
        else if (word.starts_with("-") && word.size() > 1)
            request.error = tool_text("cli.no_option", {{"option", word}});
        else if (request.path.empty()) request.path = word;
        else request.error = tool_text("cli.weights.one_file", {{"word", word}});
    }
    if (request.error.empty() && request.path.empty()) request.error = tool_text("cli.weights.no_file");
    return request;
}

Reply failure(int code, std::string line) { return {.exit_code = code, .err = std::move(line)}; }

std::string counted_of(std::string_view key, std::size_t count) {
    return counted(tool_words(kLanguage), key, static_cast<long long>(count));
}

Reply npy_reply(const Request& request, const TensorFile& file) {
    const std::string shown = clean_utf8(*request.name);
    const auto found = std::find_if(file.tensors.begin(), file.tensors.end(),
                                    [&](const StoredTensor& t) { return t.name == *request.name; });
    if (found == file.tensors.end())
        return failure(1,
                       "attn: " + tool_text("cli.weights.no_tensor", {{"file", request.path}, {"name", shown}}) + "\n");
    Reply reply;
    if (const auto doubles = doubles_of(*found)) reply.file = {request.npy_path, npy_bytes(found->shape, *doubles)};
    else if (const auto floats = floats_of(*found)) reply.file = {request.npy_path, npy_bytes(found->shape, *floats)};
    else
        return failure(
            1, "attn: " + tool_text("cli.weights.no_floats", {{"name", shown}, {"type", found->dtype->name}}) + "\n");
    return reply;
}

} // namespace

std::string refusal_line(const std::string& path, const Refusal& refusal) {
    return "attn: " + path + ": " + tool_text(refusal.reason) + " (rule " + std::string(refusal.rule) + ")\n";
}

std::string tensors_as_table(const TensorFile& file) {
    std::vector<std::array<std::string, 3>> rows{{std::string(tool_text("cli.weights.name")),
                                                  std::string(tool_text("cli.weights.type")),
                                                  std::string(tool_text("cli.weights.shape"))}};
    std::size_t bytes = 0;
    bool all_convert = true;
    for (const StoredTensor& tensor : file.tensors) {
        rows.push_back({clean_utf8(tensor.name), std::string(tensor.dtype->name), shape_text(tensor.shape)});
        bytes += tensor.bytes.size();
        all_convert = all_convert && (tensor.dtype->converts || tensor.dtype->name == "F64");
    }
    std::array<int, 2> widths{};
    for (const auto& row : rows)
        for (std::size_t i = 0; i < 2; ++i) widths[i] = std::max(widths[i], display_width(row[i]));
    std::string out;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < 2; ++i)
            out += row[i] + std::string(static_cast<std::size_t>(widths[i] - display_width(row[i]) + 2), ' ');
        out += row[2] + "\n";
    }
    out += "\n" + counted_of("cli.weights.tensors", file.tensors.size()) + ", " +
           counted_of("cli.weights.bytes", bytes) + "\n";
    for (const auto& [name, value] : file.metadata) out += clean_utf8(name) + ": " + clean_utf8(value) + "\n";
    if (!all_convert) out += std::string(tool_text("cli.weights.listed_only")) + "\n";
    return out;
}

std::string tensors_as_json(const TensorFile& file) {
    JsonWriter json;
    json.object().key("tensors").array();
    for (const StoredTensor& tensor : file.tensors) {
        json.object().member("name", tensor.name).member("dtype", tensor.dtype->name).key("shape").array();
        for (const std::uint64_t size : tensor.shape) json.raw(std::to_string(size));
        json.end().key("bytes").raw(std::to_string(tensor.bytes.size())).end();
    }
    json.end().key("metadata").object();
    for (const auto& [name, value] : file.metadata) json.member(name, value);
    return json.end().end().take() + "\n";
}

Reply weights_reply(const std::vector<std::string>& words, const FileReader& read) {
    const Request request = request_of(words);
    if (!request.error.empty()) return failure(2, "attn: " + request.error + "\n");
    const FileRead content = read(request.path);
    if (!content.bytes) return failure(1, "attn: " + request.path + ": " + content.error + "\n");
    const auto file = tensors_of(*content.bytes);
    if (!file) return failure(1, refusal_line(request.path, file.refusal));
    if (request.name) return npy_reply(request, *file);
    return {.out = request.json ? tensors_as_json(*file) : tensors_as_table(*file)};
}

} // namespace attn
