#include "layer_file.h"

#include <algorithm>

#include "engine/formats/utf8.h"

namespace attn {

namespace {

// One row for each matrix: where it is in a model, and its names here and in PyTorch.
struct Projection {
    std::string_view weight, bias; // [in, out], [out]
    Matrix Projections::* w;
    Matrix Projections::* b;
    std::string_view torch; // [out, in] where the three widths differ
};
constexpr std::array kProjections{Projection{"w_q", "b_q", &Projections::w_q, &Projections::b_q, "q_proj_weight"},
                                  Projection{"w_k", "b_k", &Projections::w_k, &Projections::b_k, "k_proj_weight"},
                                  Projection{"w_v", "b_v", &Projections::w_v, &Projections::b_v, "v_proj_weight"},
                                  Projection{"w_o", "b_o", &Projections::w_o, &Projections::b_o, "out_proj.weight"}};
constexpr std::string_view kStacked = "in_proj_weight", kStackedBias = "in_proj_bias", kOutputBias = "out_proj.bias";

// The tensors that say that there is a layer, in the order in which they are looked for.
constexpr std::array kMarks{kProjections[0].weight, kStacked, kProjections[0].torch};

// Tensors of one layer; the first thing that is wrong is kept, and matrices read after that are empty.
struct Reader {
    const TensorFile& file;
    std::string_view prefix;
    Said error{};

    const StoredTensor* find(std::string_view name) const {
        const std::string full = std::string(prefix) + std::string(name);
        const auto found = std::find_if(file.tensors.begin(), file.tensors.end(),
                                        [&](const StoredTensor& t) { return t.name == full; });
        return found == file.tensors.end() ? nullptr : &*found;
    }

    void fail(std::string_view what, std::string_view name, std::string_view found = {}) {
        const std::string full = clean_utf8(std::string(prefix) + std::string(name));
        if (error.key.empty()) error = said("layer." + std::string(what), {{"name", full}, {"found", found}});
    }

    // Rows and columns as they are in the file; a bias is one row.
    Matrix optional(std::string_view name, std::size_t rank) {
        const StoredTensor* tensor = find(name);
        if (!tensor || !error.key.empty()) return {};
        const auto floats = floats_of(*tensor);
        if (!floats) return fail("type", name, tensor->dtype->name), Matrix{};
        if (tensor->shape.size() != rank || floats->empty())
            return fail(rank == 2 ? "matrix" : "vector", name, shape_text(tensor->shape)), Matrix{};
        // The numbers are in memory, so their counts fit an Index.
        const auto columns = static_cast<Index>(tensor->shape.back());
        return Eigen::Map<const Matrix>(floats->data(), static_cast<Index>(floats->size()) / columns, columns);
    }
    Matrix needed(std::string_view name) {
        if (!find(name)) fail("missing", name);
        return optional(name, 2);
    }
};

void read_own(Reader& reader, Projections& projections) {
    for (const Projection& p : kProjections) {
        projections.*p.w = p.weight == "w_o" ? reader.optional(p.weight, 2) : reader.needed(p.weight);
        projections.*p.b = reader.optional(p.bias, 1);
    }
}

// Cuts the rows of `stacked` into three, one for each of Q, K and V.
void cut(Reader& reader, std::string_view name, const Matrix& stacked, Index& height) {
    height = stacked.rows() / 3;
    if (stacked.rows() % 3 != 0) reader.fail("thirds", name, std::to_string(stacked.rows()));
}

void read_torch(Reader& reader, Projections& projections) {
    for (const char* name : {"bias_k", "bias_v"})
        if (reader.find(name)) reader.fail("extra", name);
    Index height = 0;
    if (reader.find(kStacked)) {
        const Matrix stacked = reader.needed(kStacked);
        cut(reader, kStacked, stacked, height);
        for (std::size_t i = 0; i < 3; ++i)
            projections.*kProjections[i].w = stacked.middleRows(static_cast<Index>(i) * height, height).transpose();
    } else
        for (std::size_t i = 0; i < 3; ++i)
            projections.*kProjections[i].w = reader.needed(kProjections[i].torch).transpose();
    if (reader.find(kStackedBias)) {
        const Matrix stacked = reader.optional(kStackedBias, 1).transpose();
        cut(reader, kStackedBias, stacked, height);
        for (std::size_t i = 0; i < 3; ++i)
            projections.*kProjections[i].b = stacked.middleRows(static_cast<Index>(i) * height, height).transpose();
    }
    projections.w_o = reader.needed(kProjections[3].torch).transpose();
    projections.b_o = reader.optional(kOutputBias, 1);
}

} // namespace

StoredLayer layer_of(const TensorFile& file, std::string_view prefix) {
    Reader reader{file, prefix};
    Projections projections;
    if (reader.find(kMarks[0])) read_own(reader, projections);
    else if (reader.find(kMarks[1]) || reader.find(kMarks[2])) read_torch(reader, projections);
    else reader.fail("none", "");
    if (!reader.error.key.empty()) return {.error = reader.error};
    return {.projections = std::move(projections)};
}

std::vector<std::string> prefixes_of(const TensorFile& file) {
    std::vector<std::string> out;
    for (const StoredTensor& tensor : file.tensors)
        for (const std::string_view mark : kMarks) {
            if (!tensor.name.ends_with(mark)) continue;
            const std::string prefix = tensor.name.substr(0, tensor.name.size() - mark.size());
            // "out_proj_w_q" is no layer under the prefix "out_proj_".
            const bool whole = prefix.empty() || prefix.back() == '.' || prefix.back() == '/';
            if (whole && std::find(out.begin(), out.end(), prefix) == out.end()) out.push_back(prefix);
        }
    return out;
}

OrRefusal<Bytes> file_of(const Projections& projections, const Metadata& metadata) {
    std::vector<Bytes> data; // outlives the views into it
    data.reserve(2 * kProjections.size());
    TensorFile file{.tensors = {}, .metadata = metadata};
    const auto add = [&](std::string_view name, const Matrix& m, bool one_row) {
        if (m.size() == 0) return;
        data.emplace_back();
        for (const float value : m.reshaped<Eigen::RowMajor>()) append_little_endian(data.back(), value);
        std::vector<std::uint64_t> shape{static_cast<std::uint64_t>(m.rows()), static_cast<std::uint64_t>(m.cols())};
        if (one_row) shape.erase(shape.begin());
        file.tensors.push_back({std::string(name), dtype_named("F32"), std::move(shape), data.back()});
    };
    for (const Projection& p : kProjections) {
        add(p.weight, projections.*p.w, false);
        add(p.bias, projections.*p.b, true);
    }
    return file_of(file);
}

} // namespace attn
