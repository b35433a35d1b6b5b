#include "open_files.h"

#include <algorithm>
#include <cmath>

#include "engine/attention/options.h"
#include "engine/formats/json_read.h"
#include "engine/formats/npy.h"
#include "engine/formats/number.h"
#include "engine/formats/utf8.h"
#include "engine/run/config.h"
#include "eval_case.h"

namespace attn {

namespace {

bool is_finite(const Matrix& m) { return m.array().isFinite().all(); }

// What of the numbers the figure cannot show.
Said too_much(const Given& g) {
    const Projections& p = g.projections;
    const Index width = std::max({width_of(g), p.w_q.cols(), p.w_k.rows(), p.w_k.cols(), p.w_v.rows(), p.w_v.cols(),
                                  p.w_o.rows(), p.w_o.cols(), g.memory.cols()});
    if (width > kMaxGivenWidth)
        return said("open.width", {{"found", std::to_string(width)}, {"max", std::to_string(kMaxGivenWidth)}});
    const Index rows = std::max(g.x.rows(), g.memory.rows());
    if (rows > kMaxTokens)
        return said("open.rows", {{"found", std::to_string(rows)}, {"max", std::to_string(kMaxTokens)}});
    if (g.heads > kMaxHeads)
        return said("open.heads", {{"found", std::to_string(g.heads)}, {"max", std::to_string(kMaxHeads)}});
    for (const Matrix* m : {&g.x, &g.memory, &p.w_q, &p.w_k, &p.w_v, &p.w_o, &p.b_q, &p.b_k, &p.b_v, &p.b_o})
        if (!is_finite(*m)) return said("open.not_finite");
    return {};
}

std::optional<Said> misfit_of(const Given& g) {
    const Inputs inputs{.x = g.x.size() > 0 ? g.x : Matrix(Matrix::Zero(1, width_of(g))), .memory = g.memory};
    return misfit(inputs, g.projections, {.heads = g.heads, .kv_heads = g.kv_heads});
}

// Where nobody tells, heads are 64 numbers wide, as in most models; else there are two, or one, or as many as fit keys
// and values that are narrower than queries.
void guess_heads(Given& g) {
    const Index width = g.projections.w_q.size() > 0 ? g.projections.w_q.cols() : width_of(g);
    std::vector<Index> guesses{width % 64 == 0 ? width / 64 : Index{0}, Index{2}, Index{1}};
    for (Index heads = 3; heads <= kMaxHeads; ++heads) guesses.push_back(heads);
    for (const Index heads : guesses) {
        if (heads < 1 || heads > kMaxHeads || width % heads != 0) continue;
        g.heads = static_cast<int>(heads);
        if (g.projections.w_q.size() == 0) return;
        g.kv_heads = kv_heads_in(g.projections, g.heads);
        if (!misfit_of(g)) return;
    }
}

struct Opener {
    const Words& tool;
    std::span<const FileBytes> files;
    std::string_view layer;
    OpenedFiles out{};

    OpenedFiles no(std::string why) { return out.error = std::move(why), std::move(out); }
    OpenedFiles no(const Said& why) { return no(text(tool, why)); }

    OpenedFiles yes(Given g) {
        g.file = files[0].name.substr(0, 200);
        for (std::size_t i = 1; i < files.size(); ++i) g.file += "+" + files[i].name.substr(0, 60);
        g.file = clean_utf8(g.file);
        if (const Said why = too_much(g); !why.key.empty()) return no(why);
        out.layer = g.layer;
        out.given = std::make_shared<const Given>(std::move(g));
        return std::move(out);
    }

    // A layer of a weights file.
    OpenedFiles weights() {
        const auto file = tensors_of(files[0].bytes);
        if (!file) return no(file.refusal.reason);
        out.layers = layers_of(*file);
        std::string_view used = out.layers.empty() ? std::string_view() : std::string_view(out.layers[0].prefix);
        for (const FoundLayer& found : out.layers)
            if (found.prefix == layer) used = found.prefix;
        StoredLayer stored = layer_of(*file, used);
        if (!stored.projections) return no(stored.error);
        out.remark = stored.remark.key.empty() ? "" : text(tool, stored.remark);
        Given g{.layer = std::string(used), .projections = std::move(*stored.projections)};
        guess_heads(g);
        for (const auto& [name, value] : file->metadata) {
            const std::optional<int> number = whole(value);
            if (name == "heads" && number) g.heads = *number, g.kv_heads = kv_heads_in(g.projections, g.heads);
        }
        for (const auto& [name, value] : file->metadata)
            if (const auto number = whole(value); name == "kv-heads" && number && *number > 0) g.kv_heads = *number;
        if (auto why = misfit_of(g)) {
            for (Said::Slot& slot : why->slots)
                if (slot.name == "name") slot.value = name_in_file(*file, used, slot.value);
            return no(*why);
        }
        return yes(std::move(g));
    }

    // "12"; nothing for anything else.
    static std::optional<int> whole(std::string_view words) {
        int number = 0;
        for (const char c : words) {
            if (c < '0' || c > '9' || number > 9999) return std::nullopt;
            number = 10 * number + (c - '0');
        }
        return number > 0 ? std::optional(number) : std::nullopt;
    }

    OpenedFiles rows(Matrix x) {
        Given g{.x = std::move(x)};
        guess_heads(g);
        return yes(std::move(g));
    }

    // Matrices of heads, side by side.
    static Matrix beside(const std::vector<const std::vector<Matrix>*>& stacks) {
        Index cols = 0;
        for (const auto* stack : stacks)
            for (const Matrix& m : *stack) cols += m.cols();
        Matrix all((*stacks[0])[0].rows(), cols);
        Index at = 0;
        for (const auto* stack : stacks)
            for (const Matrix& m : *stack) all.middleCols(at, m.cols()) = m, at += m.cols();
        return all;
    }

    // Queries, keys and values that fit each other.
    OpenedFiles projected(const ProjectedInputs& in, Projections output) {
        Given g{.heads = static_cast<int>(in.q.size()), .kv_heads = static_cast<int>(in.k.size())};
        if (g.kv_heads == g.heads) g.kv_heads = 0;
        const bool self = in.q[0].rows() == in.k[0].rows();
        const Index q = in.q[0].cols() * static_cast<Index>(in.q.size()),
                    k = in.k[0].cols() * static_cast<Index>(in.k.size()),
                    v = in.v[0].cols() * static_cast<Index>(in.v.size());
        g.x = self ? beside({&in.q, &in.k, &in.v}) : beside({&in.q});
        if (!self) g.memory = beside({&in.k, &in.v});
        // The columns [at, at + count) of a row of `width`.
        const auto pick = [](Index width, Index at, Index count) {
            Matrix w = Matrix::Zero(width, count);
            w.middleRows(at, count).setIdentity();
            return w;
        };
        const Index keys = self ? q + k + v : k + v, before = self ? q : 0;
        output.w_q = pick(g.x.cols(), 0, q);
        output.w_k = pick(keys, before, k);
        output.w_v = pick(keys, before + k, v);
        g.projections = std::move(output);
        out.remark = text(tool, "open.projected");
        return yes(std::move(g));
    }

    OpenedFiles json() {
        std::string_view words(reinterpret_cast<const char*>(files[0].bytes.data()), files[0].bytes.size());
        const JsonDocument document = json_read(words, {.lenient = true});
        if (document.error) return no(message(*document.error));
        const Json root(document);
        std::string error;
        if (root.kind() == JsonKind::array || (root.has("x") && !root.has("w_q"))) {
            Matrix x = matrix_of(root.kind() == JsonKind::array ? root : root["x"], "x", error);
            return error.empty() ? rows(std::move(x)) : no(std::move(error));
        }
        if (root.kind() != JsonKind::object) return no(text(tool, "open.json", {{"found", name_of(root.kind())}}));
        CaseOf<float> c = case_of<float>(root, Asked::values, error);
        if (!error.empty()) return no(std::move(error));
        if (c.inputs.memory_v.size() > 0) return no(said("open.memory_v"));
        if (c.projected) return projected(c.projected_inputs, std::move(c.projections));
        Given g{.heads = c.options.heads,
                .kv_heads = c.options.kv_heads,
                .projections = std::move(c.projections),
                .x = std::move(c.inputs.x),
                .memory = std::move(c.inputs.memory)};
        if (g.kv_heads == g.heads) g.kv_heads = 0;
        return yes(std::move(g));
    }

    // [T, E], or [heads, T, d] as so many matrices. Empty, with the error kept, for anything else.
    std::vector<Matrix> array(const FileBytes& file, bool stack) {
        const NpyArray array = npy_array(file.bytes);
        const std::size_t rank = array.shape.size();
        if (!array.error.key.empty()) return out.error = text(tool, array.error), std::vector<Matrix>{};
        if (rank != 2 && !(stack && rank == 3)) {
            out.error = text(tool, stack ? "open.stack" : "open.matrix", {{"found", shape_text(array.shape)}});
            return {};
        }
        const auto rows = static_cast<Index>(array.shape[rank - 2]), cols = static_cast<Index>(array.shape[rank - 1]);
        std::vector<Matrix> all;
        for (std::size_t at = 0; at < array.values.size(); at += static_cast<std::size_t>(rows * cols))
            all.emplace_back(Eigen::Map<const Matrix>(array.values.data() + at, rows, cols));
        return all;
    }

    OpenedFiles arrays() {
        if (files.size() == 1) {
            std::vector<Matrix> x = array(files[0], false);
            return x.empty() ? std::move(out) : rows(std::move(x[0]));
        }
        ProjectedInputs in;
        for (const auto& [name, stack] : {std::pair{"q", &in.q}, {"k", &in.k}, {"v", &in.v}}) {
            const auto found = std::find_if(files.begin(), files.end(), [&](const FileBytes& f) {
                return f.name.substr(0, f.name.find('.')) == name;
            });
            if (found == files.end() || files.size() != 3) return no(said("open.three"));
            *stack = array(*found, true);
            if (stack->empty()) return std::move(out);
        }
        if (const auto why = misfit(
                in, Projections{}, {.heads = static_cast<int>(in.q.size()), .kv_heads = static_cast<int>(in.k.size())}))
            return no(*why);
        return projected(in, {});
    }

    OpenedFiles open() {
        const std::span<const unsigned char> bytes = files[0].bytes;
        const std::string_view begin(reinterpret_cast<const char*>(bytes.data()),
                                     std::min<std::size_t>(bytes.size(), 64));
        const auto ends = [&](std::string_view end) { return files[0].name.ends_with(end); };
        if (is_npy(bytes) || ends(".npy")) return arrays();
        if (files.size() > 1) return no(said("open.several"));
        if (bytes.empty()) return no(said("open.empty"));
        if (begin.starts_with("PK")) return no(said("open.zip"));
        if (begin.starts_with("\x80\x02")) return no(said("open.pickle"));
        if (begin.starts_with("GGUF")) return no(said("open.gguf"));
        if (ends(".safetensors")) return weights();
        const auto first = begin.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
        const bool text_file = first != std::string_view::npos && (begin[first] == '{' || begin[first] == '[');
        if (ends(".json") || text_file) return json();
        return no(said("open.unknown"));
    }
};

} // namespace

OpenedFiles opened(const Words& tool, std::span<const FileBytes> files, std::string_view layer) {
    if (files.empty()) return {.error = std::string(text(tool, "open.unknown"))};
    return Opener{tool, files, layer}.open();
}

} // namespace attn
