// Projections in and out of weights files.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "engine/attention/options.h"
#include "engine/cli/cli.h"
#include "engine/exchange/layer_file.h"
#include "tests/engine/cases.h"
#include "tests/english.h"
#include "tests/weights/draft.h"
#include "tests/weights/hostile.h"

using namespace attn;

namespace {

using Shape = std::vector<std::uint64_t>;

Projections any_model(Index in = 6, Index qk = 4, Index v = 10, Index out = 5) {
    return {.w_q = random_matrix(1, in, qk),
            .w_k = random_matrix(2, in, qk),
            .w_v = random_matrix(3, in, v),
            .w_o = random_matrix(4, v, out),
            .b_q = random_matrix(5, 1, qk),
            .b_k = random_matrix(6, 1, qk),
            .b_v = random_matrix(7, 1, v),
            .b_o = random_matrix(8, 1, out)};
}
bool same_model(const Projections& a, const Projections& b) {
    return same_bits(a.w_q, b.w_q) && same_bits(a.w_k, b.w_k) && same_bits(a.w_v, b.w_v) && same_bits(a.w_o, b.w_o) &&
           same_bits(a.b_q, b.b_q) && same_bits(a.b_k, b.b_k) && same_bits(a.b_v, b.b_v) && same_bits(a.b_o, b.b_o);
}
Matrix below(const Matrix& a, const Matrix& b, const Matrix& c) {
    Matrix out(a.rows() + b.rows() + c.rows(), a.cols());
    out << a, b, c;
    return out;
}

// A layer of nn.MultiheadAttention with equal widths, as its state_dict names it, after a prefix.
Draft torch_layer(const Projections& m, const std::string& prefix = {}) {
    Draft draft;
    draft.add(prefix + "in_proj_weight", below(m.w_q.transpose(), m.w_k.transpose(), m.w_v.transpose()))
        .add_row(prefix + "in_proj_bias", below(m.b_q.transpose(), m.b_k.transpose(), m.b_v.transpose()).transpose())
        .add(prefix + "out_proj.weight", m.w_o.transpose())
        .add_row(prefix + "out_proj.bias", m.b_o);
    return draft;
}

std::string wrong_of(const Draft& draft, std::string_view prefix = {}) {
    const StoredLayer layer = layer_of(draft.file, prefix);
    CHECK(layer.projections.has_value() == layer.error.key.empty());
    return text(english_tools(), layer.error);
}

} // namespace

TEST_CASE("a model written and read again is the same to the last bit") {
    Projections projections = any_model();
    projections.w_q(0, 0) = -0.0f, projections.w_q(0, 1) = NAN, projections.w_q(0, 2) = 1e-45f,
                       projections.b_v(0, 0) = -INFINITY;
    const Bytes written = *file_of(projections, {{"heads", "2"}});
    const auto file = tensors_of(written);
    REQUIRE(file);
    CHECK(file->metadata == Metadata{{"heads", "2"}});
    CHECK(file->tensors.size() == 8);
    CHECK(file->tensors[4].name == "w_k");
    CHECK(file->tensors[4].shape == Shape{6, 4}); // [in, out]
    CHECK(file->tensors[0].name == "b_k");
    CHECK(file->tensors[0].shape == Shape{4});
    const StoredLayer layer = layer_of(*file);
    REQUIRE(layer.projections);
    CHECK(same_model(*layer.projections, projections));
    CHECK(*file_of(*layer.projections, file->metadata) == written);
}

TEST_CASE("biases and the output projection may be missing") {
    Projections projections = seeded_projections(8, 3);
    CHECK(same_model(*layer_of(*tensors_of(*file_of(projections))).projections, projections));
    projections.w_o = {};
    const Bytes written = *file_of(projections);
    const auto file = tensors_of(written);
    CHECK(file->tensors.size() == 3);
    CHECK(same_model(*layer_of(*file).projections, projections));
}

TEST_CASE("a layer of nn.MultiheadAttention is turned and cut") {
    const Projections projections = any_model(4, 4, 4, 4);
    CHECK(same_model(*layer_of(torch_layer(projections).file).projections, projections));
    // By hand: row 0 of in_proj_weight makes number 0 of the query, row 2 number 0 of the key, row 4 that of the value.
    Matrix stacked(6, 2), out(2, 2);
    stacked << 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12;
    out << 1, 2, 3, 4;
    const StoredLayer layer = layer_of(Draft().add("in_proj_weight", stacked).add("out_proj.weight", out).file);
    REQUIRE(layer.projections);
    CHECK(same_bits(layer.projections->w_q, (Matrix(2, 2) << 1, 3, 2, 4).finished()));
    CHECK(same_bits(layer.projections->w_k, (Matrix(2, 2) << 5, 7, 6, 8).finished()));
    CHECK(same_bits(layer.projections->w_v, (Matrix(2, 2) << 9, 11, 10, 12).finished()));
    CHECK(same_bits(layer.projections->w_o, (Matrix(2, 2) << 1, 3, 2, 4).finished()));
    CHECK(layer.projections->b_q.size() == 0);
}

TEST_CASE("keys and values of other widths have matrices of their own") {
    Projections projections = any_model(4, 4, 4, 4);
    projections.w_k = random_matrix(9, 3, 4);
    projections.w_v = random_matrix(10, 7, 4);
    Draft draft;
    draft.add("q_proj_weight", projections.w_q.transpose()).add("k_proj_weight", projections.w_k.transpose());
    draft.add("v_proj_weight", projections.w_v.transpose()).add("out_proj.weight", projections.w_o.transpose());
    draft.add_row("out_proj.bias", projections.b_o);
    draft.add_row(
        "in_proj_bias",
        below(projections.b_q.transpose(), projections.b_k.transpose(), projections.b_v.transpose()).transpose());
    CHECK(same_model(*layer_of(draft.file).projections, projections));
}

TEST_CASE("attention with a layer of nn.MultiheadAttention is what its own formula gives") {
    // As PyTorch writes it: x is multiplied by the transpose of rows of in_proj_weight, row by row, in double
    // precision.
    const Projections projections = any_model(4, 4, 4, 4);
    const Draft draft = torch_layer(projections);
    const Matrix x = random_matrix(20, 3, 4);
    const auto value = [](const StoredTensor& t, Index i) {
        return static_cast<double>((*floats_of(t))[static_cast<std::size_t>(i)]);
    };
    const auto linear = [&](const oracle::Table& in, const StoredTensor& w, const StoredTensor& b, Index first,
                            Index rows) {
        oracle::Table out;
        for (const auto& row : in) {
            out.emplace_back();
            for (Index r = first; r < first + rows; ++r) {
                double sum = value(b, r);
                for (std::size_t c = 0; c < row.size(); ++c)
                    sum += row[c] * value(w, r * static_cast<Index>(row.size()) + static_cast<Index>(c));
                out.back().push_back(sum);
            }
        }
        return out;
    };
    const auto& tensors = draft.file.tensors;
    const oracle::Table q = linear(table_of(x), tensors[0], tensors[1], 0, 4),
                        k = linear(table_of(x), tensors[0], tensors[1], 4, 4),
                        v = linear(table_of(x), tensors[0], tensors[1], 8, 4);
    oracle::Table context(3, std::vector<double>(4));
    for (std::size_t h = 0; h < 2; ++h)
        for (std::size_t i = 0; i < 3; ++i) {
            std::vector<double> weight(3);
            double total = 0;
            for (std::size_t j = 0; j < 3; ++j) {
                const double score = q[i][2 * h] * k[j][2 * h] + q[i][2 * h + 1] * k[j][2 * h + 1];
                total += weight[j] = std::exp(score / std::sqrt(2.0));
            }
            for (std::size_t j = 0; j < 3; ++j)
                for (std::size_t c = 0; c < 2; ++c) context[i][2 * h + c] += weight[j] / total * v[j][2 * h + c];
        }
    const oracle::Table wanted = linear(context, tensors[2], tensors[3], 0, 4);
    const Trace t = attend(Inputs{.x = x}, *layer_of(draft.file).projections, Options{.heads = 2});
    for (Index i = 0; i < 3; ++i)
        for (Index c = 0; c < 4; ++c)
            CHECK(std::fabs(t.output(i, c) - wanted[static_cast<std::size_t>(i)][static_cast<std::size_t>(c)]) < 4e-6);
}

TEST_CASE("half-precision projections are read") {
    Bytes halves;
    for (const int bits : {0x3C00, 0x4000, 0x4200, 0x4400})
        append_little_endian(halves, static_cast<std::uint16_t>(bits));
    TensorFile file;
    for (const char* name : {"w_q", "w_k", "w_v"}) file.tensors.push_back({name, dtype_named("F16"), {2, 2}, halves});
    CHECK(same_bits(layer_of(file).projections->w_v, (Matrix(2, 2) << 1, 2, 3, 4).finished()));
}

TEST_CASE("a layer inside a larger model is found by its prefix") {
    const Projections projections = any_model(4, 4, 4, 4);
    Draft draft = torch_layer(projections, "layers.0.self_attn.");
    draft.add("layers.0.linear1.weight", random_matrix(1, 2, 2)).add("my_w_q", random_matrix(1, 2, 2));
    CHECK(prefixes_of(draft.file) == std::vector<std::string>{"layers.0.self_attn."});
    CHECK(same_model(*layer_of(draft.file, "layers.0.self_attn.").projections, projections));
    CHECK(wrong_of(draft).find("no projections") != std::string::npos);
    CHECK(wrong_of(draft, "layers.1.").find("layers.1.w_q") != std::string::npos);
    draft.add("w_q", projections.w_q);
    CHECK(prefixes_of(draft.file) == std::vector<std::string>{"layers.0.self_attn.", ""});
}

TEST_CASE("what is no layer is refused with the name of the tensor") {
    const Projections m = any_model(4, 4, 4, 4);
    const auto says = [](const std::string& wrong, std::string_view part) {
        return wrong.find(part) != std::string::npos;
    };
    CHECK(says(wrong_of(Draft()), "w_q"));
    CHECK(says(wrong_of(Draft().add("w_q", m.w_q).add("w_v", m.w_v)), "w_k is missing"));
    CHECK(
        says(wrong_of(Draft().add("w_q", m.w_q).add("w_k", {16}, m.w_k).add("w_v", m.w_v)), "w_k has the shape [16]"));
    CHECK(says(wrong_of(Draft().add("w_q", m.w_q).add("w_k", {4, 4, 1}, m.w_k).add("w_v", m.w_v)), "[4, 4, 1]"));
    CHECK(says(wrong_of(Draft().add("w_q", {0, 4}, Matrix()).add("w_k", m.w_k).add("w_v", m.w_v)),
               "w_q has the shape [0, 4]"));
    CHECK(says(wrong_of(Draft().add("w_q", m.w_q).add("w_k", {4, 4}, m.w_k, "I32").add("w_v", m.w_v)), "w_k is I32"));
    CHECK(says(wrong_of(Draft().add("w_q", m.w_q).add("w_k", m.w_k).add("w_v", m.w_v).add("b_q", m.b_q)),
               "b_q has the shape [1, 4]"));
    CHECK(says(wrong_of(Draft().add("in_proj_weight", m.w_q).add("out_proj.weight", m.w_o)),
               "in_proj_weight has 4 rows"));
    CHECK(says(wrong_of(Draft().add("in_proj_weight", below(m.w_q, m.w_k, m.w_v))), "out_proj.weight is missing"));
    CHECK(says(wrong_of(Draft().add("q_proj_weight", m.w_q).add("k_proj_weight", m.w_k).add("out_proj.weight", m.w_o)),
               "v_proj_weight"));
    Draft extra = torch_layer(m, "a.");
    extra.add("a.bias_k", {1, 1, 4}, m.b_k);
    CHECK(says(wrong_of(extra, "a."), "a.bias_k"));
    Draft biased = torch_layer(m);
    biased.file.tensors[1].shape = {11};
    biased.file.tensors[1].bytes = biased.file.tensors[1].bytes.first(44);
    CHECK(says(wrong_of(biased), "in_proj_bias has 11 rows"));
}

TEST_CASE("a tensor of nn.MultiheadAttention that has another shape is blamed itself, under its own name") {
    const Projections m = any_model(6, 6, 6, 6);
    const Matrix stacked = below(m.w_q, m.w_k, m.w_v), longer = random_matrix(1, 6, 4), other = m.w_o.leftCols(5);
    using Named = std::vector<std::pair<std::string, Matrix>>;
    const auto draft_of = [](const Named& tensors) {
        Draft draft;
        for (const auto& [name, numbers] : tensors)
            if (name.ends_with("bias")) draft.add_row("a." + name, numbers);
            else draft.add("a." + name, numbers);
        return draft;
    };
    const auto wrong = [&](const Named& tensors) { return wrong_of(draft_of(tensors), "a."); };
    CHECK(wrong({{"in_proj_weight", stacked}, {"out_proj.weight", m.w_o}}) == "");
    CHECK(wrong({{"in_proj_weight", stacked.transpose()}, {"out_proj.weight", m.w_o}}) ==
          "a.in_proj_weight is [6, 18]; nn.MultiheadAttention has [18, 6] there: [out, in].");
    CHECK(wrong({{"in_proj_weight", stacked.leftCols(5)}, {"out_proj.weight", m.w_o}})
              .starts_with("a.in_proj_weight is [18, 5]"));
    CHECK(wrong({{"in_proj_weight", stacked}, {"out_proj.weight", other}}).starts_with("a.out_proj.weight is [6, 5]"));
    CHECK(wrong({{"in_proj_weight", stacked}, {"out_proj.weight", m.w_o}, {"out_proj.bias", m.b_o.leftCols(5)}}) ==
          "a.out_proj.bias is [5]; nn.MultiheadAttention has [6] there: [out, in].");
    const auto apart = [&](const Matrix& keys) {
        return Named{
            {"q_proj_weight", m.w_q}, {"k_proj_weight", keys}, {"v_proj_weight", m.w_v}, {"out_proj.weight", m.w_o}};
    };
    CHECK(wrong(apart(longer)) == "");
    CHECK(wrong(apart(longer.transpose())) ==
          "a.k_proj_weight is [4, 6]; nn.MultiheadAttention has [6, *] there: [out, in].");

    // What does not fit the settings has its name from the file as well.
    const auto said_of = [&](const Named& tensors, std::vector<std::string> words) {
        const Draft draft = draft_of(tensors);
        const Bytes bytes = *file_of(draft.file);
        words.insert(words.begin(), {"run", "--weights", "f"});
        return command_line(words, [&](const std::string&) { return FileRead{.bytes = bytes}; }).err;
    };
    CHECK(said_of({{"in_proj_weight", stacked}, {"out_proj.weight", m.w_o}}, {"--d-model", "8"}) ==
          "attn: w_q (a.in_proj_weight, transposed) is [6, 6]; here it must be [8, *].\n");
    CHECK(said_of(apart(longer), {}) == "attn: w_k (a.k_proj_weight, transposed) is [4, 6]; here it must be [6, *].\n");
    CHECK(said_of({{"w_q", m.w_q}, {"w_k", m.w_k}, {"w_v", m.w_v}, {"w_o", longer.transpose()}}, {}) ==
          "attn: a.w_o is [4, 6]; here it must be [6, *].\n");
}

TEST_CASE("attn run --save writes the projections in use, and --weights uses them") {
    const auto run_with = [](std::vector<std::string> words, const Bytes& file) {
        return command_line(words, [&](const std::string& path) -> FileRead {
            if (path == "x.safetensors") return {.bytes = file};
            return {.error = "the file cannot be read."};
        });
    };
    const Reply first =
        run_with({"run", "--d-model", "12", "--heads", "3", "--seed", "5", "--json", "--save", "x.safetensors"}, {});
    CHECK(first.exit_code == 0);
    REQUIRE(first.file);
    CHECK(first.file->path == "x.safetensors");
    const Bytes saved = first.file->bytes;
    CHECK(same_model(*layer_of(*tensors_of(saved)).projections, seeded_projections(12, 5)));
    CHECK(first.out == command_line({"run", "--d-model", "12", "--heads", "3", "--seed", "5", "--json"}).out);

    // Width and heads come from the file, the embeddings from the seed as before.
    const Reply second = run_with({"run", "--weights=x.safetensors", "--seed", "5", "--json"}, saved);
    CHECK(second.exit_code == 0);
    CHECK(second.out == first.out);
    CHECK_FALSE(second.file);
    CHECK(run_with({"run", "--weights", "x.safetensors", "--heads", "1", "--stage", "concat"}, saved).out !=
          run_with({"run", "--weights", "x.safetensors", "--stage", "concat"}, saved).out);
    // What is used is what is saved, byte for byte.
    CHECK(run_with({"run", "--weights", "x.safetensors", "--save=y", "text=x"}, saved).file->bytes == saved);
    // A value may look like an option.
    CHECK(run_with({"run", "--text", "--save", "--stage", "tokens"}, saved).exit_code == 0);
    CHECK_FALSE(run_with({"run", "--text", "--save", "--stage", "tokens"}, saved).file);

    const Reply cell = run_with({"explain", "--cell", "w_q:1:1", "--weights", "x.safetensors"}, saved);
    CHECK(cell.exit_code == 0);
    CHECK(cell.out ==
          command_line({"explain", "--cell", "w_q:1:1", "--d-model", "12", "--heads", "3", "--seed", "5"}).out);
}

TEST_CASE("projections that do not fit are refused, and nothing is written") {
    const Projections odd = any_model(6, 4, 10, 6);
    const Bytes file = *file_of(odd), wide = *file_of(any_model(2049, 4, 4, 4)),
                two =
                    *[] {
                        Draft draft = torch_layer(any_model(4, 4, 4, 4), "a.");
                        const Draft second = torch_layer(any_model(4, 4, 4, 4), "b.");
                        for (StoredTensor t : second.file.tensors) {
                            draft.data.push_back(std::make_shared<Bytes>(t.bytes.begin(), t.bytes.end()));
                            t.bytes = *draft.data.back();
                            draft.file.tensors.push_back(t);
                        }
                        return file_of(draft.file);
                    }()
                         .value;
    const auto reply = [&](std::vector<std::string> words) {
        words.insert(words.begin(), "run");
        const Reply out = command_line(words, [&](const std::string& path) -> FileRead {
            if (path == "odd") return {.bytes = file};
            if (path == "wide") return {.bytes = wide};
            if (path == "two") return {.bytes = two};
            if (path == "bad") return {.bytes = hostile_files().back().bytes};
            return {.error = "the file cannot be read."};
        });
        if (out.exit_code != 0) {
            CHECK(out.out.empty());
            CHECK_FALSE(out.file);
            CHECK(out.err.starts_with("attn: "));
            CHECK(out.err.find_first_of("{}") == std::string::npos);
        }
        return out;
    };
    CHECK(reply({"--weights", "odd"}).exit_code == 0); // d_k 2, d_v 5
    CHECK(reply({"--weights", "odd", "--heads", "3"}).exit_code == 2);
    CHECK(reply({"--weights", "odd", "--d-model", "8", "--save", "y"}).exit_code == 2);
    CHECK(reply({"--weights", "wide"}).exit_code == 1);
    CHECK(reply({"--weights", "wide"}).err.find("2049 numbers") != std::string::npos);
    CHECK(reply({"--weights", "bad"}).exit_code == 1);
    CHECK(reply({"--weights", "bad", "--save", "y"}).err.ends_with("(rule tensor-limit)\n"));
    CHECK(reply({"--weights", "nowhere"}).exit_code == 1);
    CHECK(reply({"--weights", "two"}).exit_code == 1);
    CHECK(reply({"--weights", "two"}).err.find("“a.”, “b.”") != std::string::npos);
    CHECK(reply({"--weights", "two", "--layer", "b."}).exit_code == 0);
    CHECK(reply({"--weights", "two", "--layer", "c."}).exit_code == 1);
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{{"--weights"},
                                                                                       {"--weights="},
                                                                                       {"--save"},
                                                                                       {"--save="},
                                                                                       {"--layer", "a."},
                                                                                       {"--weights", "two", "--layer"}})
        CHECK(reply(words).exit_code == 2);
}
