#include "checkpoint.h"

#include <algorithm>
#include <charconv>

#include "engine/formats/safetensors.h"

namespace attn {

namespace {

constexpr std::string_view kMean = ".adam_mean", kSquare = ".adam_square";

bool is_vector(Role role) { return role == Role::gain || role == Role::bias; }

std::vector<std::uint64_t> file_shape(Role role, Index rows, Index cols) {
    if (is_vector(role)) return {static_cast<std::uint64_t>(cols)};
    return {static_cast<std::uint64_t>(rows), static_cast<std::uint64_t>(cols)};
}

// Adds the tensors of one set of parameters; their bytes are kept in `kept`.
void add_tensors(TensorFile& file, std::vector<Bytes>& kept, std::string_view ending, const ModelShape& s,
                 const Parameters& parameters) {
    for (const auto& p : parameters_of(s, parameters)) {
        Bytes bytes;
        for (Index i = 0; i < p.numbers->size(); ++i) append_little_endian(bytes, p.numbers->data()[i]);
        kept.push_back(std::move(bytes));
        file.tensors.push_back({.name = p.name + std::string(ending),
                                .dtype = dtype_named("F32"),
                                .shape = file_shape(p.role, p.rows, p.cols),
                                .bytes = kept.back()});
    }
}

const std::string* metadata_of(const TensorFile& file, std::string_view name) {
    for (const auto& [key, value] : file.metadata)
        if (key == name) return &value;
    return nullptr;
}

// A whole number in decimal digits.
template <class Number> bool read_whole(const std::string* text, Number& out) {
    if (!text) return false;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), out);
    return error == std::errc() && end == text->data() + text->size();
}

// Reads one set of parameters; what is wrong, or nothing.
std::optional<Said> read_tensors(const TensorFile& file, std::string_view ending, const ModelShape& s,
                                 Parameters& parameters) {
    for (const auto& p : parameters_of(s, parameters)) {
        const std::string name = p.name + std::string(ending);
        const auto found = std::find_if(file.tensors.begin(), file.tensors.end(),
                                        [&](const StoredTensor& t) { return t.name == name; });
        if (found == file.tensors.end()) return said("checkpoint.missing", {{"name", name}});
        const auto shape = file_shape(p.role, p.rows, p.cols);
        const auto numbers = floats_of(*found);
        if (!numbers || found->shape != shape)
            return said("checkpoint.shape",
                        {{"name", name},
                         {"found", std::string(found->dtype->name) + " " + shape_text(found->shape)},
                         {"wanted", "F32 " + shape_text(shape)}});
        std::copy(numbers->begin(), numbers->end(), p.numbers->data());
    }
    return std::nullopt;
}

} // namespace

Bytes checkpoint_of(const Trainer& t, bool to_go_on) {
    TensorFile file;
    std::vector<Bytes> kept;
    kept.reserve(3 * parameters_of(t.shape, t.parameters).size());
    add_tensors(file, kept, "", t.shape, t.parameters);
    std::string words;
    for (const std::string& word : words_of(t.recipe)) words += (words.empty() ? "" : " ") + word;
    file.metadata = {{"format", "attention-lab"},
                     {"recipe", recipe_text(t.recipe)},
                     {"step", std::to_string(t.adam.steps)},
                     {"words", words}};
    if (to_go_on) {
        add_tensors(file, kept, kMean, t.shape, t.adam.mean);
        add_tensors(file, kept, kSquare, t.shape, t.adam.square);
        file.metadata.emplace_back("random", std::to_string(t.examples.state));
    }
    auto bytes = file_of(file);
    return bytes ? std::move(*bytes.value) : Bytes{};
}

Restored restored(std::span<const unsigned char> bytes, const KernelSet* simd) {
    const auto file = tensors_of(bytes);
    if (!file) return {.error = file.refusal.reason};
    const std::string* recipe = metadata_of(*file, "recipe");
    if (!recipe) return {.error = said("checkpoint.no_recipe")};
    const RecipeRead read = read_recipe(*recipe);
    if (!read.error.key.empty()) return {.error = read.error};
    Restored out{.trainer = trainer_of(read.recipe, simd)};
    Trainer& t = *out.trainer;
    const auto refused = [](Said why) { return Restored{.error = std::move(why)}; };
    if (!read_whole(metadata_of(*file, "step"), t.adam.steps) || t.adam.steps < 0)
        return refused(said("checkpoint.step"));
    if (auto error = read_tensors(*file, "", t.shape, t.parameters)) return refused(*error);
    if (!metadata_of(*file, "random")) return out;
    if (!read_whole(metadata_of(*file, "random"), t.examples.state)) return refused(said("checkpoint.random"));
    if (auto error = read_tensors(*file, kMean, t.shape, t.adam.mean)) return refused(*error);
    if (auto error = read_tensors(*file, kSquare, t.shape, t.adam.square)) return refused(*error);
    out.can_go_on = true;
    return out;
}

} // namespace attn
