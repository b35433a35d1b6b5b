#include "layer_reader.h"

#include <algorithm>

#include "engine/formats/utf8.h"

namespace attn {

const StoredTensor* LayerReader::find(std::string_view name) const {
    if (name.empty()) return nullptr;
    const auto found = std::find_if(file.tensors.begin(), file.tensors.end(), [&](const StoredTensor& t) {
        return t.name.size() == prefix.size() + name.size() && t.name.starts_with(prefix) && t.name.ends_with(name);
    });
    return found == file.tensors.end() ? nullptr : &*found;
}

std::string LayerReader::full(std::string_view name) const {
    return clean_utf8(std::string(prefix) + std::string(name));
}

void LayerReader::fail(Said what) {
    if (error.key.empty()) error = std::move(what);
}

void LayerReader::fail(std::string_view what, std::string_view name, std::string_view found, std::string_view want) {
    fail(said("layer." + std::string(what), {{"name", full(name)}, {"found", found}, {"want", want}}));
}

void LayerReader::need_shape(std::string_view name, const std::vector<std::uint64_t>& shape) {
    const StoredTensor* tensor = find(name);
    if (!tensor) return;
    bool fits = tensor->shape.size() == shape.size();
    for (std::size_t i = 0; fits && i < shape.size(); ++i) fits = shape[i] == 0 || tensor->shape[i] == shape[i];
    if (fits) return;
    std::string want;
    for (const std::uint64_t size : shape)
        want += (want.empty() ? "[" : ", ") + (size == 0 ? std::string("*") : std::to_string(size));
    fail("shape", name, shape_text(tensor->shape), want + "]");
}

Matrix LayerReader::optional(std::string_view name, std::size_t rank) {
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

Matrix LayerReader::needed(std::string_view name) {
    if (!find(name)) fail("missing", name);
    return optional(name, 2);
}

} // namespace attn
