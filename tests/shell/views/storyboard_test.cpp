// The storyboard of the first minute: each line is a link, and each shows what it says.
#include <catch2/catch_test_macros.hpp>

#include "shell/program/control.h"
#include "shell/program/narration.h"
#include "shell/program/words.h"
#include "shell/views/words_view.h"
#include "tests/shell/fixture.h"
#include "tests/shell/recorded.h"

using namespace attn;
using attn_test::Headless;

namespace {

struct StoryLine {
    int second;
    const char* link;
    std::vector<std::string> seen; // words of the picture
};

std::string words_of_picture(Headless& screen, Program& p) {
    std::string all;
    for (const attn_test::Drawn& d : attn_test::drawn(screen, p, 1280, 800)) all += d.words + "\n";
    return all;
}

} // namespace

TEST_CASE("every line of the storyboard is a link that shows what the line says") {
    const std::vector<StoryLine> lines{
        {0,
         "preset=animal&scene=words&row=9&ask=weights.9.2",
         {"Which word does “it” look at most? Press it.", "asks"}},
        {8, "preset=animal&scene=words&row=9&ask=weights.9.2&guess=0.62", {"Right: “animal”, 0.62.", "0.62"}},
        {8,
         "preset=animal&scene=words&row=9&text=the animal did not cross the street because it was too wide",
         {"“it” looks at “street” 0.62, “animal” 0.13"}},
        {15, "preset=animal&scene=stage&stage=softmax&row=9&col=2", {"“it” (query) looks at “animal” (key): 0.62"}},
        {25, "preset=animal&scene=stage&stage=softmax&time=0.6", {"share"}},
        {25, "preset=animal&scene=stage&stage=softmax&time=0.45", {"exp("}},
        {35, "preset=animal&scene=stage&stage=scores&row=9&col=2", {"19.0°", "their score is 4.58"}},
        {45, "preset=animal&scene=stage&stage=project&matrix=q&row=9&col=1", {"what “it” is looking for is 2"}},
        {45, "preset=animal&scene=stage&stage=project&matrix=k&row=2&col=1", {"what “animal” can be found by is 2.2"}},
        {55, "preset=animal&scene=stage&stage=weighted-sum&row=9&col=1", {"what “it” collected is 1.2"}},
    };
    Headless screen(1280, 800);
    for (const StoryLine& line : lines) {
        CAPTURE(line.second, line.link);
        Program p = started(line.link);
        CHECK(p.notices.empty());
        CHECK_FALSE(moving(p));
        const std::string picture = words_of_picture(screen, p);
        for (const std::string& words : line.seen) {
            CAPTURE(words, picture);
            const bool there = picture.find(words) != std::string::npos || caption(p).find(words) != std::string::npos;
            CHECK(there);
        }
        CHECK(started(format(p.state)).state == p.state); // it can be shared on
    }
}

TEST_CASE("the arcs fold into the row of the grid, which then fills; reduced motion is there at once") {
    Headless screen(1280, 800);
    Program p = started("preset=animal&scene=words&row=9");
    screen.frame(p);
    fly_to_weight(p, 1);
    CHECK(flying(p));
    const auto picture = [&] { return words_of_picture(screen, p); };
    advance(p, 0.05);
    CHECK(picture().find("tired") != std::string::npos); // first the words are still there
    for (int i = 0; i < 12; ++i) advance(p, 0.05);
    CHECK(picture().find("animal") != std::string::npos);
    for (int i = 0; i < 12; ++i) advance(p, 0.05);
    CHECK_FALSE(flying(p));
    CHECK(picture().find("“it” (query) looks at “animal” (key): 0.62") != std::string::npos);
    // And a link from the page's text that is followed while the words are shown flies, too.
    p = started("preset=animal&scene=words&row=9");
    set(p, "scene=stage&stage=softmax&time=1&row=9&col=2");
    CHECK(flying(p));
    p = started("preset=animal&scene=words&row=9&motion=reduce");
    set(p, "scene=stage&stage=softmax&time=1&row=9&col=2");
    CHECK_FALSE(flying(p));
    p = started("preset=animal&scene=words&row=9");
    set(p, "scene=stage&stage=scores&row=9&col=2"); // the words are no row of that grid
    CHECK_FALSE(flying(p));
}
