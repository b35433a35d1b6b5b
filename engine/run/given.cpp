#include "given.h"

#include <array>
#include <bit>

namespace attn {

namespace {

constexpr std::array kMatrices{&Projections::w_q, &Projections::w_k, &Projections::w_v, &Projections::w_o,
                               &Projections::b_q, &Projections::b_k, &Projections::b_v, &Projections::b_o};

// Given may be const.
template <class G, class Visit> void for_each_part(G& g, Visit&& visit) {
    visit(g.file);
    visit(g.layer);
    visit(g.heads);
    visit(g.kv_heads);
    for (const auto m : kMatrices) visit(g.projections.*m);
    visit(g.x);
    visit(g.memory);
}

struct Writer {
    Bytes out{};
    void operator()(int number) { append_little_endian(out, static_cast<std::uint32_t>(number)); }
    void operator()(const std::string& text) {
        (*this)(static_cast<int>(text.size()));
        out.insert(out.end(), text.begin(), text.end());
    }
    void operator()(const Matrix& m) {
        (*this)(static_cast<int>(m.rows()));
        (*this)(static_cast<int>(m.cols()));
        for (const float value : m.reshaped<Eigen::RowMajor>()) append_little_endian(out, value);
    }
};

struct Reader {
    std::span<const unsigned char> left;
    bool good = true;

    std::uint32_t number() {
        if (left.size() < 4) return good = false, 0;
        const auto value = little_endian<std::uint32_t>(left);
        left = left.subspan(4);
        return value;
    }
    void operator()(int& out) { out = static_cast<int>(number()); }
    void operator()(std::string& out) {
        const std::size_t size = number();
        if (size > left.size()) return void(good = false);
        out.assign(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(size));
        left = left.subspan(size);
    }
    void operator()(Matrix& out) {
        const std::uint64_t rows = number(), cols = number();
        if (rows > left.size() || cols > left.size() || rows * cols > left.size() / 4) return void(good = false);
        out.resize(static_cast<Index>(rows), static_cast<Index>(cols));
        for (float& value : out.reshaped<Eigen::RowMajor>()) value = std::bit_cast<float>(number());
    }
};

} // namespace

Bytes packed(const Given& g) {
    Writer write;
    for_each_part(g, write);
    return std::move(write.out);
}

std::optional<Given> unpacked(std::span<const unsigned char> bytes) {
    Given out;
    Reader read{bytes};
    for_each_part(out, read);
    if (!read.good || !read.left.empty()) return std::nullopt;
    return out;
}

} // namespace attn
