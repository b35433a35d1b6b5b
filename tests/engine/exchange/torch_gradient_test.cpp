// The gradients against those that PyTorch's autograd found in float64 for the same cases (record_gradients.py).
#include <catch2/catch_test_macros.hpp>

#include <string_view>

#include "engine/exchange/gradient.h"
#include "gradient_tables.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {

// The lines of a file in tests/golden/gradient whose id is a number, by id.
std::map<int, std::string> lines_of(const std::string& name) {
    std::map<int, std::string> out;
    const std::string text = file_text(source_path("tests/golden/gradient/" + name));
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text.find('\n', at);
        const std::string line = text.substr(at, end - at);
        at = end + 1;
        if (const JsonDocument document = json_read(line); !document.error)
            if (const Json id = Json(document)["id"]; id.kind() == JsonKind::number)
                out[static_cast<int>(id.number())] = line;
    }
    return out;
}

// The worst error of the answer to a line, and where.
std::pair<double, std::string> worst_error(const std::string& line, const std::string& wanted) {
    std::pair<double, std::string> worst;
    const Answer answer = differentiated(line, 1);
    CHECK_FALSE(answer.failed);
    for (const auto& [name, error] :
         gradient_errors(gradient_tables(kept_json(answer.line)), gradient_tables(kept_json(wanted))))
        if (!(error <= worst.first)) worst = {error, name};
    return worst;
}

} // namespace

TEST_CASE("gradients are those that PyTorch finds", "[golden]") {
    const std::map<int, std::string> cases = lines_of("cases.jsonl"), wanted = lines_of("torch.jsonl");
    CHECK(cases.size() >= 40);
    REQUIRE(wanted.size() == cases.size());
    const std::string_view single = R"("precision":"float32")", twice = R"("precision":"float64")";
    std::size_t singles = 0;
    for (const auto& [id, line] : cases) {
        CAPTURE(id);
        std::string in_double = line;
        if (const auto at = line.find(single); at != std::string::npos) {
            const auto [error, name] = worst_error(line, wanted.at(id));
            CAPTURE(name);
            CHECK(error <= 2e-5);
            in_double.replace(at, single.size(), twice);
            ++singles;
        }
        const auto [error, name] = worst_error(in_double, wanted.at(id));
        CAPTURE(name);
        CHECK(error <= 1e-11);
    }
    CHECK(singles >= 20);
}
