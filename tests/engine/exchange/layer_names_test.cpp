// Layers under the names of well-known models.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>

#include "engine/attention/attention.h"
#include "engine/cli/cli.h"
#include "engine/exchange/layer_file.h"
#include "engine/formats/json_read.h"
#include "tests/engine/cases.h"
#include "tests/english.h"
#include "tests/weights/draft.h"
#include "tests/weights/named.h"

using namespace attn;

namespace {

using Strings = std::vector<std::string>;

bool same(const Projections& a, const Projections& b) {
    return same_bits(a.w_q, b.w_q) && same_bits(a.w_k, b.w_k) && same_bits(a.w_v, b.w_v) && same_bits(a.w_o, b.w_o) &&
           same_bits(a.b_q, b.b_q) && same_bits(a.b_k, b.b_k) && same_bits(a.b_v, b.b_v) && same_bits(a.b_o, b.b_o);
}

std::string why_not(const Draft& draft, std::string_view prefix = {},
                    CombinedLayout layout = CombinedLayout::by_shape) {
    const StoredLayer layer = layer_of(draft.file, prefix, layout);
    CHECK_FALSE(layer.projections);
    const std::string why = text(english_tools(), layer.error);
    CHECK(why.find_first_of("{}") == std::string::npos);
    return why;
}

Reply reply_of(const Strings& words, const Bytes& file) {
    return command_line(words, [&](const std::string&) -> FileRead { return {.bytes = file}; });
}

// [rows, cols] of 1, 2, 3, ...
Matrix counting(Index rows, Index cols) {
    Matrix out(rows, cols);
    float next = 1;
    for (Index i = 0; i < rows; ++i)
        for (Index j = 0; j < cols; ++j) out(i, j) = next++;
    return out;
}

} // namespace

TEST_CASE("every layer of every naming is read to the last bit") {
    for (int i = 0; i < kNamedFiles; ++i) {
        const NamedFile named = named_file(i);
        CAPTURE(named.name);
        const auto file = tensors_of(named.bytes);
        REQUIRE(file);
        std::vector<FoundLayer> found = layers_of(*file);
        std::ranges::sort(found, {}, &FoundLayer::prefix);
        REQUIRE(found.size() == named.prefixes.size());
        for (std::size_t l = 0; l < named.layers.size(); ++l) {
            CHECK(found[l].prefix == named.prefixes[l]);
            CHECK(found[l].models == named.models);
            const StoredLayer layer = layer_of(*file, named.prefixes[l]);
            CHECK(text(english_tools(), layer.error) == "");
            REQUIRE(layer.projections);
            CHECK(same(*layer.projections, named.layers[l]));
            CHECK((layer.remark.key == "layer.rotary") == named.models.starts_with("Llama"));
        }
    }
}

TEST_CASE("attn run takes each of them") {
    for (int i = 0; i < kNamedFiles; ++i) {
        const NamedFile named = named_file(i);
        CAPTURE(named.name);
        Strings words{
            "run",     "--weights", "x", "--layer", named.prefixes.back(), "--heads", std::to_string(named.heads),
            "--stage", "softmax"};
        const Reply reply = reply_of(words, named.bytes);
        CHECK(reply.exit_code == 0);
        CHECK(reply.err.empty() != named.models.starts_with("Llama"));
        // What the file does not tell, the number of heads that keys have, follows from the shapes.
        words.insert(words.end(), {"--kv-heads", std::to_string(named.kv_heads)});
        CHECK(reply_of(words, named.bytes).out == reply.out);
    }
}

TEST_CASE("attn weights lists the layers, whose names they have, and their widths") {
    const Strings table{"weights", "x"}, json{"weights", "x", "--json"};
    for (int i = 0; i < kNamedFiles; ++i) {
        const NamedFile named = named_file(i);
        CAPTURE(named.name);
        const std::string listed = reply_of(table, named.bytes).out;
        const std::string as_json = reply_of(json, named.bytes).out;
        const JsonDocument document = json_read(as_json);
        REQUIRE_FALSE(document.error);
        const Json layers = Json(document)["layers"];
        REQUIRE(layers.size() == named.prefixes.size());
        CHECK(layers[0]["names"].text() == named.models);
        CHECK(layers[0]["token"].number() == static_cast<double>(named.layers[0].w_q.rows()));
        CHECK(layers[0]["query"].number() == static_cast<double>(named.layers[0].w_q.cols()));
        CHECK(layers[0]["key"].number() == static_cast<double>(named.layers[0].w_k.cols()));
        CHECK(layers[0]["value"].number() == static_cast<double>(named.layers[0].w_v.cols()));
        for (const std::string& prefix : named.prefixes)
            CHECK(listed.find("\n" + (prefix.empty() ? "\"\"" : prefix) + " ") != std::string::npos);
    }
    const std::string stories = reply_of(table, named_file(7).bytes).out;
    CHECK(stories.ends_with("\nlayer                      names of  token  query  key  value  output\n"
                            "model.layers.0.self_attn.  Llama     64     64     32   32     64\n"
                            "model.layers.1.self_attn.  Llama     64     64     32   32     64\n"
                            "model.layers.2.self_attn.  Llama     64     64     32   32     64\n"
                            "model.layers.3.self_attn.  Llama     64     64     32   32     64\n"
                            "model.layers.4.self_attn.  Llama     64     64     32   32     64\n"));
}

TEST_CASE("c_attn by hand: columns of Conv1D are rows of nanoGPT's Linear") {
    // One number of a token, so W_Q, W_K and W_V are one row each: 1 2, 3 4 and 5 6.
    const Matrix w = counting(1, 6), out = counting(2, 1);
    for (const bool conv1d : {true, false}) {
        Draft draft;
        draft.add("c_attn.weight", conv1d ? w : Matrix(w.transpose()));
        draft.add("c_proj.weight", conv1d ? out : Matrix(out.transpose()));
        const StoredLayer layer = layer_of(draft.file);
        REQUIRE(layer.projections);
        CHECK(same_bits(layer.projections->w_q, (Matrix(1, 2) << 1, 2).finished()));
        CHECK(same_bits(layer.projections->w_k, (Matrix(1, 2) << 3, 4).finished()));
        CHECK(same_bits(layer.projections->w_v, (Matrix(1, 2) << 5, 6).finished()));
        CHECK(same_bits(layer.projections->w_o, out));
    }
}

TEST_CASE("a square c_attn is decided by c_proj or asked for") {
    const Matrix w = counting(6, 6);
    const auto drafted = [&](Index rows, Index cols) {
        return Draft().add("c_attn.weight", w).add("c_proj.weight", counting(rows, cols));
    };
    CHECK(same_bits(layer_of(drafted(2, 6).file).projections->w_q, w.leftCols(2)));
    CHECK(same_bits(layer_of(drafted(6, 2).file).projections->w_q, Matrix(w.topRows(2).transpose())));

    const Draft open = drafted(2, 2);
    const std::string question = why_not(open);
    CHECK(layer_of(open.file).error.key == "layer.layout");
    CHECK(question.find("c_attn.weight is [6, 6]") != std::string::npos);
    CHECK(question.find("--layout") != std::string::npos);
    CHECK(same_bits(layer_of(open.file, "", CombinedLayout::conv1d).projections->w_v, w.rightCols(2)));
    CHECK(same_bits(layer_of(open.file, "", CombinedLayout::linear).projections->w_v,
                    Matrix(w.bottomRows(2).transpose())));
    // A bias tells no more of a square one, and here the two layouts of another shape apart.
    Draft either = Draft().add("c_attn.weight", counting(12, 9)).add("c_proj.weight", counting(3, 4));
    CHECK(layer_of(either.file).error.key == "layer.layout");
    either.add_row("c_attn.bias", counting(1, 9));
    CHECK(layer_of(either.file).projections->w_q.rows() == 12);

    const Bytes file = *file_of(open.file).value;
    CHECK(reply_of({"run", "--weights", "x", "--heads", "2"}, file).exit_code == 1);
    const Reply conv1d = reply_of({"run", "--weights", "x", "--layout", "conv1d", "--json"}, file);
    const Reply linear = reply_of({"run", "--weights", "x", "--layout=linear", "--json"}, file);
    CHECK(conv1d.exit_code == 0);
    CHECK(linear.exit_code == 0);
    CHECK(conv1d.out != linear.out);
    CHECK(reply_of({"run", "--weights", "x", "--layout", "square"}, file).exit_code == 2);
    CHECK(reply_of({"run", "--layout", "linear"}, file).err == "attn: --layout needs --weights.\n");
}

TEST_CASE("what is wrong is said under the file's own names") {
    const std::string at = "model.layers.0.self_attn.";
    const auto llama = [&](Index q_in, Index q, Index k_in, Index k, Index v, Index o_in) {
        return Draft()
            .add(at + "q_proj.weight", counting(q, q_in))
            .add(at + "k_proj.weight", counting(k, k_in))
            .add(at + "v_proj.weight", counting(v, k_in))
            .add(at + "o_proj.weight", counting(4, o_in));
    };
    CHECK(layer_of(llama(4, 8, 4, 2, 2, 8).file, at).projections);
    CHECK(why_not(llama(4, 8, 5, 2, 2, 8), at) ==
          at + "k_proj.weight takes rows of 5 numbers, but " + at + "q_proj.weight takes rows of 4.");
    CHECK(why_not(llama(4, 8, 4, 3, 3, 8), at).starts_with(at + "k_proj.weight makes 3 numbers"));
    CHECK(why_not(llama(4, 8, 4, 2, 2, 6), at)
              .starts_with(at + "o_proj.weight takes rows of 6 numbers, but with " + at +
                           "v_proj.weight the heads make 8"));
    Draft biased = llama(4, 8, 4, 2, 2, 8);
    biased.add_row(at + "k_proj.bias", counting(1, 8));
    CHECK(why_not(biased, at) == at + "k_proj.bias has 8 numbers, but " + at + "k_proj.weight makes 2 of a token.");
    Draft normed = llama(4, 8, 4, 2, 2, 8);
    normed.add_row(at + "q_norm.weight", counting(1, 2));
    CHECK(why_not(normed, at).starts_with(at + "q_norm.weight is there"));

    CHECK(why_not(Draft().add(at + "q_proj.weight", counting(2, 2)), at) == at + "k_proj.weight is missing.");
    CHECK(why_not(Draft().add("W_query.weight", {4}, counting(1, 4))).starts_with("W_query.weight has the shape [4]"));
    CHECK(why_not(Draft().add("self.query.weight", {2, 2}, counting(2, 2), "I32"))
              .starts_with("self.query.weight is I32"));

    const auto gpt2 = [](Index rows, Index cols, Index out_rows, Index out_cols) {
        return Draft()
            .add("h.0.attn.c_attn.weight", counting(rows, cols))
            .add("h.0.attn.c_proj.weight", counting(out_rows, out_cols));
    };
    CHECK(why_not(gpt2(4, 11, 4, 4), "h.0.attn.")
              .starts_with("h.0.attn.c_attn.weight is [4, 11] and h.0.attn.c_proj.weight is [4, 4]."));
    CHECK(why_not(gpt2(4, 12, 5, 4), "h.0.attn.").starts_with("h.0.attn.c_attn.weight is [4, 12]"));
    CHECK(why_not(gpt2(4, 12, 4, 4), "h.0.attn.", CombinedLayout::linear).find("[3 out, in]") != std::string::npos);
    Draft short_bias = gpt2(4, 12, 4, 4);
    short_bias.add_row("h.0.attn.c_attn.bias", counting(1, 4));
    CHECK(why_not(short_bias, "h.0.attn.") ==
          "h.0.attn.c_attn.bias has 4 numbers, but h.0.attn.c_attn.weight makes 12 of a token.");
    Draft crossed = gpt2(4, 8, 4, 4);
    crossed.add("h.0.attn.q_attn.weight", counting(4, 4));
    CHECK(why_not(crossed, "h.0.attn.").starts_with("h.0.attn.q_attn.weight is there"));

    // Nothing known: the names that were looked for, of every naming.
    const std::string none = why_not(Draft().add("h.0.other", counting(2, 2)), "h.0.");
    for (const char* name : {"h.0.w_q", "h.0.in_proj_weight", "h.0.c_attn.weight", "h.0.W_query"})
        CHECK(none.find(name) != std::string::npos);
}

TEST_CASE("a layer may be named without its last dot, and one that cannot be read is listed with its reason") {
    const NamedFile named = named_file(1);
    const Reply reply = reply_of({"run", "--weights", "x", "--layer", "transformer.h.3.attn", "--json"}, named.bytes);
    CHECK(reply.exit_code == 0);
    CHECK(reply.out ==
          reply_of({"run", "--weights", "x", "--layer", "transformer.h.3.attn.", "--json"}, named.bytes).out);
    const Bytes half = *file_of(Draft().add("a.q_proj.weight", counting(2, 2)).file).value;
    CHECK(reply_of({"weights", "x"}, half).out.ends_with("a.     Llama     a.k_proj.weight is missing.\n"));
    CHECK(reply_of({"weights", "x", "--json"}, half).out.find(R"("error":"a.k_proj.weight is missing.")") !=
          std::string::npos);
}

TEST_CASE("attention with GPT-2's layer is what its own formula gives") {
    // As transformers writes it: Conv1D is x @ weight + bias, then split(split_size, dim=2), heads, c_proj.
    const NamedFile named = named_file(1);
    const auto file = tensors_of(named.bytes);
    const auto stored = [&](const std::string& name) {
        const auto found = std::ranges::find(file->tensors, "transformer.h.2.attn." + name, &StoredTensor::name);
        const std::vector<float> floats = *floats_of(*found);
        oracle::Table out;
        const auto columns = static_cast<std::size_t>(found->shape.back());
        for (std::size_t i = 0; i < floats.size(); i += columns)
            out.emplace_back(floats.begin() + static_cast<std::ptrdiff_t>(i),
                             floats.begin() + static_cast<std::ptrdiff_t>(i + columns));
        return out;
    };
    const auto conv1d = [](const oracle::Table& x, const oracle::Table& w, const std::vector<double>& b) {
        oracle::Table out;
        for (const auto& row : x) {
            out.push_back(b);
            for (std::size_t i = 0; i < row.size(); ++i)
                for (std::size_t j = 0; j < b.size(); ++j) out.back()[j] += row[i] * w[i][j];
        }
        return out;
    };
    constexpr std::size_t tokens = 5, width = 32, heads = 4, d_k = width / heads;
    const Matrix x = random_matrix(3, tokens, width);
    const oracle::Table qkv = conv1d(table_of(x), stored("c_attn.weight"), stored("c_attn.bias")[0]);
    oracle::Table contexts(tokens, std::vector<double>(width));
    for (std::size_t h = 0; h < heads; ++h)
        for (std::size_t i = 0; i < tokens; ++i) {
            std::vector<double> weights(i + 1);
            double sum = 0;
            for (std::size_t j = 0; j <= i; ++j) {
                double score = 0;
                for (std::size_t c = 0; c < d_k; ++c) score += qkv[i][h * d_k + c] * qkv[j][width + h * d_k + c];
                sum += weights[j] = std::exp(score / std::sqrt(static_cast<double>(d_k)));
            }
            for (std::size_t j = 0; j <= i; ++j)
                for (std::size_t c = 0; c < d_k; ++c)
                    contexts[i][h * d_k + c] += weights[j] / sum * qkv[j][2 * width + h * d_k + c];
        }
    const oracle::Table wanted = conv1d(contexts, stored("c_proj.weight"), stored("c_proj.bias")[0]);
    Options options{.heads = heads};
    options.causal = true;
    const Trace t = attend(Inputs{.x = x}, *layer_of(*file, "transformer.h.2.attn.").projections, options);
    double worst = 0;
    for (std::size_t i = 0; i < tokens; ++i)
        for (std::size_t c = 0; c < width; ++c)
            worst = std::max(worst, std::fabs(t.output(static_cast<Index>(i), static_cast<Index>(c)) - wanted[i][c]));
    CHECK(worst < 2e-5);
}
