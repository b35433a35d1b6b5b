// A weights file in the making: tensors that own their numbers.
#pragma once

#include <bit>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/formats/safetensors.h"
#include "engine/math/matrix.h"

namespace attn {

struct Draft {
    std::vector<std::shared_ptr<Bytes>> data{}; // shared with copies, so that their tensors have it, too
    TensorFile file{};

    // BF16 keeps the upper half of each number, any other type all of it.
    Draft& add(std::string name, std::vector<std::uint64_t> shape, const Matrix& numbers,
               std::string_view dtype = "F32") {
        Bytes& bytes = *data.emplace_back(std::make_shared<Bytes>());
        for (const float f : numbers.reshaped<Eigen::RowMajor>()) {
            if (dtype == "BF16")
                append_little_endian(bytes, static_cast<std::uint16_t>(std::bit_cast<std::uint32_t>(f) >> 16));
            else append_little_endian(bytes, f);
        }
        file.tensors.push_back({std::move(name), dtype_named(dtype), std::move(shape), bytes});
        return *this;
    }
    Draft& add(std::string name, const Matrix& m, std::string_view dtype = "F32") {
        return add(std::move(name), {static_cast<std::uint64_t>(m.rows()), static_cast<std::uint64_t>(m.cols())}, m,
                   dtype);
    }
    Draft& add_row(std::string name, const Matrix& m, std::string_view dtype = "F32") {
        return add(std::move(name), {static_cast<std::uint64_t>(m.cols())}, m, dtype);
    }
};

} // namespace attn
