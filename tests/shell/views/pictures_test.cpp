// What is drawn, to a hundredth of a pixel: tests/golden/pictures.txt has a line for each picture with the number of its
// shapes and of its words and a hash of each. It sees every stroke of every view, which no other native test does; that
// the pictures are good ones was judged by eye (./lab film, tests/web/golden). When they are meant to change, write it
// anew with
//     ATTN_REGENERATE=1 build/native/shell_tests "[pictures]"
// and ATTN_PICTURES=FOLDER (of your own, and before and after) to get each as an SVG to look at.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <vector>

#include "engine/math/random.h"
#include "engine/run/preset_table.h"
#include "shell/draw/svg.h"
#include "shell/host/snapshot.h"
#include "shell/program/playback.h"
#include "tests/engine/golden_files.h"
#include "tests/shell/fixture.h"

using namespace attn;
using attn_test::Headless;

namespace {

struct Size {
    int w, h;
};
constexpr Size kPage{1204, 454}, kPhone{358, 662}, kDesktop{1280, 800}, kTablet{736, 412}, kLow{600, 400},
    kLarge{2560, 1300};

// A picture: what is asked for, and then what is done to it.
struct Picture {
    Size size;
    std::string settings;
    std::string then = ""; // set afterwards; what flies is seen a while later
    float x = -1, y = -1;  // of the pointer, as shares of the picture
};

std::string name_of(const Picture& p) {
    std::string name = std::to_string(p.size.w) + "x" + std::to_string(p.size.h) + " " + p.settings;
    if (const auto at = name.find("w0+"); at != name.npos) // the long one
        name.replace(at, std::min(name.find('&', at), name.size()) - at, "...");
    if (!p.then.empty()) name += ", then " + p.then;
    if (p.x >= 0) name += ", pointer";
    return name;
}

std::string long_text() {
    std::string text = "text=";
    for (int i = 0; i < 180; ++i) text += "w" + std::to_string(i * i % 89) + "+";
    return text;
}

std::vector<Picture> pictures() {
    const std::string everything = "memory=le+chat+noir&d-model=16&heads=4&kv-heads=2&softcap=2&bias=on&dropout=0.3",
                      broken = "break=no-scaling,mask-after-softmax&mask=causal",
                      a_pin = "pin=mask%3Dcausal%26seed%3D4";
    std::vector<Picture> out;
    for (const StageInfo& stage : kStages) {
        const std::string at = "&stage=" + std::string(stage.key);
        for (const char* time : {"0.08", "0.3", "0.5", "0.7", "0.9"})
            out.push_back({kPage, "dropout=0.2&mask=causal" + at + "&time=" + time});
        out.push_back({kPage, "mask=both&pad=2" + at + "&row=3&col=2&theme=dark"});
        out.push_back({kDesktop, everything + at + "&row=2&col=2&time=0.6"});
        out.push_back({kPhone, "mask=causal" + at + "&row=4&col=1&theme=contrast"});
        out.push_back({kPhone, everything + at + "&draws=20"});
        out.push_back({kPage, everything + at});
        out.push_back({kDesktop, "d-model=16&heads=4" + at, "head=3&zoom=3&at-x=0.3&at-y=0.6"});
        out.push_back({kPage, "row=2&col=1" + at, "scene=map"});
        out.push_back({kPage, "" + at, "", 0.6f, 0.5f});
        out.push_back({kDesktop, "scene=compare&against=head" + at + "&row=3&col=2"});
        out.push_back({kPhone, "scene=compare&against=pin&" + a_pin + at});
        out.push_back({kPage, "scene=compare&against=right&" + broken + at, "", 0.2f, 0.5f});
        out.push_back({kPage, long_text() + "&mask=causal" + at + "&row=100&col=40"});
        out.push_back({kDesktop, long_text() + at, "zoom=16&at-x=0.7&at-y=0.9"});
        out.push_back({kTablet, everything + at + "&row=2&col=2"});
        out.push_back({kTablet, "scene=compare&against=right&break=mask-turned-round" + at + "&row=2&col=1"});
        out.push_back({kLow, "mask=causal" + at + "&time=0.6"});
        out.push_back({kLow, "scene=compare&against=right&" + broken + at});
        out.push_back({kLarge, "d-model=16&heads=2&bias=on" + at + "&row=2&col=1"});
    }
    for (const PresetInfo& preset : kPresets)
        out.push_back({kPage, "preset=" + std::string(preset.key) + "&stage=output&row=2&col=2"});
    for (const Size size : {kPage, kPhone, kDesktop, kTablet, kLow}) {
        out.push_back({size, "scene=map&" + everything});
        out.push_back({size, "scene=map&mask=causal&row=3&col=2&stage=softmax&time=0.5&theme=dark"});
        out.push_back({size, "scene=scaling"});
        out.push_back({size, "scene=scaling&break=no-scaling&d-k=16&theme=dark", "", 0.5f, 0.5f});
        out.push_back({size, "scene=compare&against=pin&" + long_text() + "&" + a_pin});
        out.push_back(
            {size, "text=%D7%A9%D7%9C%D7%95%D7%9D+%E6%97%A5%E6%9C%AC+supercalifragilistic&stage=scores&row=1&col=2"});
        out.push_back({size, "edits=w_q.3.4:2,x.1.1:-1&paint=2:1,3:4&pencil=on&stage=mask&row=2&col=1"});
    }
    out.push_back({kPage, "scene=map&" + long_text() + "&mask=causal&stage=scores"});
    // Numbers that differ by less than 1 beside cells that only one of two runs has.
    out.push_back({kDesktop, "mask=none&scene=compare&against=pin&pin=temperature%3D1.05&stage=mask&row=1&col=2"});
    for (const Size size : {kPage, kPhone, kTablet}) out.push_back({size, "break=no-w-o&stage=output&row=2&col=1"});
    out.push_back({kPage, "scene=map&stage=softmax", "", 0.5f, 0.5f});
    out.push_back({kPage, "scene=map&stage=softmax", "scene=stage"});
    return out;
}

// The shapes and words that are drawn once what takes several frames has settled.
std::string drawn(const Picture& picture) {
    const auto w = static_cast<float>(picture.size.w), h = static_cast<float>(picture.size.h);
    Headless screen(w, h);
    Program p = started(picture.settings);
    if (picture.x >= 0) screen.point(picture.x * w, picture.y * h);
    for (int i = 0; i < 3; ++i) screen.frame(p);
    if (!picture.then.empty()) {
        set(p, picture.then);
        advance(p, 0.2);
        screen.frame(p);
    }
    Svg svg(screen.faces);
    begin_frame(screen.cache);
    ImGui::NewFrame();
    figure_ui(p, screen.faces, screen.cache, screen.area, &svg);
    screen.render();
    if (const char* folder = std::getenv("ATTN_PICTURES")) {
        static int number = 0;
        std::ofstream(std::string(folder) + "/" + std::to_string(++number) + ".svg", std::ios::binary)
            << svg_file(svg, w, h, theme(appearance(p)).paper, name_of(picture), "");
    }
    return svg.body;
}

// "ID shapes 12 HASH words 3 HASH": one line for each picture.
std::string line_of(const Picture& picture) {
    const std::string body = drawn(picture);
    std::string shapes, words;
    for (std::size_t at = 0; at < body.size();) {
        const std::size_t end = body.find('\n', at) + 1;
        (body.compare(at, 5, "<text") == 0 ? words : shapes).append(body, at, end - at);
        at = end;
    }
    const auto summary = [](const std::string& lines) {
        char out[64];
        std::snprintf(out, sizeof out, "%td %016llx", std::count(lines.begin(), lines.end(), '\n'),
                      static_cast<unsigned long long>(hash(lines)));
        return std::string(out);
    };
    return name_of(picture) + ": shapes " + summary(shapes) + ", words " + summary(words) + "\n";
}

} // namespace

TEST_CASE("every view is drawn as it was when it was looked at", "[pictures]") {
    const std::string path = source_path("tests/golden/pictures.txt");
    std::string now;
    std::vector<std::string> others;
    const std::string before = file_text(path);
    for (const Picture& picture : pictures()) {
        const std::string line = line_of(picture);
        if (before.find(line) == std::string::npos) others.push_back(line);
        now += line;
    }
    if (regenerating()) std::ofstream(path, std::ios::binary) << now;
    else {
        CHECK(others == std::vector<std::string>{});
        CHECK((now == before)); // nothing missing, nothing left over
    }
}
