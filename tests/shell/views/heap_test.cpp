// Playing for minutes takes no more memory than playing for seconds, and a frame asks for little of it.
#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <new>

#include "shell/program/commands.h"
#include "shell/program/control.h"
#include "tests/shell/fixture.h"

namespace {
long live = 0, asked = 0;
void* take(std::size_t size) {
    ++live, ++asked;
    return std::malloc(size > 0 ? size : 1);
}
void give(void* memory) {
    if (memory) --live;
    std::free(memory);
}
} // namespace

// The whole test program counts.
void* operator new(std::size_t size) { return take(size); }
void operator delete(void* memory) noexcept { give(memory); }
void operator delete(void* memory, std::size_t) noexcept { give(memory); }

using namespace attn;
using namespace attn_test;

TEST_CASE("the heap is flat while the animation plays for minutes") {
    ImGui::SetAllocatorFunctions([](std::size_t size, void*) { return take(size); },
                                 [](void* memory, void*) { give(memory); });
    {
        Headless experiment(1280, 800);
        Program p = started("text=the+cat+sat+on+the+mat+and+the+dog+ran+to+it&heads=8&d-model=64&dropout=0.2");
        const auto play = [&](double seconds) {
            for (double t = 0; t < seconds; t += 0.1) {
                if (p.playing == Playing::no) command(p, "play");
                advance(p, 0.1);
                experiment.frame(p);
            }
        };
        play(120); // once through everything: glyphs, heads
        const long before = live, begun = asked;
        play(180);
        CHECK(live <= before + 40); // what a moment of the animation holds differs a little
        CHECK((asked - begun) / 1800 < 6000);
        INFO("allocations in a frame: " << (asked - begun) / 1800);
        CHECK(asked > begun);
    }
    ImGui::SetAllocatorFunctions([](std::size_t size, void*) { return std::malloc(size); },
                                 [](void* memory, void*) { std::free(memory); });
}
