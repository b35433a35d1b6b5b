// The writing half of safetensors.h.
#include <algorithm>

#include "json.h"
#include "safetensors.h"

namespace attn {

namespace {

std::vector<const StoredTensor*> in_order(const std::vector<StoredTensor>& tensors) {
    std::vector<const StoredTensor*> out;
    for (const StoredTensor& tensor : tensors) out.push_back(&tensor);
    std::sort(out.begin(), out.end(), [](const StoredTensor* a, const StoredTensor* b) {
        return a->dtype->bits != b->dtype->bits ? a->dtype->bits > b->dtype->bits : a->name < b->name;
    });
    return out;
}

std::string json_numbers(std::span<const std::uint64_t> numbers) {
    JsonWriter json;
    json.array();
    for (const std::uint64_t number : numbers) json.raw(std::to_string(number));
    return json.end().take();
}

} // namespace

OrRefusal<Bytes> file_of(const TensorFile& file) {
    const std::vector<const StoredTensor*> tensors = in_order(file.tensors);
    JsonWriter json;
    json.object();
    if (!file.metadata.empty()) {
        auto metadata = file.metadata;
        std::sort(metadata.begin(), metadata.end());
        json.key("__metadata__").object();
        for (const auto& [name, value] : metadata) json.member(name, value);
        json.end();
    }
    std::uint64_t offset = 0;
    for (const StoredTensor* tensor : tensors) {
        const std::uint64_t offsets[] = {offset, offset + tensor->bytes.size()};
        json.key(tensor->name).object().member("dtype", tensor->dtype->name);
        json.key("shape").raw(json_numbers(tensor->shape)).key("data_offsets").raw(json_numbers(offsets)).end();
        offset = offsets[1];
    }
    std::string header = json.end().take();
    header.append((8 - header.size() % 8) % 8, ' ');

    // Counted before any memory is asked for.
    const std::uint64_t size = 8 + header.size() + offset;
    if (size > kMaxFileBytes)
        return {{},
                refusal_of("file-limit", {{"found", std::to_string(size)}, {"wanted", std::to_string(kMaxFileBytes)}})};
    Bytes out;
    out.reserve(static_cast<std::size_t>(size));
    append_little_endian(out, static_cast<std::uint64_t>(header.size()));
    out.insert(out.end(), header.begin(), header.end());
    for (const StoredTensor* tensor : tensors) out.insert(out.end(), tensor->bytes.begin(), tensor->bytes.end());
    // Whatever the reader would refuse (a name twice, too many tensors, bytes that do not fit the shape) is
    // not written.
    if (const auto again = tensors_of(out); !again) return {{}, again.refusal};
    return {std::move(out)};
}

} // namespace attn
