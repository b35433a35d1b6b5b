// Loss, gradients and steps of AdamW against those of PyTorch in float64 (record_models.py), for the transformers of
// model_cases.h as they are written down in tests/golden/models/cases.jsonl. Those cases are written anew by
// ATTN_REGENERATE=1 build/native/engine_tests "[golden]"; then record_models.py has to run.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "engine/formats/json.h"
#include "engine/train/adam.h"
#include "engine/train/recipe.h"
#include "model_cases.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {

constexpr AdamSettings kTorchAdam{.rate = 0.02, .beta1 = 0.8, .beta2 = 0.95, .decay = 0.05, .clip = 0.3};
constexpr int kTorchSteps = 4;

void write_rows(JsonWriter& json, const MatrixOf<double>& m) {
    json.array();
    for (Index i = 0; i < m.rows(); ++i) {
        json.array();
        for (Index j = 0; j < m.cols(); ++j) json.value(m(i, j));
        json.end();
    }
    json.end();
}

std::string case_line(const ModelCase& c) {
    JsonWriter json;
    json.object().member("name", c.name).member("heads", c.shape.heads).member("causal", c.shape.causal);
    json.member("scale", c.shape.scale);
    json.member("activation", kActivationKeys[static_cast<std::size_t>(c.shape.activation)]);
    json.member("positions", kPositionsKeys[static_cast<std::size_t>(c.shape.positions)]);
    for (const auto& [key, all] : {std::pair{"sequences", &c.tokens.ids}, std::pair{"targets", &c.targets}}) {
        json.key(key).array();
        for (int b = 0; b < c.tokens.sequences; ++b) {
            const int real = c.tokens.real.empty() ? c.tokens.length : c.tokens.real[static_cast<std::size_t>(b)];
            json.array();
            for (int t = 0; t < real; ++t) json.value((*all)[static_cast<std::size_t>(b * c.tokens.length + t)]);
            json.end();
        }
        json.end();
    }
    json.key("adam").object().member("steps", kTorchSteps).member("rate", kTorchAdam.rate);
    json.member("beta1", kTorchAdam.beta1).member("beta2", kTorchAdam.beta2).member("decay", kTorchAdam.decay);
    json.member("clip", kTorchAdam.clip).end().key("parameters").object();
    for (const auto& p : parameters_of(c.shape, c.parameters)) {
        json.key(p.name);
        write_rows(json, *p.numbers);
    }
    return json.end().end().take() + "\n";
}

// The worst difference of all parameters, in terms of max(1, the largest of its parameter).
template <class R> double worst_apart(const ModelShape& s, const ParametersOf<R>& have, const Json& want) {
    double worst = 0;
    for (const auto& p : parameters_of(s, have)) {
        const oracle::Table table = json_table(want[p.name]);
        if (table.size() != static_cast<std::size_t>(p.rows)) return 1e9;
        double largest = 1, apart = 0;
        for (Index i = 0; i < p.rows; ++i)
            for (Index j = 0; j < p.cols; ++j) {
                const double number = table[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
                largest = std::max(largest, std::fabs(number));
                apart = std::max(apart, std::fabs(static_cast<double>((*p.numbers)(i, j)) - number));
            }
        worst = std::max(worst, apart / largest);
    }
    return worst;
}

ParametersOf<double> after_steps(const ModelCase& c) {
    ParametersOf<double> p = c.parameters;
    AdamOf<double> adam = adam_of<double>(c.shape);
    for (int step = 0; step < kTorchSteps; ++step)
        adam_step(c.shape, kTorchAdam, model_answer<double>(c, p).gradients, p, adam);
    return p;
}

} // namespace

TEST_CASE("transformers have the loss, gradients and steps that PyTorch finds", "[golden]") {
    const std::string cases_path = source_path("tests/golden/models/cases.jsonl");
    std::string cases;
    for (const ModelCase& c : model_cases()) cases += case_line(c);
    if (regenerating()) std::ofstream(cases_path, std::ios::binary) << cases;
    CHECK(file_text(cases_path) == cases); // else PyTorch was asked for others

    std::string answers = file_text(source_path("tests/golden/models/torch.jsonl"));
    for (const ModelCase& c : model_cases()) {
        CAPTURE(c.name);
        const auto end = answers.find('\n');
        REQUIRE(end != std::string::npos);
        const Json want = kept_json(answers.substr(0, end));
        answers.erase(0, end + 1);
        REQUIRE(want["name"].text() == c.name);
        const auto in_double = model_answer<double>(c, c.parameters);
        CHECK(std::fabs(in_double.loss.mean - want["loss"].number()) <= 1e-12);
        CHECK(worst_apart(c.shape, in_double.gradients, want["gradients"]) <= 1e-11);
        const auto in_float = model_answer<float>(c, parameters_as<float>(c));
        CHECK(worst_apart(c.shape, in_float.gradients, want["gradients"]) <= 2e-5);
        CHECK(worst_apart(c.shape, after_steps(c), want["after"]) <= 1e-9);
        // Not in float: where a gradient is 0, as that of a bias of all keys, Adam makes a step of its rounding.
    }
    CHECK(answers.empty());
}
