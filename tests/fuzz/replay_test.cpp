// Every input in the fuzz targets' corpora, as an ordinary test in every build. An input that broke something
// once is kept there, so that it never does again.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>

#include "targets.h"
#include "tests/engine/cases.h"

TEST_CASE("no input in the corpora breaks a promise") {
    for (const attn::fuzz::Target& target : attn::fuzz::kTargets) {
        std::vector<std::string> paths;
        const std::filesystem::path folder = attn::source_path("tests/fuzz/corpus/" + std::string(target.name));
        for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.push_back(entry.path().string());
        std::sort(paths.begin(), paths.end());
        CAPTURE(target.name);
        CHECK(paths.size() >= 10);
        for (const std::string& path : paths) {
            CAPTURE(path);
            CHECK(target.fault(attn::file_text(path)) == "");
        }
    }
}
