#include "request.h"

#include <algorithm>
#include <charconv>

#include "engine/formats/number.h"

namespace attn {

namespace {

// Where a part at `from` ends: at the next comma that is in no inner bracket.
std::size_t part_end(std::string_view text, std::size_t from) {
    int depth = 0;
    for (std::size_t i = from; i < text.size(); ++i) {
        if (text[i] == '[') ++depth;
        else if (text[i] == ']') --depth;
        else if (text[i] == ',' && depth == 0) return i;
    }
    return text.size();
}

// Places, sizes and steps are kept where sums of two still are integers; no tensor is so large.
std::optional<std::int64_t> place_named(std::string_view word) {
    constexpr std::int64_t far = std::int64_t{1} << 61;
    const auto n = number_named(word);
    if (!n || n->kind == Number::Kind::real) return std::nullopt;
    return std::clamp(n->integer, -far, far);
}

} // namespace

Request::Request(Arena& in, std::string_view line) : context(in.context), arena(in) {
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    for (std::size_t at = 0; at <= line.size() && words_.size() < 16;) {
        const auto end = std::min(line.find(' ', at), line.size());
        if (at == 0) name = line.substr(0, end);
        else words_.push_back(line.substr(at, end - at));
        at = end + 1;
    }
}

bool Request::none(std::size_t i) const { return i >= words_.size() || words_[i] == "-" || words_[i].empty(); }

std::string_view Request::word(std::size_t i) const { return none(i) ? std::string_view{} : words_[i]; }

void Request::mismatch(std::size_t i, std::string_view wanted) {
    const std::string said = none(i) ? "None" : std::string(words_[i].substr(0, 60));
    context.fail("TypeError", std::string(name) + "(): argument " + std::to_string(i + 1) + " must be " +
                                  std::string(wanted) + ", not " + said);
}

StridedTensor Request::tensor(std::size_t i) {
    const StridedTensor* const found = none(i) ? nullptr : arena.find(words_[i]);
    if (found) return *found;
    mismatch(i, "Tensor");
    return {};
}

StridedTensor Request::operand(std::size_t i) {
    if (!none(i) && words_[i][0] == '#') return tensor(i);
    if (const auto n = number_named(word(i))) return attn::operand(context, *n);
    mismatch(i, "Tensor or Number");
    return {};
}

Number Request::number(std::size_t i) {
    if (const auto n = number_named(word(i))) return *n;
    mismatch(i, "Number");
    return {};
}

double Request::real(std::size_t i, double otherwise) { return none(i) ? otherwise : number(i).real; }

std::optional<std::int64_t> Request::integer(std::size_t i) {
    if (none(i)) return std::nullopt;
    const auto place = place_named(words_[i]);
    if (!place) mismatch(i, "int");
    return place.value_or(0);
}

std::int64_t Request::integer(std::size_t i, std::int64_t otherwise) { return integer(i).value_or(otherwise); }

bool Request::flag(std::size_t i, bool otherwise) { return none(i) ? otherwise : number(i).real != 0.0; }

std::optional<DType> Request::dtype(std::size_t i) {
    if (none(i)) return std::nullopt;
    const auto t = dtype_from_name(words_[i]);
    if (!t) mismatch(i, "torch.dtype");
    return t;
}

std::vector<std::string_view> Request::list(std::size_t i) {
    std::string_view text = word(i);
    if (text.empty()) return {};
    if (text.front() == '[' && text.back() == ']' && text.size() >= 2) text = text.substr(1, text.size() - 2);
    std::vector<std::string_view> out;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = part_end(text, at);
        out.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

Dims Request::sizes(std::size_t i) {
    // More than any dimension has; a sum or product of two still is an Index on every machine.
    constexpr std::int64_t far = (std::int64_t{1} << 30) - 1;
    Dims out;
    const auto parts = list(i);
    if (!context.fits_rank(static_cast<Index>(parts.size()))) return {};
    for (const std::string_view part : parts) {
        const auto place = place_named(part);
        if (!place) return mismatch(i, "tuple of ints"), Dims{};
        out.push_back(static_cast<Index>(std::clamp(*place, -far, far)));
    }
    return out;
}

std::vector<StridedTensor> Request::tensors(std::size_t i) {
    std::vector<StridedTensor> out;
    for (const std::string_view part : list(i)) {
        const StridedTensor* const found = arena.find(part);
        if (!found) return mismatch(i, "tuple of Tensors"), std::vector<StridedTensor>{};
        out.push_back(*found);
    }
    return out;
}

bool Request::index_item(std::string_view text, IndexItem& out) {
    using Kind = IndexItem::Kind;
    if (text == "...") out.kind = Kind::ellipsis;
    else if (text == "_") out.kind = Kind::none;
    else if (text.starts_with('#')) {
        const StridedTensor* const found = arena.find(text);
        if (!found) return false;
        out.kind = Kind::tensor;
        out.tensor = *found;
    } else if (text == "True" || text == "False") {
        out.kind = Kind::tensor;
        out.tensor = context.scalar(text == "True", DType::boolean);
    } else if (text.find(':') != text.npos) {
        out.kind = Kind::slice;
        std::optional<std::int64_t>* const parts[] = {&out.start, &out.stop, &out.step};
        for (std::size_t n = 0, at = 0; at <= text.size(); ++n) {
            const auto end = std::min(text.find(':', at), text.size());
            if (n == 3) return false;
            if (end > at) {
                *parts[n] = place_named(text.substr(at, end - at));
                if (!*parts[n]) return false;
            }
            at = end + 1;
        }
    } else {
        const auto place = place_named(text);
        if (!place) return false;
        out.at = *place;
    }
    return true;
}

std::vector<IndexItem> Request::index(std::size_t i) {
    std::vector<IndexItem> out;
    for (const std::string_view part : list(i)) {
        out.emplace_back();
        if (out.size() > 32 || !index_item(part, out.back())) {
            if (!context.failed())
                context.fail("IndexError",
                             "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are "
                             "valid indices (got " +
                                 std::string(part.substr(0, 60)) + ")");
            return {};
        }
    }
    return out;
}

void Request::describe(std::string_view handle, const StridedTensor& tensor) {
    if (!reply_.empty()) reply_ += ' ';
    reply_ += handle;
    reply_ += ' ';
    reply_ += dtype_name(tensor.dtype);
    reply_ += ' ';
    reply_ += text_of(tensor.shape, ",");
}

void Request::give(const StridedTensor& tensor) {
    if (context.failed()) return;
    const std::string handle = arena.keep(tensor);
    if (!context.failed()) describe(handle, tensor);
}

void Request::give_same(std::size_t i) {
    const StridedTensor known = tensor(i);
    if (!context.failed()) describe(words_[i], known);
}

void Request::say(std::string_view text) {
    if (!reply_.empty()) reply_ += ' ';
    reply_ += text;
}

} // namespace attn
