#include "layer_file.h"

#include <algorithm>
#include <array>
#include <set>

#include "layer_reader.h"

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

// Who else uses the names of a layer, for people.
constexpr std::string_view kOurs = "Attention Lab", kTorch = "nn.MultiheadAttention";

// The tensors that say that there is a layer, in the order in which they are looked for.
constexpr auto kMarks = [] {
    std::array<std::string_view, 3 + kLayerNames.size()> out{kProjections[0].weight, kStacked, kProjections[0].torch};
    for (std::size_t i = 0; i < kLayerNames.size(); ++i) out[3 + i] = kLayerNames[i].weights[0];
    return out;
}();

bool is_ours(const LayerReader& reader) { return reader.find(kMarks[0]); }
bool is_torch(const LayerReader& reader) { return reader.find(kMarks[1]) || reader.find(kMarks[2]); }

std::string_view models_of(const LayerReader& reader) {
    if (is_ours(reader)) return kOurs;
    return is_torch(reader) ? kTorch : names_of(reader)->models;
}

// "h.0.w_q, h.0.in_proj_weight, ..."
std::string all_marks(const LayerReader& reader) {
    std::string out;
    std::set<std::string_view> told;
    for (const std::string_view mark : kMarks)
        if (told.insert(mark).second) out += (out.empty() ? "" : ", ") + reader.full(mark);
    return out;
}

void read_own(LayerReader& reader, Projections& projections) {
    for (const Projection& p : kProjections) {
        projections.*p.w = p.weight == "w_o" ? reader.optional(p.weight, 2) : reader.needed(p.weight);
        projections.*p.b = reader.optional(p.bias, 1);
    }
}

// The shapes of nn.MultiheadAttention, where E is as wide as the queries' own matrix says: so the tensor is blamed that
// does not fit, not one that is compared with it later.
void check_torch_shapes(LayerReader& reader) {
    const StoredTensor* stacked = reader.find(kStacked);
    const StoredTensor* own = stacked ? stacked : reader.find(kProjections[0].torch);
    if (!own || own->shape.size() != 2) return;
    const std::uint64_t E = own->shape[1];
    reader.need_shape(kStacked, {3 * E, E});
    reader.need_shape(kProjections[0].torch, {E, E});
    for (std::size_t i = 1; i < 3; ++i) reader.need_shape(kProjections[i].torch, {E, 0});
    reader.need_shape(kStackedBias, {3 * E});
    reader.need_shape(kProjections[3].torch, {E, E});
    reader.need_shape(kOutputBias, {E});
}

// A stacked matrix that was turned over: E is in front.
void check_not_turned(LayerReader& reader) {
    const StoredTensor* stacked = reader.find(kStacked);
    if (!stacked || stacked->shape.size() != 2) return;
    const std::uint64_t rows = stacked->shape[0], columns = stacked->shape[1];
    if (columns == 3 * rows && rows > 0) reader.need_shape(kStacked, {columns, rows});
}

// Cuts the rows of `stacked` into three, one for each of Q, K and V.
void cut(LayerReader& reader, std::string_view name, const Matrix& stacked, Index& height) {
    height = stacked.rows() / 3;
    if (stacked.rows() % 3 != 0) reader.fail("thirds", name, std::to_string(stacked.rows()));
}

void read_torch(LayerReader& reader, Projections& projections) {
    for (const char* name : {"bias_k", "bias_v"})
        if (reader.find(name)) reader.fail("extra", name);
    check_not_turned(reader);
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
    check_torch_shapes(reader);
}

} // namespace

StoredLayer layer_of(const TensorFile& file, std::string_view prefix, CombinedLayout layout) {
    LayerReader reader{file, prefix};
    Projections projections;
    Said remark;
    if (is_ours(reader)) read_own(reader, projections);
    else if (is_torch(reader)) read_torch(reader, projections);
    else if (const LayerNames* names = names_of(reader)) {
        projections = read_named(reader, *names, layout);
        if (!names->remark.empty()) remark = said(names->remark, {{"models", names->models}});
    } else reader.fail(said("layer.none", {{"names", all_marks(reader)}}));
    if (!reader.error.key.empty()) return {.error = reader.error};
    return {.projections = std::move(projections), .remark = std::move(remark)};
}

std::string name_in_file(const TensorFile& file, std::string_view prefix, std::string_view own) {
    const LayerReader reader{file, prefix};
    const LayerNames* names = is_ours(reader) || is_torch(reader) ? nullptr : names_of(reader);
    const auto in_brackets = [&](std::string_view name, std::string_view how) {
        return std::string(own) + " (" + reader.full(name) + std::string(how) + ")";
    };
    for (std::size_t i = 0; i < kProjections.size() && !is_ours(reader); ++i) {
        const Projection& p = kProjections[i];
        const bool output = i + 1 == kProjections.size();
        if (own != p.weight && own != p.bias) continue;
        if (names) {
            const std::string_view weight = names->weights[names->stored == Stored::combined && !output ? 0 : i];
            return own == p.bias ? in_brackets(bias_name(weight), "")
                                 : in_brackets(weight, names->stored == Stored::out_in ? ", transposed" : "");
        }
        if (own == p.bias) return in_brackets(output ? kOutputBias : kStackedBias, "");
        return in_brackets(output || reader.find(p.torch) ? p.torch : kStacked, ", transposed");
    }
    return reader.full(own);
}

std::vector<FoundLayer> layers_of(const TensorFile& file) {
    std::vector<FoundLayer> out;
    for (const StoredTensor& tensor : file.tensors)
        for (const std::string_view mark : kMarks) {
            if (!tensor.name.ends_with(mark)) continue;
            const std::string prefix = tensor.name.substr(0, tensor.name.size() - mark.size());
            // "out_proj_w_q" is no layer under the prefix "out_proj_".
            const bool whole = prefix.empty() || prefix.back() == '.' || prefix.back() == '/';
            const auto same = [&](const FoundLayer& layer) { return layer.prefix == prefix; };
            if (whole && std::find_if(out.begin(), out.end(), same) == out.end())
                out.push_back({prefix, models_of({file, prefix})});
        }
    return out;
}

std::vector<std::string> prefixes_of(const TensorFile& file) {
    std::vector<std::string> out;
    for (FoundLayer& layer : layers_of(file)) out.push_back(std::move(layer.prefix));
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
