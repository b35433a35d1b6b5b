#include "cases.h"

#include <cmath>
#include <cstring>

#include "engine/math/random.h"

namespace attn {

std::vector<Config> few_cases() {
    const std::string cat = "the cat sat on the mat";
    return {
        Config{},
        {.text = cat, .heads = 4, .mask = Masking::causal},
        {.text = cat, .heads = 1, .mask = Masking::padding, .pad = 2},
        {.text = cat, .heads = 2, .mask = Masking::both, .pad = 3, .seed = 7},
        {.text = cat, .heads = 2, .pad = 2, .seed = 8}, // padding that nothing hides
        {.text = "one", .d_model = 2, .heads = 1},
        {.text = "one", .d_model = 2, .heads = 2, .mask = Masking::causal, .seed = 999999},
        {.text = "a b", .d_model = 3, .heads = 3, .mask = Masking::causal, .seed = 0}, // an odd width
        {.text = "no, it isn't: 👩‍🚀 שלום 日本",
         .d_model = 12,
         .heads = 3,
         .mask = Masking::causal,
         .seed = 5},
        {.text = "to be or not", .unit = Unit::characters, .d_model = 16, .heads = 8, .mask = Masking::causal},
        {.text = "x", .d_model = 4, .heads = 2, .mask = Masking::padding, .pad = 8}, // one key for all
    };
}

Config random_case(std::uint64_t number) {
    static const std::vector<std::string> texts{
        "the cat sat on the mat",
        "to be or not to be, that is the question",
        "a",
        "a a a a",
        "Don't panic!",
        "日本語の文",
        "the quick brown fox jumps over the lazy dog and then it sleeps all day long",
        "שלום עולם",
        "é e\u0301 ñ",
        "1 2 3 4 5 6 7 8 9 10"};
    Pcg32 random(number, 17);
    const auto below = [&](std::uint32_t limit) { return static_cast<int>(random.next() % limit); };
    Config config{.text = texts[static_cast<std::size_t>(below(10))],
                  .unit = below(4) == 0 ? Unit::characters : Unit::words,
                  .d_model = 2 + below(63),
                  .heads = 1 + below(8),
                  .mask = static_cast<Masking>(below(4)),
                  .pad = below(2) == 0 ? 0 : below(9),
                  .seed = below(1000000)};
    while (config.d_model % config.heads != 0) --config.heads;
    return config;
}

std::vector<Config> many_cases() {
    std::vector<Config> out = few_cases();
    const auto words = [](int count) {
        std::string text;
        for (int i = 0; i < count; ++i) text += "w" + std::to_string(i) + " ";
        return text;
    };
    out.push_back({.text = words(64), .d_model = 64, .heads = 8, .mask = Masking::causal, .seed = 3});
    out.push_back({.text = words(56), .d_model = 64, .heads = 1, .mask = Masking::both, .pad = 8, .seed = 4});
    for (std::uint64_t i = 0; i < 150; ++i) out.push_back(random_case(i));
    return out;
}

std::vector<Config> special_cases() {
    const std::string cat = "the cat sat on the mat", memory = "le chat est assis";
    std::vector<Config> out{
        {.text = cat, .memory = memory},
        {.text = "one", .heads = 4, .mask = Masking::both, .pad = 3, .memory = memory, .kv_heads = 2, .bias = true},
        {.text = cat, .d_model = 16, .heads = 8, .mask = Masking::causal, .kv_heads = 2, .softcap = 1.5},
        {.text = cat, .mask = Masking::causal, .scale = {1.0}, .temperature = 2.5, .window = 2, .causal_offset = 1},
        {.text = cat,
         .scale = {-0.3},
         .temperature = 0.5,
         .window = 3,
         .paint = {{{2, 2, 1, kAllPainted}, {1, 3, 4, 4}}}},
        {.text = cat,
         .mask = Masking::causal,
         .causal_offset = -2,
         .bias = true,
         .dropout = 0.5,
         .dropout_seed = 3,
         .dropout_samples = 5},
        {.text = cat, .heads = 4, .mask = Masking::padding, .pad = 2, .memory = memory, .dropout = 0.3},
    };
    for (const MistakeInfo& m : kMistakes)
        for (const bool cross : {false, true}) {
            Config c{
                .text = cat, .heads = 4, .mask = Masking::both, .pad = 2, .memory = cross ? memory : "", .bias = cross};
            c.mistakes.*m.on = true;
            out.push_back(c);
        }
    Config worst{.text = cat, .heads = 2, .mask = Masking::both, .pad = 1, .softcap = 2, .paint = {{{1, 1, 2, 3}}}};
    for (const MistakeInfo& m : kMistakes) worst.mistakes.*m.on = true;
    out.push_back(worst);
    return out;
}

Config random_special_case(std::uint64_t number) {
    Config c = random_case(number);
    Pcg32 random(number, 18);
    const auto below = [&](std::uint32_t limit) { return static_cast<int>(random.next() % limit); };
    if (below(3) == 0) c.memory = below(2) == 0 ? "le chat est assis sur le tapis" : "x y";
    c.kv_heads = below(c.heads + 1u);
    while (c.kv_heads > 0 && c.heads % c.kv_heads != 0) --c.kv_heads;
    if (below(3) == 0) c.scale.number = 0.25 * below(9) - 1.0;
    if (below(3) == 0) c.temperature = 0.25 * (1 + below(12));
    if (below(3) == 0) c.softcap = 0.5 * (1 + below(8));
    if (below(3) == 0) c.window = 1 + below(6);
    if (below(3) == 0) c.causal_offset = below(9) - 4;
    if (below(4) == 0) c.paint.blocks.push_back({1 + below(3), 4, 1 + below(3), 5});
    c.bias = below(2) == 0;
    if (below(3) == 0) c.dropout = (1 + below(8)) / 10.0, c.dropout_seed = below(100);
    for (const MistakeInfo& m : kMistakes) c.mistakes.*m.on = below(12) == 0;
    if (below(3) == 0) // some of them for cells that there are not
        for (int i = below(8); i >= 0; --i) {
            const float value = static_cast<float>(below(400) - 200) / 64;
            c.edits = *with_edit(c.edits, {static_cast<Editable>(below(6)), 1 + below(5), 1 + below(7), value});
        }
    return c;
}

std::vector<Config> all_cases() {
    std::vector<Config> out = few_cases();
    for (const Config& config : special_cases()) out.push_back(config);
    for (std::uint64_t i = 0; i < 20; ++i) out.push_back(random_case(i));
    for (std::uint64_t i = 0; i < 60; ++i) out.push_back(random_special_case(i));
    return out;
}

namespace {
std::string longest_text() {
    std::string out;
    for (int i = 0; i < 60; ++i) out += (i == 0 ? "w" : " w") + std::to_string(i * i % 41);
    return out;
}
} // namespace

std::vector<Config> golden_cases() {
    std::vector<Config> out = few_cases();
    for (const Config& config : special_cases()) out.push_back(config);
    out.push_back({.text = longest_text(), .d_model = 64, .heads = 8, .mask = Masking::causal, .seed = 3});
    out.push_back({.text = longest_text(), .d_model = 33, .heads = 3, .mask = Masking::both, .pad = 4, .seed = 123456});
    return out;
}

Run run_of(const Config& config) { return run(config, projections_of(config)); }

Trace trace_of(const Config& config) { return run_of(config).trace; }

namespace {
void visit_cells(const Trace& t, int every, const std::function<void(const Cell&)>& visit) {
    int at = 0;
    for (const TensorInfo& about : kTensors)
        for (int h = 0; h < copies(t, about.id); ++h, ++at) {
            const Matrix& m = matrix(t, about.id, h);
            for (int i = 0; i < static_cast<int>(m.rows()); ++i)
                for (int j = 0; j < static_cast<int>(m.cols()); ++j)
                    if ((at + i + j) % every == 0) visit({about.id, h, i, j});
        }
}
} // namespace

void for_each_cell(const Trace& t, const std::function<void(const Cell&)>& visit) { visit_cells(t, 1, visit); }

void for_many_cells(const Trace& t, const std::function<void(const Cell&)>& visit) {
#if defined(ATTN_SANITIZED) || defined(__EMSCRIPTEN__)
    visit_cells(t, 3, visit);
#else
    visit_cells(t, 1, visit);
#endif
}

Options with_mask(const Mask& allowed, int heads, std::optional<float> scale) {
    Options options;
    options.heads = heads;
    options.scale = scale;
    options.mask = {allowed};
    return options;
}

oracle::Flags oracle_mask(const Trace& t, const Config& config) {
    return oracle::allowed(static_cast<int>(t.tokens.size()) - config.pad, config.pad,
                           config.mask == Masking::causal || config.mask == Masking::both,
                           config.mask == Masking::padding || config.mask == Masking::both);
}

oracle::Run oracle_run(const Trace& t, const Config& config) {
    const oracle::Projections p{table_of(t.projections.w_q), table_of(t.projections.w_k), table_of(t.projections.w_v),
                                table_of(t.projections.w_o)};
    const double d_k = static_cast<double>(config.d_model) / config.heads;
    return oracle::attention(table_of(t.x), p, oracle_mask(t, config), config.heads, 1.0 / std::sqrt(d_k));
}

oracle::Table matrix(const oracle::Run& run, Tensor tensor, int head) {
    const oracle::Head& h = run.head[static_cast<std::size_t>(head)];
    switch (tensor) {
    case Tensor::embedding:
    case Tensor::position:
    case Tensor::x:
    case Tensor::memory_embedding:
    case Tensor::memory_position:
    case Tensor::memory:
    case Tensor::memory_v:
    case Tensor::w_q:
    case Tensor::w_k:
    case Tensor::w_v:
    case Tensor::w_o:
    case Tensor::b_q:
    case Tensor::b_k:
    case Tensor::b_v:
    case Tensor::b_o:
    case Tensor::capped:
    case Tensor::bias:
    case Tensor::mask:
    case Tensor::row_max:
    case Tensor::row_sum:
    case Tensor::shifted:
    case Tensor::dropout_uniforms:
    case Tensor::averaged:
    case Tensor::keep:
    case Tensor::dropped: return {}; // its inputs, and what it does not keep or not have
    case Tensor::q: return run.q;
    case Tensor::k: return run.k;
    case Tensor::v: return run.v;
    case Tensor::q_head: return h.q;
    case Tensor::k_head: return h.k;
    case Tensor::v_head: return h.v;
    case Tensor::scores: return h.scores;
    case Tensor::scaled: return h.scaled;
    case Tensor::masked: return h.masked;
    case Tensor::exps: return h.exps;
    case Tensor::weights: return h.weights;
    case Tensor::context: return h.context;
    case Tensor::concat: return run.concat;
    case Tensor::output: return run.output;
    }
    return {};
}

oracle::Table table_of(const Matrix& m) {
    oracle::Table out;
    for (Index i = 0; i < m.rows(); ++i) out.emplace_back(m.row(i).begin(), m.row(i).end());
    return out;
}

Matrix matrix_of(const oracle::Table& table) {
    Matrix m(static_cast<Index>(table.size()), static_cast<Index>(table[0].size()));
    for (Index i = 0; i < m.rows(); ++i)
        for (Index j = 0; j < m.cols(); ++j)
            m(i, j) = static_cast<float>(table[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)]);
    return m;
}

Matrix random_matrix(std::uint64_t seed, Index rows, Index cols) {
    Pcg32 random(seed, 99);
    return normal_matrix(random, rows, cols, 1.0, 6);
}

Mask random_mask(std::uint64_t seed, Index rows, Index cols) {
    Pcg32 random(seed, 98);
    Mask mask(rows, cols);
    for (Index i = 0; i < rows; ++i)
        for (Index j = 0; j < cols; ++j) mask(i, j) = random.next() % 4 != 0;
    return mask;
}

Config parsed(std::string_view query, Notices& notices) {
    Config config;
    notices = parse(query, config);
    return config;
}

bool same_bits(const Matrix& a, const Matrix& b) {
    if (a.rows() != b.rows() || a.cols() != b.cols()) return false;
    return a.size() == 0 || std::memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size()) * sizeof(float)) == 0;
}
bool same_bits(const MatrixOf<double>& a, const MatrixOf<double>& b) {
    if (a.rows() != b.rows() || a.cols() != b.cols()) return false;
    return a.size() == 0 || std::memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size()) * sizeof(double)) == 0;
}

oracle::Table json_table(const Json& json) {
    if (json.kind() != JsonKind::array) return {{json.number()}};
    oracle::Table out;
    if (json[0].kind() != JsonKind::array) out.emplace_back();
    for (const Json item : json) {
        if (item.kind() == JsonKind::array) out.push_back(json_table(item)[0]);
        else out.back().push_back(item.number());
    }
    return out;
}

} // namespace attn
