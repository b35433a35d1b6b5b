#include "dtype.h"

#include <algorithm>
#include <array>

namespace attn {

namespace {
struct Names {
    std::string_view dtype, scalar, tensor, second;
};
constexpr std::array<Names, 6> kNames{{{"bool", "Bool", "torch.BoolTensor", "bool"},
                                       {"uint8", "Byte", "torch.ByteTensor", "byte"},
                                       {"int32", "Int", "torch.IntTensor", "int"},
                                       {"int64", "Long", "torch.LongTensor", "long"},
                                       {"float32", "Float", "torch.FloatTensor", "float"},
                                       {"float64", "Double", "torch.DoubleTensor", "double"}}};
const Names& names(DType t) { return kNames[static_cast<std::size_t>(t)]; }
} // namespace

std::string_view dtype_name(DType t) { return names(t).dtype; }
std::string_view scalar_name(DType t) { return names(t).scalar; }
std::string_view tensor_class(DType t) { return names(t).tensor; }
std::string_view second_name(DType t) { return t == DType::int64 ? "long int" : names(t).second; }

std::optional<DType> dtype_from_name(std::string_view name) {
    for (std::size_t i = 0; i < kNames.size(); ++i)
        if (name == kNames[i].dtype || name == kNames[i].second) return static_cast<DType>(i);
    return std::nullopt;
}

std::size_t element_size(DType t) {
    return with_type(t, [](auto zero) { return sizeof(zero); });
}

void Promotion::add(DType t, std::ptrdiff_t rank, bool number) {
    if (number && is_floating(t)) t = DType::float32;
    auto& kind = of_[number ? 2 : rank > 0 ? 0 : 1];
    kind = kind ? std::max(*kind, t) : t;
}

DType Promotion::result() const {
    // The higher kind decides, unless the lower is of a wider class of numbers: floats beside integers, integers beside
    // bools.
    const auto combined = [](std::optional<DType> higher, std::optional<DType> lower) {
        if (!higher || !lower) return higher ? higher : lower;
        if (is_floating(*higher)) return higher;
        if (*higher == DType::boolean || is_floating(*lower)) return std::optional(std::max(*higher, *lower));
        return higher;
    };
    return combined(of_[0], combined(of_[1], of_[2])).value_or(DType::float32);
}

bool may_be_written(DType from, DType to) {
    if (is_floating(from) && !is_floating(to)) return false;
    return from == DType::boolean || to != DType::boolean;
}

} // namespace attn
