// New tensors: from nested lists, of one number, of a rule.
#pragma once

#include <optional>
#include <string_view>

#include "context.h"

namespace attn {

class Arena;

// One of Python's numbers.
struct Number {
    enum class Kind : std::uint8_t { boolean, integer, real };
    Kind kind = Kind::integer;
    std::int64_t integer = 0;
    double real = 0.0; // of each kind

    DType dtype() const {
        return kind == Kind::boolean ? DType::boolean : kind == Kind::integer ? DType::int64 : DType::float32;
    }
};
// "3", "-2.5", "1e-09", "inf", "nan", "True"; nothing for other words.
std::optional<Number> number_named(std::string_view);
// The number without dimensions: as an operand of Python's, or as a tensor of the dtype t.
StridedTensor operand(Context&, const Number&);
StridedTensor scalar_tensor(Context&, const Number&, DType t);

// "[[1,2],[3,#7]]": torch.tensor. Without a dtype, bools give bool, integers int64, floats float32.
StridedTensor from_nested(Context&, const Arena&, std::string_view data, std::optional<DType>);

StridedTensor full(Context&, const Dims& shape, const Number&, DType);
StridedTensor eye(Context&, std::int64_t rows, std::int64_t columns, DType);
StridedTensor arange(Context&, const Number& start, const Number& end, const Number& step, std::optional<DType>);
StridedTensor linspace(Context&, double start, double end, std::int64_t steps, DType);
// The places of a triangle of a [rows, columns] matrix: [2, n].
StridedTensor triangle_indices(Context&, std::int64_t rows, std::int64_t columns, std::int64_t diagonal, bool lower);

} // namespace attn
