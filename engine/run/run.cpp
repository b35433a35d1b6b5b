#include "run.h"

#include <cmath>

#include "engine/attention/mask.h"
#include "engine/math/positions.h"
#include "engine/math/random.h"
#include "engine/words/text.h"
#include "preset.h"
#include "tokens.h"

namespace attn {

namespace {

// [H][T, S] one sample: a number in [0, 1) for each weight. Every row has a stream of its own, so its numbers do not
// depend on how many other tokens there are.
std::vector<Matrix> sampled_uniforms(const Config& config, int seed, Index queries, Index keys) {
    std::vector<Matrix> out;
    for (int h = 0; h < config.heads && dropout_of(config) > 0; ++h) {
        Matrix uniforms(queries, keys);
        for (Index i = 0; i < queries; ++i) {
            const std::string row = "dropout " + std::to_string(h) + " " + std::to_string(i);
            Pcg32 random(static_cast<std::uint64_t>(seed), hash(row));
            for (Index j = 0; j < keys; ++j) uniforms(i, j) = uniform(random);
        }
        out.push_back(uniforms);
    }
    return out;
}

// [T, S] true where the number is at least p, the share that is dropped.
Mask kept(const Matrix& uniforms, double p) { return uniforms.array() >= static_cast<float>(p); }

// Many samples of many weights take longer than anybody wants to wait for an average that is only looked at.
constexpr Index kMaxSampled = 4'000'000;

// [H][T, S] how many of the samples kept each weight: that of the run itself and those of the seeds after its own.
std::vector<Matrix> times_kept(const Config& config, const std::vector<Matrix>& first) {
    std::vector<Matrix> out;
    if (config.dropout_samples < 2 || first.empty() ||
        first[0].size() * config.heads * config.dropout_samples > kMaxSampled)
        return out;
    out.assign(first.size(), Matrix::Zero(first[0].rows(), first[0].cols()));
    for (int n = 0; n < config.dropout_samples; ++n) {
        const std::vector<Matrix> uniforms =
            sampled_uniforms(config, config.dropout_seed + n, first[0].rows(), first[0].cols());
        for (std::size_t h = 0; h < out.size(); ++h)
            out[h] += Matrix(kept(uniforms[h], dropout_of(config)).cast<float>());
    }
    return out;
}

// [tokens, d_model] what the seed gives them, and what it is the sum of.
Matrix vectors(const std::vector<Token>& tokens, const Config& config, Matrix& embedding, Matrix& position) {
    embedding = embeddings(tokens, config.d_model, config.seed);
    position = positions<float>(embedding.rows(), config.d_model);
    return sum(embedding, position);
}

} // namespace

Projections projections_of(const Config& config) {
    const Given* given = given_of(config);
    if (given && given->projections.w_q.size() > 0) return given->projections;
    const std::optional<Material> own = material_of(config);
    Projections projections = own ? own->projections : seeded_projections(config.d_model, config.seed);
    const int kv_heads = kv_heads_of(config.heads, config.kv_heads);
    projections.w_k = Matrix(projections.w_k.leftCols(projections.w_k.cols() / config.heads * kv_heads));
    projections.w_v = Matrix(projections.w_v.leftCols(projections.w_v.cols() / config.heads * kv_heads));
    if (!config.bias) return projections;
    const auto bias = [&](std::string_view name, Index width) {
        Pcg32 random(static_cast<std::uint64_t>(config.seed), hash(name));
        return normal_matrix(random, 1, width, 0.3, 3);
    };
    projections.b_q = bias("b_q", projections.w_q.cols());
    projections.b_k = bias("b_k", projections.w_k.cols());
    projections.b_v = bias("b_v", projections.w_v.cols());
    if (projections.b_o.size() == 0 && projections.w_o.size() > 0)
        projections.b_o = bias("b_o", projections.w_o.cols());
    return projections;
}

Options attention_options(const Config& config) {
    const std::vector<Token> tokens = sequence_of(config).tokens, memory = memory_of(config).tokens;
    const bool cross = !memory.empty() && !config.mistakes.keys_from_queries;
    const std::vector<Token>& keys = cross ? memory : tokens;
    const auto rows = static_cast<Index>(tokens.size()), cols = static_cast<Index>(keys.size());

    Options o{.heads = config.heads, .kv_heads = config.kv_heads};
    if (config.scale.number) o.scale = static_cast<float>(*config.scale.number);
    o.temperature = static_cast<float>(config.temperature);
    o.softcap = static_cast<float>(config.softcap);
    o.causal = config.mask == Masking::causal || config.mask == Masking::both;
    o.causal_offset = config.causal_offset;
    o.window = config.window;
    const bool padding = config.mask == Masking::padding || config.mask == Masking::both;
    if (padding) o.key_padding = real_tokens(config.mistakes.padding_on_rows ? tokens : keys);
    if (!config.paint.blocks.empty()) o.mask = {painted_mask(config.paint, rows, cols)};
    o.dropout_p = dropout_of(config);
    for (const Matrix& uniforms : sampled_uniforms(config, config.dropout_seed, rows, cols))
        o.dropout_keep.push_back(kept(uniforms, o.dropout_p));
    o.mistakes = config.mistakes;
    return o;
}

Run run(const Config& config, Projections projections) {
    const std::vector<Token> tokens = sequence_of(config).tokens, memory = memory_of(config).tokens;
    std::optional<Material> own = material_of(config);
    Matrix memory_embedding, memory_position;
    if (!own) {
        own = Material{};
        const Given* given = given_of(config);
        if (given) own->x = given->x, own->memory = given->memory;
        if (own->x.size() == 0) own->x = vectors(tokens, config, own->embedding, own->position);
        if (own->memory.size() == 0) own->memory = vectors(memory, config, memory_embedding, memory_position);
    }

    Inputs inputs{.x = std::move(own->x), .memory = std::move(own->memory)};
    std::vector<Edited> edited;
    set_by_hand(config.edits, Editable::x, inputs.x, edited);
    set_by_hand(config.edits, Editable::memory, inputs.memory, edited);
    set_by_hand(config.edits, Editable::w_q, projections.w_q, edited);
    set_by_hand(config.edits, Editable::w_k, projections.w_k, edited);
    set_by_hand(config.edits, Editable::w_v, projections.w_v, edited);
    set_by_hand(config.edits, Editable::w_o, projections.w_o, edited);

    Run out{.config = config, .trace = attend(std::move(inputs), std::move(projections), attention_options(config))};
    if (uses_own_numbers(config)) out.decimals = info(config.preset).decimals, out.fewest_decimals = true;
    Trace& t = out.trace;
    t.tokens = tokens;
    t.embedding = std::move(own->embedding);
    t.position = std::move(own->position);
    t.dropout_uniforms = sampled_uniforms(config, config.dropout_seed, t.queries(), t.keys());
    t.times_kept = times_kept(config, t.dropout_uniforms);
    t.dropout_samples = config.dropout_samples;
    if (t.memory.size() == 0) { // self-attention, or a mistake that leaves the memory unread
        std::erase_if(edited, [](const Edited& e) { return e.set.matrix == Editable::memory; });
    } else {
        t.memory_tokens = memory;
        t.memory_embedding = std::move(memory_embedding);
        t.memory_position = std::move(memory_position);
    }
    out.edited = std::move(edited);
    return out;
}

std::optional<Notice> inactive_edits(const Run& r) {
    const std::size_t inactive = r.config.edits.cells.size() - r.edited.size();
    if (inactive == 0) return std::nullopt;
    return Notice{"edits", said("notice.edits_asleep", {{"count", std::to_string(inactive)}})};
}

} // namespace attn
