// What frames cost the processor without a graphics card: shell_tests "[frames]". A measurement, not a test.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "shell/program/control.h"
#include "tests/shell/fixture.h"

using namespace attn;
using namespace attn_test;

namespace {

double processor_ms() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

} // namespace

TEST_CASE("what a frame costs in each scene", "[.][frames]") {
    const char* only = std::getenv("ATTN_SCENE"); // "map1024"
    for (const int tokens : {12, 64, 1024}) {
        std::string text;
        for (int i = 0; i < tokens; ++i) text += "w" + std::to_string(i * i * 7 % 23) + "+";
        for (int scene = 0; scene <= kStageCount + 1; ++scene) {
            const bool map = scene == kStageCount;
            const bool compare = scene > kStageCount;
            const std::string name = compare ? "compare"
                                     : map   ? "map"
                                             : std::string(info(static_cast<Stage>(scene)).key);
            if (only && name + std::to_string(tokens) != only) continue;
            Headless experiment(1280, 800);
            Program p = started("text=" + text + "&heads=8&d-model=64&motion=full&row=2&col=1&dropout=0.5&" +
                                (compare ? "scene=compare&stage=softmax"
                                 : map   ? "scene=map"
                                         : "stage=" + name));
            std::vector<double> costs;
            for (int i = -32; i < 40; ++i) {
                const double share = i < 0 ? (i + 32) / 32.0 : (i + 0.5) / 40;
                const double stage = map ? share * kStageCount : scene;
                if (!compare) p.state.stage = static_cast<Stage>(std::min(static_cast<int>(stage), kStageCount - 1));
                p.state.time = map ? stage - static_cast<int>(stage) : share;
                const double begin = processor_ms();
                experiment.frame(p);
                if (i >= 0) costs.push_back(processor_ms() - begin);
            }
            std::sort(costs.begin(), costs.end());
            std::printf("%-14s %5d %8.2f %8.2f\n", name.c_str(), tokens, costs[costs.size() / 2],
                        costs[costs.size() * 19 / 20]);
            std::fflush(stdout);
        }
    }
}
