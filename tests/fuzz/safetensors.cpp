#include "targets.h"

#include <algorithm>
#include <set>

#include "engine/cli/cli_weights.h"
#include "engine/exchange/layer_file.h"
#include "engine/formats/json_read.h"
#include "engine/formats/npy.h"
#include "engine/formats/utf8.h"
#include "tests/english.h"
#include "tests/weights/hostile.h"

namespace attn::fuzz {

namespace {

bool same(const TensorFile& a, const TensorFile& b) {
    return a.metadata == b.metadata &&
           std::ranges::equal(a.tensors, b.tensors, [](const StoredTensor& x, const StoredTensor& y) {
               return x.name == y.name && x.dtype == y.dtype && x.shape == y.shape &&
                      std::ranges::equal(x.bytes, y.bytes);
           });
}
TensorFile sorted(TensorFile file) {
    std::ranges::sort(file.tensors, {}, &StoredTensor::name);
    std::ranges::sort(file.metadata);
    return file;
}

std::string refusal_fault(const Refusal& refusal) {
    if (std::ranges::find(kTensorRules, refusal.rule) == kTensorRules.end()) return "a refusal without a rule";
    const std::string reason = text(english_tools(), refusal.reason);
    if (reason.size() < 20 || reason.size() > 600) return "a reason that is empty or far too long";
    if (clean_utf8(reason) != reason) return "a reason with control characters or broken UTF-8";
    return {};
}

std::string tensor_fault(const StoredTensor& tensor) {
    const auto count = count_of(tensor.shape);
    if (!count || *count * tensor.dtype->bits != tensor.bytes.size() * 8) return "bytes that do not fit the shape";
    const auto floats = floats_of(tensor);
    if (floats.has_value() != tensor.dtype->converts) return "a conversion too many or too few";
    if (floats && floats->size() != *count) return "another number of floats than the shape has";
    if (floats && npy_bytes(tensor.shape, *floats).size() % 64 != floats->size() * 4 % 64) return "an unaligned array";
    return {};
}

// Every layer in the file, written under our own names, is the same layer.
std::string layer_fault(const TensorFile& file) {
    std::vector<FoundLayer> layers = layers_of(file);
    layers.push_back({.prefix = "a.", .models = {}});
    for (const auto& [prefix, models] : layers) {
        const StoredLayer layer = layer_of(file, prefix);
        if (layer.projections.has_value() != layer.error.key.empty()) return "a layer and a reason why there is none";
        const std::string why = text(english_tools(), layer.error);
        if (clean_utf8(why) != why) return "a reason with control characters or broken UTF-8";
        if (!layer.projections) continue;
        const auto written = file_of(*layer.projections, file.metadata);
        if (!written) return "a layer that cannot be written";
        const auto read = tensors_of(*written);
        const StoredLayer again = layer_of(*read);
        if (!again.projections || *file_of(*again.projections, read->metadata) != *written)
            return "a layer does not come back";
    }
    return {};
}

std::string file_fault(const Bytes& file) {
    const auto read = tensors_of(file);
    if (!read) return refusal_fault(read.refusal);
    std::set<std::string> names;
    std::size_t bytes = 0;
    for (const StoredTensor& tensor : read->tensors) {
        if (!names.insert(tensor.name).second) return "a name twice";
        if (tensor.bytes.data() < file.data() || tensor.bytes.data() + tensor.bytes.size() > file.data() + file.size())
            return "bytes outside the file";
        if (std::string fault = tensor_fault(tensor); !fault.empty()) return fault;
        bytes += tensor.bytes.size();
    }
    if (8 + little_endian<std::uint64_t>(file) + bytes != file.size()) return "bytes that belong to nobody or to two";

    if (std::string fault = layer_fault(*read); !fault.empty()) return fault;
    const auto written = file_of(*read);
    if (!written) {
        // Escapes that JSON allows but does not need may make our header shorter, never longer by more than padding.
        return written.refusal.rule == "header-limit" ? "" : "what was read cannot be written";
    }
    const auto again = tensors_of(*written);
    if (!again || !same(sorted(*read), sorted(*again))) return "what was written is not what was read";
    if (*file_of(*again) != *written) return "the second writing differs from the first";
    if (json_read(tensors_as_json(*read)).error) return "the printed JSON is not JSON";
    const std::string table = tensors_as_table(*read);
    if (std::ranges::any_of(table, [](char c) { return c != '\n' && static_cast<unsigned char>(c) < 0x20; }))
        return "a table with control characters";
    return {};
}

} // namespace

std::string safetensors_fault(std::string_view input) {
    if (std::string fault = file_fault(Bytes(input.begin(), input.end())); !fault.empty()) return fault;
    if (input.empty()) return {};
    // A header whose length is right, and as many bytes of data as the first byte says, or the file ends too soon.
    return file_fault(weights_file(input.substr(1), static_cast<unsigned char>(input[0])));
}

} // namespace attn::fuzz
