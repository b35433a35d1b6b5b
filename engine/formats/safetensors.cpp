#include "safetensors.h"

#include <algorithm>
#include <tuple>

#include "engine/words/text.h"
#include "half.h"
#include "json_read.h"
#include "utf8.h"

namespace attn {

namespace {

using Number = std::uint64_t;

constexpr std::size_t kLengthBytes = 8;
constexpr int kHeaderDepth = 4; // the header, a tensor, its shape: three

// A name or a value out of a hostile file, made fit for a sentence.
std::string quoted(std::string_view text) {
    constexpr std::size_t longest = 60;
    return "“" + clean_utf8(text.substr(0, longest)) + (text.size() > longest ? "…”" : "”");
}

bool product_overflows(Number a, Number b, Number& out) {
    const bool over = b != 0 && a > ~Number{0} / b;
    out = a * b;
    return over;
}

// A whole number written with digits only: 1.0 and 1e3 are numbers, but no sizes.
std::optional<Number> whole_number(const Json& json) {
    const std::string_view digits = json.source();
    if (json.kind() != JsonKind::number || digits.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    Number out = 0;
    for (const char c : digits) {
        const auto digit = static_cast<Number>(c - '0');
        if (product_overflows(out, 10, out) || out > ~Number{0} - digit) return std::nullopt;
        out += digit;
    }
    return out;
}

// A tensor as the header has it, its bytes not looked up yet.
struct Placed {
    StoredTensor tensor;
    Number begin = 0, end = 0;
};

// The values under the three names of a tensor; a name that is missing or unknown is named in `error`.
struct Fields {
    Json dtype, shape, offsets;
    std::string error;
};
Fields fields_of(const Json& entry) {
    Fields out;
    for (const Json field : entry) {
        const std::string name = field.name();
        if (name == "dtype") out.dtype = field;
        else if (name == "shape") out.shape = field;
        else if (name == "data_offsets") out.offsets = field;
        else out.error = quoted(name);
    }
    for (const char* name : {"dtype", "shape", "data_offsets"})
        if (out.error.empty() && !entry.has(name)) out.error = quoted(name);
    return out;
}

OrRefusal<Placed> placed(const Json& json, Number data_bytes) {
    Placed out;
    out.tensor.name = json.name();
    const std::string tensor = quoted(out.tensor.name);
    const auto no = [&](std::string_view rule, std::string_view found, std::string_view wanted = {}) {
        return OrRefusal<Placed>{{}, refusal_of(rule, {{"tensor", tensor}, {"found", found}, {"wanted", wanted}})};
    };
    if (json.kind() != JsonKind::object) return no("entry", name_of(json.kind()));
    const Fields fields = fields_of(json);
    if (!fields.error.empty()) return no("entry-keys", fields.error);

    if (fields.dtype.kind() == JsonKind::text) out.tensor.dtype = dtype_named(fields.dtype.text());
    if (!out.tensor.dtype) return no("dtype", quoted(fields.dtype.source()));

    const std::string shape = quoted(compact(fields.shape));
    if (fields.shape.kind() != JsonKind::array) return no("shape", shape);
    if (fields.shape.size() > kMaxRank)
        return no("rank-limit", std::to_string(fields.shape.size()), std::to_string(kMaxRank));
    for (const Json size : fields.shape) {
        const auto number = whole_number(size);
        if (!number) return no("shape", shape);
        out.tensor.shape.push_back(*number);
    }
    const auto count = count_of(out.tensor.shape);
    Number bits = 0;
    if (!count || product_overflows(*count, out.tensor.dtype->bits, bits)) return no("shape-limit", shape);
    if (bits % 8 != 0) return no("whole-bytes", std::to_string(bits));

    const auto begin = whole_number(fields.offsets[std::size_t{0}]), end = whole_number(fields.offsets[std::size_t{1}]);
    if (fields.offsets.size() != 2 || !begin || !end) return no("offsets", quoted(compact(fields.offsets)));
    if (*begin > *end) return no("offsets-order", std::to_string(*end), std::to_string(*begin));
    if (*end - *begin != bits / 8) return no("offsets-size", std::to_string(*end - *begin), std::to_string(bits / 8));
    if (*end > data_bytes) return no("data-inside", std::to_string(data_bytes), std::to_string(*end));
    out.begin = *begin;
    out.end = *end;
    return {std::move(out)};
}

std::optional<Refusal> read_metadata(const Json& json, TensorFile& out) {
    if (json.kind() != JsonKind::object)
        return refusal_of("metadata", {{"name", "“__metadata__”"}, {"found", name_of(json.kind())}});
    for (const Json value : json) {
        if (value.kind() != JsonKind::text)
            return refusal_of("metadata", {{"name", quoted(value.name())}, {"found", name_of(value.kind())}});
        out.metadata.emplace_back(value.name(), value.text());
    }
    return std::nullopt;
}

// The JSON of the header, without the spaces that may follow it.
OrRefusal<std::string_view> header_of(std::span<const unsigned char> file) {
    const auto no = [](std::string_view rule, const std::string& found, Number wanted) {
        return OrRefusal<std::string_view>{{},
                                           refusal_of(rule, {{"found", found}, {"wanted", std::to_string(wanted)}})};
    };
    if (file.size() > kMaxFileBytes) return no("file-limit", std::to_string(file.size()), kMaxFileBytes);
    if (file.size() < kLengthBytes) return no("length", std::to_string(file.size()), kLengthBytes);
    const Number length = little_endian<Number>(file), behind = file.size() - kLengthBytes;
    if (length > kMaxHeaderBytes) return no("header-limit", std::to_string(length), kMaxHeaderBytes);
    if (length > behind) return no("header-inside", std::to_string(behind), length);

    // From here on every number is at most the file's size, which std::size_t can count.
    std::string_view header(reinterpret_cast<const char*>(file.data()) + kLengthBytes,
                            static_cast<std::size_t>(length));
    const auto shown = [](char c) { return std::to_string(static_cast<unsigned char>(c)); };
    if (header.empty()) return no("header-start", "nothing", kLengthBytes);
    if (header[0] != '{') return no("header-start", shown(header[0]), kLengthBytes);
    header = header.substr(0, header.find_last_not_of(' ') + 1);
    if (header.back() != '}') return no("header-end", shown(header.back()), kLengthBytes + header.size() - 1);
    return {header};
}

// Every byte of the data belongs to exactly one tensor. `entries` are in the order of their bytes.
std::optional<Refusal> gap_or_overlap(const std::vector<Placed>& entries, Number data_bytes) {
    Number expected = 0;
    for (const Placed& entry : entries) {
        if (entry.begin != expected)
            return refusal_of(entry.begin < expected ? "overlap" : "hole", {{"tensor", quoted(entry.tensor.name)},
                                                                            {"found", std::to_string(entry.begin)},
                                                                            {"wanted", std::to_string(expected)}});
        expected = entry.end;
    }
    if (expected != data_bytes)
        return refusal_of("data-end", {{"found", std::to_string(data_bytes)}, {"wanted", std::to_string(expected)}});
    return std::nullopt;
}

} // namespace

Refusal refusal_of(std::string_view rule, std::initializer_list<Filling> slots) {
    return {rule, said("weights." + std::string(rule), slots)};
}

OrRefusal<TensorFile> tensors_of(std::span<const unsigned char> file) {
    const auto header = header_of(file);
    if (!header) return {{}, header.refusal};
    const JsonDocument document = json_read(*header, {.depth = kHeaderDepth});
    if (document.error) {
        JsonError error = *document.error;
        error.byte += kLengthBytes; // counted from the beginning of the file
        return {{}, refusal_of("header-json", {{"found", message(error)}})};
    }
    const Json root(document);
    const std::size_t count = root.size() - (root.has("__metadata__") ? 1 : 0);
    if (count > kMaxTensors)
        return {
            {},
            refusal_of("tensor-limit", {{"found", std::to_string(count)}, {"wanted", std::to_string(kMaxTensors)}})};

    const auto data = file.subspan(kLengthBytes + static_cast<std::size_t>(little_endian<Number>(file)));
    TensorFile out;
    std::vector<Placed> entries;
    for (const Json member : root) {
        if (member.name() == "__metadata__") {
            if (auto no = read_metadata(member, out)) return {{}, std::move(*no)};
            continue;
        }
        auto entry = placed(member, data.size());
        if (!entry) return {{}, std::move(entry.refusal)};
        entries.push_back(std::move(*entry.value));
    }
    std::sort(entries.begin(), entries.end(), [](const Placed& a, const Placed& b) {
        return std::tie(a.begin, a.end, a.tensor.name) < std::tie(b.begin, b.end, b.tensor.name);
    });
    if (auto no = gap_or_overlap(entries, data.size())) return {{}, std::move(*no)};
    for (Placed& entry : entries) {
        entry.tensor.bytes =
            data.subspan(static_cast<std::size_t>(entry.begin), static_cast<std::size_t>(entry.end - entry.begin));
        out.tensors.push_back(std::move(entry.tensor));
    }
    return {std::move(out)};
}

const Dtype* dtype_named(std::string_view name) {
    const auto found = std::find_if(kDtypes.begin(), kDtypes.end(), [&](const Dtype& d) { return d.name == name; });
    return found == kDtypes.end() ? nullptr : &*found;
}

std::optional<std::uint64_t> count_of(std::span<const std::uint64_t> shape) {
    // Sizes of 0 are left out until the end, so that the answer does not depend on where they are.
    Number product = 1;
    bool none = false;
    for (const Number size : shape) {
        if (size == 0) none = true;
        else if (product_overflows(product, size, product)) return std::nullopt;
    }
    return none ? 0 : product;
}

std::optional<std::vector<float>> floats_of(const StoredTensor& tensor) {
    if (!tensor.dtype->converts) return std::nullopt;
    const std::size_t width = tensor.dtype->bits / 8;
    const bool brain = tensor.dtype->name == "BF16";
    std::vector<float> out(tensor.bytes.size() / width);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto bytes = tensor.bytes.subspan(i * width, width);
        if (width == 4) out[i] = std::bit_cast<float>(little_endian<std::uint32_t>(bytes));
        else out[i] = (brain ? float_of_bf16 : float_of_f16)(little_endian<std::uint16_t>(bytes));
    }
    return out;
}

std::optional<std::vector<double>> doubles_of(const StoredTensor& tensor) {
    if (tensor.dtype->name != "F64") return std::nullopt;
    std::vector<double> out(tensor.bytes.size() / 8);
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = std::bit_cast<double>(little_endian<std::uint64_t>(tensor.bytes.subspan(i * 8, 8)));
    return out;
}

std::string shape_text(std::span<const std::uint64_t> shape) {
    std::string out;
    for (const Number size : shape) out += (out.empty() ? "" : ", ") + std::to_string(size);
    return "[" + out + "]";
}

} // namespace attn
