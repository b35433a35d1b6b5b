#include "create.h"

#include <charconv>
#include <cmath>
#include <limits>

#include "arena.h"
#include "convert.h"
#include "engine/formats/decimal.h"
#include "engine/formats/number.h"

namespace attn {

std::optional<Number> number_named(std::string_view word) {
    using Kind = Number::Kind;
    if (word == "True" || word == "False") return Number{Kind::boolean, word == "True", word == "True" ? 1.0 : 0.0};
    if (word == "nan") return Number{Kind::real, 0, std::numeric_limits<double>::quiet_NaN()};
    if (word == "inf") return Number{Kind::real, 0, HUGE_VAL};
    if (word == "-inf") return Number{Kind::real, 0, -HUGE_VAL};
    std::int64_t integer = 0;
    const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), integer);
    if (problem == std::errc() && end == word.data() + word.size() && !word.empty())
        return Number{Kind::integer, integer, static_cast<double>(integer)};
    if (const auto real = read_double(word)) return Number{Kind::real, to_integer(*real), *real};
    return std::nullopt;
}

StridedTensor operand(Context& c, const Number& n) {
    const DType t = n.kind == Number::Kind::real ? DType::float64 : n.dtype();
    StridedTensor out = scalar_tensor(c, n, t);
    out.number = true;
    return out;
}

StridedTensor scalar_tensor(Context& c, const Number& n, DType t) {
    const StridedTensor out = c.zeros({}, t);
    if (c.failed()) return {};
    if (is_floating(t) || n.kind == Number::Kind::real) fill(out, n.real);
    else if (t == DType::boolean) *out.data<bool>() = n.integer != 0;
    else *out.data<std::int64_t>() = wrapped(t, n.integer);
    return out;
}

namespace {

// Reads "[[1,2],[3,4]]" from the left; the numbers are kept until their dtype is known.
class NestedReader {
public:
    NestedReader(Context& c, const Arena& arena, std::string_view data) : context_(c), arena_(arena), rest_(data) {}

    // The shape of what is read; what is wrong has been noted otherwise.
    Dims read() {
        value(0);
        if (!context_.failed() && !rest_.empty()) wrong();
        return context_.failed() ? Dims{0} : shape_;
    }
    DType dtype() const { return dtype_.value_or(DType::float32); }
    const std::vector<Number>& numbers() const { return numbers_; }

private:
    void wrong() { context_.fail("ValueError", "nested data of a tensor could not be read"); }
    bool takes(char c) {
        if (rest_.empty() || rest_[0] != c) return false;
        rest_.remove_prefix(1);
        return true;
    }

    void value(Index depth) {
        if (!takes('[')) return number(depth);
        if (!context_.fits_rank(depth + 1)) return;
        Index count = 0;
        if (!takes(']')) {
            do {
                // The shape is that of the first of everything.
                if (count == 0 && shape_.size() == depth && !closed_) shape_.push_back(0);
                value(depth + 1);
                ++count;
            } while (!context_.failed() && takes(','));
            if (!context_.failed() && !takes(']')) return wrong();
        } else if (shape_.size() == depth && !closed_) shape_.push_back(0), closed_ = true;
        if (context_.failed()) return;
        if (depth >= shape_.size()) return uneven(depth, count);
        if (known_ & (1u << depth)) {
            if (shape_[depth] != count) return uneven(depth, count);
        } else {
            shape_[depth] = count;
            known_ |= 1u << depth;
        }
    }

    void uneven(Index depth, Index count) {
        if (depth >= shape_.size()) {
            context_.fail("TypeError", "must be real number, not list");
            return;
        }
        context_.fail("ValueError", "expected sequence of length " + std::to_string(shape_[depth]) + " at dim " +
                                        std::to_string(depth) + " (got " + std::to_string(count) + ")");
    }

    void number(Index depth) {
        const auto end = std::min(rest_.find_first_of(",]"), rest_.size());
        const std::string_view word = rest_.substr(0, end);
        rest_.remove_prefix(end);
        closed_ = true;
        if (depth < shape_.size()) {
            context_.fail("TypeError",
                          "expected a sequence at dim " + std::to_string(depth) + ", and there is a number");
            return;
        }
        if (word.starts_with('#')) return element(word);
        if (word == "-" || word == "None") {
            context_.wrong("Could not infer dtype of NoneType");
            return;
        }
        const auto found = number_named(word);
        if (!found) {
            context_.fail("TypeError", "new(): invalid data type 'str'");
            return;
        }
        if (found->kind == Number::Kind::real && word.find_first_of(".einf") == word.npos) {
            context_.wrong("Overflow when unpacking long");
            return;
        }
        add(*found, found->dtype());
    }

    void element(std::string_view word) {
        const StridedTensor* const one = arena_.find(word);
        if (!one) return wrong();
        if (one->numel() != 1) {
            context_.fail("ValueError", "only one element tensors can be converted to Python scalars");
            return;
        }
        const DType t = one->dtype;
        const auto kind = t == DType::boolean ? Number::Kind::boolean
                          : is_floating(t)    ? Number::Kind::real
                                              : Number::Kind::integer;
        add({kind, one->as_integer(), one->as_double()}, t);
    }

    void add(const Number& n, DType t) {
        constexpr std::size_t most = std::size_t{1} << 20;
        if (numbers_.size() >= most) {
            context_.wrong("lists of more than " + std::to_string(most) + " numbers are not supported here");
            return;
        }
        dtype_ = dtype_ ? std::max(*dtype_, t) : t;
        numbers_.push_back(n);
    }

    Context& context_;
    const Arena& arena_;
    std::string_view rest_;
    Dims shape_{};
    unsigned known_ = 0;  // a bit for each dimension whose size is known
    bool closed_ = false; // the innermost dimension has been seen
    std::optional<DType> dtype_;
    std::vector<Number> numbers_;
};

} // namespace

StridedTensor from_nested(Context& c, const Arena& arena, std::string_view data, std::optional<DType> wanted) {
    NestedReader reader(c, arena, data);
    const Dims shape = reader.read();
    const DType t = wanted.value_or(reader.dtype());
    const StridedTensor out = c.zeros(shape, t);
    if (c.failed()) return {};
    const std::vector<Number>& numbers = reader.numbers();
    const std::int64_t most = t == DType::uint8 ? 255 : 2147483647;
    if (t == DType::uint8 || t == DType::int32)
        for (const Number& n : numbers)
            if (n.integer > most || n.integer < (t == DType::uint8 ? -most : -most - 1))
                return c.wrong("value cannot be converted to type " + std::string(t == DType::uint8 ? "uint8" : "int") +
                               " without overflow");
    if (static_cast<Index>(numbers.size()) != out.numel())
        return c.fail("ValueError", "nested data of a tensor could not be read");
    with_type(t, [&](auto zero) {
        using T = decltype(zero);
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            const Number& n = numbers[i];
            T& to = out.data<T>()[i];
            if constexpr (std::is_same_v<T, bool>) to = n.kind == Number::Kind::real ? n.real != 0.0 : n.integer != 0;
            else if constexpr (std::is_same_v<T, std::int64_t>)
                to = wrapped(t, n.kind == Number::Kind::real ? to_integer(n.real) : n.integer);
            else to = static_cast<T>(n.real);
        }
    });
    return out;
}

StridedTensor full(Context& c, const Dims& shape, const Number& n, DType t) {
    const StridedTensor out = c.zeros(shape, t);
    const StridedTensor one = scalar_tensor(c, n, t);
    if (!c.failed()) write(out, broadcast(c, one, shape));
    return out;
}

StridedTensor eye(Context& c, std::int64_t rows, std::int64_t columns, DType t) {
    if (rows < 0) return c.wrong("n must be greater or equal to 0, got " + std::to_string(rows));
    if (columns < 0) return c.wrong("m must be greater or equal to 0, got " + std::to_string(columns));
    constexpr std::int64_t most = Context::max_elements + 1;
    const StridedTensor out =
        c.zeros({static_cast<Index>(std::min(rows, most)), static_cast<Index>(std::min(columns, most))}, t);
    if (c.failed()) return {};
    const Index n = std::min(out.shape[0], out.shape[1]);
    fill(out.seen({n}, {out.strides[0] + 1}, 0), 1.0);
    return out;
}

StridedTensor arange(Context& c, const Number& start, const Number& end, const Number& step,
                     std::optional<DType> wanted) {
    const bool whole =
        start.kind != Number::Kind::real && end.kind != Number::Kind::real && step.kind != Number::Kind::real;
    const DType t = wanted.value_or(whole ? DType::int64 : DType::float32);
    if (t == DType::boolean) return c.wrong("\"arange_cpu\" not implemented for 'Bool'");
    if (step.real == 0.0) return c.wrong("step must be nonzero");
    if (!std::isfinite(start.real) || !std::isfinite(end.real))
        return c.wrong("unsupported range: " + shortest(start.real) + " -> " + shortest(end.real));
    if (std::isnan(step.real) || (step.real > 0.0 ? end.real < start.real : end.real > start.real))
        return c.wrong("upper bound and larger bound inconsistent with step sign");
    const double count = std::ceil((end.real - start.real) / step.real);
    if (!(count <= static_cast<double>(Context::max_elements)))
        return c.wrong("tensors with more than " + std::to_string(Context::max_elements) +
                       " elements are not supported here");
    const StridedTensor out = c.zeros({static_cast<Index>(count)}, t);
    if (c.failed()) return {};
    with_type(t, [&](auto zero) {
        using T = decltype(zero);
        for (Index i = 0; i < out.numel(); ++i) {
            if constexpr (std::is_same_v<T, std::int64_t>) {
                const auto steps = static_cast<std::uint64_t>(to_integer(step.real)) * static_cast<std::uint64_t>(i);
                const auto first = static_cast<std::uint64_t>(whole ? start.integer : to_integer(start.real));
                out.data<T>()[i] = wrapped(t, static_cast<std::int64_t>(first + steps));
            } else out.data<T>()[i] = static_cast<T>(start.real + step.real * static_cast<double>(i));
        }
    });
    return out;
}

StridedTensor linspace(Context& c, double start, double end, std::int64_t steps, DType t) {
    if (steps < 0) return c.wrong("number of steps must be non-negative");
    const Index count = static_cast<Index>(std::min<std::int64_t>(steps, Context::max_elements + 1));
    const StridedTensor exact = c.zeros({count}, t == DType::float32 ? t : DType::float64);
    if (c.failed()) return {};
    // From both ends to the middle, in the precision of the result, as there.
    const auto run = [&](auto zero) {
        using T = decltype(zero);
        const T first = static_cast<T>(start), last = static_cast<T>(end);
        const T step = count > 1 ? (last - first) / static_cast<T>(count - 1) : T{0};
        for (Index i = 0; i < count; ++i)
            exact.data<T>()[i] = i < count / 2 || count == 1 ? first + step * static_cast<T>(i)
                                                             : last - step * static_cast<T>(count - i - 1);
    };
    if (t == DType::float32) run(float{});
    else run(double{});
    return converted(c, exact, t);
}

StridedTensor triangle_indices(Context& c, std::int64_t rows, std::int64_t columns, std::int64_t diagonal, bool lower) {
    if (rows < 0 || columns < 0) return c.wrong("row and col must be non-negative");
    if (rows > 4096 || columns > 4096)
        return c.wrong("triangles of more than 4096 rows or columns are not supported here");
    std::vector<std::int64_t> at[2];
    for (std::int64_t i = 0; i < rows; ++i)
        for (std::int64_t j = 0; j < columns; ++j)
            if (lower ? j <= i + diagonal : j >= i + diagonal) at[0].push_back(i), at[1].push_back(j);
    const Index count = static_cast<Index>(at[0].size());
    const StridedTensor out = c.zeros({2, count}, DType::int64);
    if (c.failed()) return {};
    for (Index side = 0; side < 2; ++side)
        std::copy(at[side].begin(), at[side].end(), out.data<std::int64_t>() + side * count);
    return out;
}

} // namespace attn
