// The kinds of numbers that a tensor holds, and PyTorch's rules of type promotion.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace attn {

// In the order of promotion: of two, the later one holds the result.
enum class DType : std::uint8_t { boolean, uint8, int32, int64, float32, float64 };

// "float32"; as PyTorch's messages have it, "Float"; and the class of such tensors there, "torch.FloatTensor".
std::string_view dtype_name(DType);
std::string_view scalar_name(DType);
std::string_view tensor_class(DType);
std::string_view second_name(DType); // "long int", "float", as C++ has it in a few of them
// Whether PyTorch calls it so; "long", "float" and other second names count.
std::optional<DType> dtype_from_name(std::string_view);

inline bool is_floating(DType t) { return t >= DType::float32; }
inline bool is_integer(DType t) { return t > DType::boolean && t < DType::float32; } // and not bool

// Calls f with a number of the C++ type that holds elements of t: bool, std::int64_t (for each kind of integer; what is
// written is cut to its width by `wrapped`), float or double.
template <class F> auto with_type(DType t, F f) {
    if (t == DType::boolean) return f(bool{});
    if (t == DType::float32) return f(float{});
    if (t == DType::float64) return f(double{});
    return f(std::int64_t{});
}
std::size_t element_size(DType);

// An integer as one of t has it: its low bits.
inline std::int64_t wrapped(DType t, std::int64_t value) {
    if (t == DType::uint8) return static_cast<std::uint8_t>(value);
    if (t == DType::int32) return static_cast<std::int32_t>(value);
    return value;
}

// What counts for promotion in an operation of tensors with dimensions, of tensors without and of Python's numbers
// (c10/core/ScalarType.h and ATen/native/TypeProperties.cpp): the kinds in this order of priority.
class Promotion {
public:
    // `rank` of the tensor; `number`: it is a number of Python's, whose floats are of the default dtype.
    void add(DType, std::ptrdiff_t rank, bool number);
    DType result() const;

private:
    std::optional<DType> of_[3];
};

// Whether a result of `from` may be written into a tensor of `to`: not from floats to integers, nor from numbers to
// bool.
bool may_be_written(DType from, DType to);

} // namespace attn
