#include "eval_cases.h"

#include <cmath>
#include <limits>

#include "engine/formats/json.h"
#include "engine/math/random.h"

namespace attn {

namespace {

struct Draw {
    Pcg32 random;
    bool single;

    int below(int limit) { return static_cast<int>(random.next() % static_cast<std::uint32_t>(limit)); }
    bool one_in(int count) { return below(count) == 0; }
    double number(double spread) {
        const double value = spread * normal(random);
        return single ? static_cast<float>(value) : value;
    }
    oracle::Table table(int rows, int cols, double spread = 1.0) {
        oracle::Table out(static_cast<std::size_t>(rows), std::vector<double>(static_cast<std::size_t>(cols)));
        for (auto& row : out)
            for (double& value : row) value = number(spread);
        return out;
    }
    std::vector<oracle::Table> tables(int count, int rows, int cols) {
        std::vector<oracle::Table> out;
        for (int i = 0; i < count; ++i) out.push_back(table(rows, cols));
        return out;
    }
    std::vector<double> bias(int count) { return one_in(2) ? table(1, count)[0] : std::vector<double>{}; }
    oracle::Flags flags(int rows, int cols) {
        oracle::Flags out(static_cast<std::size_t>(rows), std::vector<bool>(static_cast<std::size_t>(cols)));
        for (auto& row : out)
            for (std::size_t j = 0; j < row.size(); ++j) row[j] = !one_in(4);
        return out;
    }
};

void write(JsonWriter& json, double number, bool single) {
    if (single) json.value(static_cast<float>(number));
    else json.value(number);
}
void write(JsonWriter& json, bool flag, bool) { json.value(flag); }
template <class Item> void write(JsonWriter& json, const std::vector<Item>& items, bool single) {
    json.array();
    for (const auto& item : items) write(json, item, single);
    json.end();
}

} // namespace

oracle::Case random_eval_case(std::uint64_t number, bool single) {
    Draw draw{Pcg32(number, 77), single};
    oracle::Case c;
    const int T = 1 + draw.below(12), d_k = 1 + draw.below(8), d_v = draw.one_in(2) ? d_k : 1 + draw.below(8);
    const bool cross = draw.one_in(2);
    const int S = cross ? 1 + draw.below(12) : T;
    c.kv_heads = 1 + draw.below(3);
    c.heads = c.kv_heads * (draw.one_in(2) ? 1 : 1 + draw.below(3));
    if (draw.one_in(3)) {
        c.q = draw.tables(c.heads, T, d_k);
        c.k = draw.tables(c.kv_heads, S, d_k);
        c.v = draw.tables(c.kv_heads, S, d_v);
    } else {
        const int E = 1 + draw.below(12), E_k = cross ? 1 + draw.below(12) : E;
        const int E_v = cross && draw.one_in(2) ? 1 + draw.below(12) : E_k;
        c.x = draw.table(T, E);
        if (cross) c.memory = draw.table(S, E_k);
        if (E_v != E_k) c.memory_v = draw.table(S, E_v);
        c.p.w_q = draw.table(E, c.heads * d_k, 1 / std::sqrt(E));
        c.p.w_k = draw.table(E_k, c.kv_heads * d_k, 1 / std::sqrt(E_k));
        c.p.w_v = draw.table(E_v, c.kv_heads * d_v, 1 / std::sqrt(E_v));
        c.b_q = draw.bias(c.heads * d_k);
        c.b_k = draw.bias(c.kv_heads * d_k);
        c.b_v = draw.bias(c.kv_heads * d_v);
    }
    if (!draw.one_in(3)) {
        const int out = 1 + draw.below(12);
        c.p.w_o = draw.table(c.heads * d_v, out, 1 / std::sqrt(c.heads * d_v));
        c.b_o = draw.bias(out);
    }
    if (draw.one_in(3)) c.scale = draw.number(0.5);
    if (draw.one_in(3))
        c.softcap = single ? static_cast<float>(0.5 + 0.3 * draw.below(20)) : 0.5 + 0.3 * draw.below(20);
    c.causal = draw.one_in(3);
    if (draw.one_in(3)) c.causal_offset = draw.below(9) - 4;
    if (draw.one_in(3)) c.window = 1 + draw.below(6);
    if (draw.one_in(3)) c.key_padding = draw.flags(1, S)[0];
    const auto copies = [&] { return draw.one_in(2) ? 1 : c.heads; };
    if (draw.one_in(2))
        for (int i = copies(); i > 0; --i) c.mask.push_back(draw.flags(T, S));
    if (draw.one_in(3))
        for (int i = copies(); i > 0; --i) {
            c.bias.push_back(draw.table(T, S));
            for (auto& row : c.bias.back())
                for (double& value : row)
                    if (draw.one_in(9)) value = -std::numeric_limits<double>::infinity();
        }
    if (draw.one_in(3)) {
        for (int h = 0; h < c.heads; ++h) c.dropout_keep.push_back(draw.flags(T, S));
        c.dropout_p = 0.1 * draw.below(9);
    }
    return c;
}

oracle::Case random_gradient_case(std::uint64_t number, bool single) {
    oracle::Case c = random_eval_case(number, single);
    Draw draw{Pcg32(number, 78), single};
    const oracle::Run run = oracle::attention(c);
    const int T = static_cast<int>(run.output.size()), S = static_cast<int>(run.head[0].k.size());
    if (draw.one_in(4)) { // by a power of two, which keeps floats floats; of larger scores they know no differences
        oracle::Table& queries = c.q.empty() ? c.p.w_q : c.q[0];
        queries = oracle::scaled(queries, single ? 8 : 32);
    }
    if (draw.one_in(4)) {
        if (c.mask.empty())
            c.mask = {oracle::Flags(static_cast<std::size_t>(T), std::vector<bool>(static_cast<std::size_t>(S), true))};
        for (oracle::Flags& mask : c.mask)
            mask[static_cast<std::size_t>(draw.below(T))].assign(static_cast<std::size_t>(S), false);
    }
    c.d_output = draw.table(T, static_cast<int>(run.output[0].size()));
    return c;
}

std::string eval_line(const oracle::Case& c, const std::string& id, bool single) {
    JsonWriter json;
    json.object().key("id").raw(id);
    const auto add = [&](std::string_view key, const auto& items) {
        if (!items.empty()) write(json.key(key), items, single);
    };
    // One for all heads is written without the heads' brackets.
    const auto add_stack = [&](std::string_view key, const auto& stack) {
        if (stack.size() == 1) add(key, stack[0]);
        else add(key, stack);
    };
    add("x", c.x), add("memory", c.memory), add("memory_v", c.memory_v);
    add("q", c.q), add("k", c.k), add("v", c.v);
    add("w_q", c.p.w_q), add("w_k", c.p.w_k), add("w_v", c.p.w_v), add("w_o", c.p.w_o);
    add("b_q", c.b_q), add("b_k", c.b_k), add("b_v", c.b_v), add("b_o", c.b_o);
    json.member("n_heads", c.heads);
    if (c.kv_heads != c.heads) json.member("n_kv_heads", c.kv_heads);
    if (c.scale) write(json.key("scale"), *c.scale, single);
    if (c.softcap > 0) write(json.key("softcap"), c.softcap, single);
    if (c.causal) json.member("causal", true);
    if (c.causal_offset != 0) json.member("causal_offset", c.causal_offset);
    if (c.window != 0) json.member("window", c.window);
    add("key_padding", c.key_padding);
    add_stack("mask", c.mask);
    add_stack("bias", c.bias);
    if (!c.dropout_keep.empty()) {
        add("dropout_keep", c.dropout_keep);
        json.member("dropout_p", c.dropout_p);
    }
    add("d_output", c.d_output);
    json.member("precision", single ? "float32" : "float64");
    return json.end().take();
}

} // namespace attn
