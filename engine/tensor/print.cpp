#include "print.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "engine/formats/number.h"

namespace attn {

namespace {

// Calls f for each element that is shown. `edge` is how many at each end of a dimension, 0 for all of them.
template <class F> void each_shown(const StridedTensor& a, Index edge, F f, Index dim = 0, Index offset = 0) {
    if (dim == a.rank()) return f(offset);
    for (Index i = 0; i < a.shape[dim]; ++i) {
        if (edge > 0 && i == edge && a.shape[dim] > 2 * edge) i = a.shape[dim] - edge;
        each_shown(a, edge, f, dim + 1, offset + i * a.strides[dim]);
    }
}

std::string signed_text(double value, const std::string& digits) { return (std::signbit(value) ? "-" : "") + digits; }

std::string printed(double value, int decimals, bool scientific) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
    const double size = std::fabs(value);
    return signed_text(value, scientific ? exponential(size, decimals) : fixed(size, decimals));
}

double element(const StridedTensor& a, Index offset) {
    return with_type(a.dtype, [&](auto zero) { return static_cast<double>(a.data<decltype(zero)>()[offset]); });
}

// How every element of one tensor is written: torch._tensor_str._Formatter.
class Format {
public:
    Format(const PrintOptions& options, const StridedTensor& a, Index edge)
        : decimals_(static_cast<int>(options.precision)), dtype_(a.dtype) {
        if (is_floating(dtype_)) choose(options, a, edge);
        each_shown(a, edge, [&](Index offset) {
            if (!is_floating(dtype_) || counts(element(a, offset)))
                width_ = std::max(width_, chosen_text(a, offset, chosen_scientific_).size());
        });
    }

    std::size_t width() const { return width_; }
    std::string operator()(const StridedTensor& a, Index offset) const {
        const std::string out = chosen_text(a, offset, scientific_);
        return std::string(width_ - std::min(width_, out.size()), ' ') + out;
    }

private:
    static bool counts(double value) { return std::isfinite(value) && value != 0.0; }

    void choose(const PrintOptions& options, const StridedTensor& a, Index edge) {
        double least = HUGE_VAL, most = 0.0;
        each_shown(a, edge, [&](Index offset) {
            const double value = element(a, offset);
            if (!counts(value)) return;
            least = std::min(least, std::fabs(value));
            most = std::max(most, std::fabs(value));
            whole_ = whole_ && value == std::ceil(value);
        });
        if (most > 0.0) chosen_scientific_ = most / least > 1000.0 || most > 1e8 || (!whole_ && least < 1e-4);
        scientific_ = options.sci_mode < 0 ? chosen_scientific_ : options.sci_mode == 1;
    }

    std::string chosen_text(const StridedTensor& a, Index offset, bool scientific) const {
        if (dtype_ == DType::boolean) return a.data<bool>()[offset] ? "True" : "False";
        if (!is_floating(dtype_)) return std::to_string(a.data<std::int64_t>()[offset]);
        const double value = element(a, offset);
        if (scientific) return printed(value, decimals_, true);
        if (!whole_) return printed(value, decimals_, false);
        return printed(value, 0, false) + (std::isfinite(value) ? "." : "");
    }

    int decimals_;
    DType dtype_;
    bool whole_ = true;
    bool chosen_scientific_ = false; // what the numbers ask for, which decides the width
    bool scientific_ = false;
    std::size_t width_ = 1;
};

// The numbers of a tensor between brackets.
class Block {
public:
    Block(const PrintOptions& options, const StridedTensor& a, Index edge)
        : options_(options), tensor_(a), edge_(edge), format_(options, a, edge) {}

    std::string text(Index dim, Index offset, Index indent) const {
        if (dim == tensor_.rank()) return format_(tensor_, offset);
        const Index size = tensor_.shape[dim], step = tensor_.strides[dim];
        const bool short_ = edge_ > 0 && size > 2 * edge_;
        const bool last = dim == tensor_.rank() - 1;
        const Index per_line =
            std::max<Index>(1, (options_.line_width - indent) / (static_cast<Index>(format_.width()) + 2));
        const std::string line = "," +
                                 std::string(static_cast<std::size_t>(last ? 1 : tensor_.rank() - dim - 1), '\n') +
                                 std::string(static_cast<std::size_t>(indent + 1), ' ');
        std::string out = "[";
        Index shown = 0;
        const auto separate = [&] {
            if (shown > 0) out += last && shown % per_line != 0 ? ", " : line;
            ++shown;
        };
        for (Index i = 0; i < size; ++i) {
            if (short_ && i == edge_) {
                separate();
                out += last ? " ..." : "...";
                i = size - edge_;
            }
            separate();
            out += text(dim + 1, offset + i * step, indent + 1);
        }
        return out + "]";
    }

private:
    const PrintOptions& options_;
    const StridedTensor& tensor_;
    Index edge_;
    Format format_;
};

std::string number_text(const StridedTensor& a, Index offset) {
    if (a.dtype == DType::boolean) return a.data<bool>()[offset] ? "True" : "False";
    if (!is_floating(a.dtype)) return std::to_string(a.data<std::int64_t>()[offset]);
    const std::string digits = shortest(element(a, offset));
    return digits.find_first_of(".enf") == digits.npos ? digits + ".0" : digits;
}

std::string list_of(const StridedTensor& a, Index dim, Index offset) {
    if (dim == a.rank()) return number_text(a, offset);
    std::string out = "[";
    for (Index i = 0; i < a.shape[dim]; ++i) out += (i ? "," : "") + list_of(a, dim + 1, offset + i * a.strides[dim]);
    return out + "]";
}

} // namespace

std::string repr(const PrintOptions& options, const StridedTensor& a, std::string_view suffix) {
    constexpr Index prefix = 7; // "tensor("
    std::vector<std::string> suffixes;
    std::string numbers = "[]";
    const std::string dtype = "dtype=torch." + std::string(dtype_name(a.dtype));
    if (a.numel() == 0) {
        if (a.rank() != 1) {
            std::string shape = text_of(a.shape);
            shape.front() = '(', shape.back() = ')';
            suffixes.push_back("size=" + shape);
        }
        if (a.dtype != DType::float32) suffixes.push_back(dtype);
    } else {
        if (a.dtype != DType::float32 && a.dtype != DType::int64 && a.dtype != DType::boolean)
            suffixes.push_back(dtype);
        // Whatever the options say, more than so many numbers are never written out.
        constexpr Index most = 100'000;
        Index edge = a.numel() > options.threshold ? options.edge_items : 0;
        double shown = 1.0;
        for (const Index size : a.shape) shown *= static_cast<double>(edge > 0 ? std::min(size, 2 * edge) : size);
        if (shown > static_cast<double>(most)) edge = 3;
        numbers = Block(options, a, edge).text(0, 0, prefix);
    }
    if (!suffix.empty()) suffixes.emplace_back(suffix);
    std::string out = "tensor(" + numbers;
    const auto line_start = numbers.rfind('\n');
    Index column = static_cast<Index>(numbers.size()) + 1 -
                   (line_start == numbers.npos ? Index{-1} : static_cast<Index>(line_start));
    for (const std::string& one : suffixes) {
        const Index length = static_cast<Index>(one.size());
        if (column + length + 2 > options.line_width) {
            out += ",\n" + std::string(static_cast<std::size_t>(prefix), ' ') + one;
            column = prefix + length;
        } else {
            out += ", " + one;
            column += length + 2;
        }
    }
    return out + ")";
}

std::string item_text(const StridedTensor& a) { return number_text(a, 0); }
std::string list_text(const StridedTensor& a) { return list_of(a, 0, 0); }

} // namespace attn
