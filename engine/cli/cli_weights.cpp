#include "cli_weights.h"

#include <algorithm>
#include <array>

#include "cli_print.h"
#include "cli_words.h"
#include "engine/exchange/layer_file.h"
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

// Rows of cells, each padded to the widest of its column but the last of its row.
using Rows = std::vector<std::vector<std::string>>;
std::string columns(const Rows& rows) {
    std::vector<int> widths;
    for (const auto& row : rows)
        for (std::size_t i = 0; i + 1 < row.size(); ++i) {
            if (widths.size() <= i) widths.push_back(0);
            widths[i] = std::max(widths[i], display_width(row[i]));
        }
    std::string out;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i + 1 < row.size(); ++i)
            out += row[i] + std::string(static_cast<std::size_t>(widths[i] - display_width(row[i]) + 2), ' ');
        out += row.back() + "\n";
    }
    return out;
}

std::vector<std::string> titles(std::initializer_list<std::string_view> keys) {
    std::vector<std::string> out;
    for (const std::string_view key : keys) out.emplace_back(tool_text(key));
    return out;
}

// How many numbers a token, its query, key and value, and an output have.
std::array<Index, 5> widths_of(const Projections& p) {
    // Without W_O the heads' values are the output, and those that queries share count as often as they are used.
    const Index output = p.w_o.size() > 0 ? p.w_o.cols() : p.w_v.cols() * p.w_q.cols() / p.w_k.cols();
    return {p.w_q.rows(), p.w_q.cols(), p.w_k.cols(), p.w_v.cols(), output};
}
constexpr std::array<std::string_view, 5> kWidths{"token", "query", "key", "value", "output"};

} // namespace

std::string refusal_line(const std::string& path, const Refusal& refusal) {
    return "attn: " + path + ": " + tool_text(refusal.reason) + " (rule " + std::string(refusal.rule) + ")\n";
}

std::string tensors_as_table(const TensorFile& file) {
    Rows rows{titles({"cli.weights.name", "cli.weights.type", "cli.weights.shape"})};
    std::size_t bytes = 0;
    bool all_convert = true;
    for (const StoredTensor& tensor : file.tensors) {
        rows.push_back({clean_utf8(tensor.name), std::string(tensor.dtype->name), shape_text(tensor.shape)});
        bytes += tensor.bytes.size();
        all_convert = all_convert && (tensor.dtype->converts || tensor.dtype->name == "F64");
    }
    std::string out = columns(rows);
    out += "\n" + counted_of("cli.weights.tensors", file.tensors.size()) + ", " +
           counted_of("cli.weights.bytes", bytes) + "\n";
    for (const auto& [name, value] : file.metadata) out += clean_utf8(name) + ": " + clean_utf8(value) + "\n";
    if (!all_convert) out += std::string(tool_text("cli.weights.listed_only")) + "\n";
    return out + layers_as_table(file);
}

std::string layers_as_table(const TensorFile& file) {
    Rows rows{titles({"cli.weights.layer", "cli.weights.models", "cli.weights.token", "cli.weights.query",
                      "cli.weights.key", "cli.weights.value", "cli.weights.output"})};
    for (const auto& [prefix, models] : layers_of(file)) {
        const StoredLayer layer = layer_of(file, prefix);
        // An empty prefix as a shell takes it.
        rows.push_back({prefix.empty() ? "\"\"" : clean_utf8(prefix), std::string(models)});
        if (!layer.projections) rows.back().push_back(tool_text(layer.error));
        else
            for (const Index width : widths_of(*layer.projections)) rows.back().push_back(std::to_string(width));
    }
    return rows.size() == 1 ? "" : "\n" + columns(rows);
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
    json.end().key("layers").array();
    for (const auto& [prefix, models] : layers_of(file)) {
        const StoredLayer layer = layer_of(file, prefix);
        json.object().member("prefix", prefix).member("names", models);
        if (!layer.projections) json.member("error", tool_text(layer.error));
        else {
            const std::array<Index, kWidths.size()> widths = widths_of(*layer.projections);
            for (std::size_t i = 0; i < kWidths.size(); ++i) json.key(kWidths[i]).raw(std::to_string(widths[i]));
        }
        json.end();
    }
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
