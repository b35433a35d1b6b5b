#include "theme.h"

#include <algorithm>
#include <cmath>

namespace attn {

Color mix(const Color& a, const Color& b, float t) {
    return {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t, a.a + (b.a - a.a) * t};
}

Color faded(Color c, float alpha) {
    c.a *= alpha;
    return c;
}

ImU32 packed(const Color& c) { return ImGui::ColorConvertFloat4ToU32({c.r, c.g, c.b, c.a}); }

float luminance(const Color& c) {
    const auto linear = [](float v) { return v <= 0.04045f ? v / 12.92f : std::pow((v + 0.055f) / 1.055f, 2.4f); };
    return 0.2126f * linear(c.r) + 0.7152f * linear(c.g) + 0.0722f * linear(c.b);
}

float contrast(const Color& a, const Color& b) {
    const float la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05f) / (std::min(la, lb) + 0.05f);
}

namespace {

// Weights are a share of attention, so more of it is more ink on light paper and more light on dark: a weight of zero
// is nearly the paper, and the eye goes to the large ones. Dark has cividis (Nunez, Anderton, Renslow 2018) as it was
// published. Light has it backwards, its glaring yellow end paled towards the paper. High contrast has plain greys.
// clang-format off
constexpr Theme kLight{
    .paper = rgb(0xFBF8F3), .raised = rgb(0xFFFEFB), .tint = rgb(0xF1EBE1),
    .ink = rgb(0x1D1B19), .muted = rgb(0x5C5751), .faint = rgb(0x8C857C), .line = rgb(0xDDD6CB),
    .accent = rgb(0x7A2FB5),
    .query = rgb(0x1F5FAE), .key = rgb(0x96590A), .value = rgb(0x1E7345), .weight = rgb(0x4B4A57),
    .negative = rgb(0x2166AC), .zero = rgb(0xF4EFE6), .positive = rgb(0xD9660F),
    .weights = {rgb(0xF8F2DA), rgb(0xE0CF7E), rgb(0xC3B369), rgb(0xA59C74), rgb(0x8A8678), rgb(0x6B6D72), rgb(0x4A5570), rgb(0x273E6E), rgb(0x00224E)},
    .hatch = rgb(0x827B72), .masked = rgb(0xEBE5DA),
    .wrong = rgb(0xB3261E),
    .heads = {rgb(0x0072B2), rgb(0xB5541C), rgb(0x00795A), rgb(0xA2487C), rgb(0x968A00), rgb(0x4A8CB3), rgb(0x5B3A96), rgb(0x555555)},
};
constexpr Theme kDark{
    .paper = rgb(0x12151B), .raised = rgb(0x1A1F27), .tint = rgb(0x1E232C),
    .ink = rgb(0xECE9E3), .muted = rgb(0xA9ADB6), .faint = rgb(0x7C828E), .line = rgb(0x2B313C),
    .accent = rgb(0xC9A0FF),
    .query = rgb(0x7DB3F5), .key = rgb(0xF0B65A), .value = rgb(0x74CF9B), .weight = rgb(0xC9CCD6),
    .negative = rgb(0x4C9BE8), .zero = rgb(0x1E232C), .positive = rgb(0xF28C38),
    .weights = {rgb(0x00224E), rgb(0x123570), rgb(0x3B496C), rgb(0x575D6D), rgb(0x707173), rgb(0x8A8678), rgb(0xA59C74), rgb(0xC3B369), rgb(0xFEE838)},
    .hatch = rgb(0x6A717D), .masked = rgb(0x1A1E26),
    .wrong = rgb(0xFF7A70),
    .heads = {rgb(0x56B4E9), rgb(0xE69F00), rgb(0x2FC49A), rgb(0xE08BBB), rgb(0xE8DC5A), rgb(0xA9D8F2), rgb(0xA98AE8), rgb(0xBBBBBB)},
};
constexpr Theme kBlackOnWhite{
    .paper = rgb(0xFFFFFF), .raised = rgb(0xFFFFFF), .tint = rgb(0xE6E6E6),
    .ink = rgb(0x000000), .muted = rgb(0x000000), .faint = rgb(0x4D4D4D), .line = rgb(0x767676),
    .accent = rgb(0x5C00A3),
    .query = rgb(0x003E9E), .key = rgb(0x743900), .value = rgb(0x005A28), .weight = rgb(0x000000),
    .negative = rgb(0x003E9E), .zero = rgb(0xFFFFFF), .positive = rgb(0xC24A00),
    .weights = {rgb(0xFFFFFF), rgb(0xDFDFDF), rgb(0xBFBFBF), rgb(0x9F9F9F), rgb(0x808080), rgb(0x606060), rgb(0x404040), rgb(0x202020), rgb(0x000000)},
    .hatch = rgb(0x000000), .masked = rgb(0xFFFFFF),
    .wrong = rgb(0xB00000),
    .heads = {rgb(0x004E8C), rgb(0x8A3B00), rgb(0x005C40), rgb(0x86205F), rgb(0x756A00), rgb(0x2D6C94), rgb(0x3F1F7D), rgb(0x404040)},
    .framed = true,
};
constexpr Theme kWhiteOnBlack{
    .paper = rgb(0x000000), .raised = rgb(0x000000), .tint = rgb(0x262626),
    .ink = rgb(0xFFFFFF), .muted = rgb(0xFFFFFF), .faint = rgb(0xB8B8B8), .line = rgb(0x8C8C8C),
    .accent = rgb(0xDDBDFF),
    .query = rgb(0x9CC9FF), .key = rgb(0xFFC766), .value = rgb(0x7CE8A8), .weight = rgb(0xFFFFFF),
    .negative = rgb(0x5CA8FF), .zero = rgb(0x000000), .positive = rgb(0xFF9A3D),
    .weights = {rgb(0x000000), rgb(0x202020), rgb(0x404040), rgb(0x606060), rgb(0x808080), rgb(0x9F9F9F), rgb(0xBFBFBF), rgb(0xDFDFDF), rgb(0xFFFFFF)},
    .hatch = rgb(0xFFFFFF), .masked = rgb(0x000000),
    .wrong = rgb(0xFF9C85),
    .heads = {rgb(0x7CC8F5), rgb(0xFFB733), rgb(0x4FE0B6), rgb(0xF2A6CF), rgb(0xF2E86E), rgb(0xC4EAFF), rgb(0xB598FF), rgb(0xD0D0D0)},
    .framed = true,
};
// clang-format on

} // namespace

const Theme& theme(Appearance appearance) {
    switch (appearance) {
    case Appearance::light: return kLight;
    case Appearance::dark: return kDark;
    case Appearance::black_on_white: return kBlackOnWhite;
    case Appearance::white_on_black: return kWhiteOnBlack;
    }
    return kLight;
}

Color ink_color(const Theme& t, Ink ink) {
    switch (ink) {
    case Ink::plain: return t.ink;
    case Ink::query: return t.query;
    case Ink::key: return t.key;
    case Ink::value: return t.value;
    case Ink::weight: return t.weight;
    }
    return t.ink;
}

Color cell_color(const Theme& t, Range range, float value, float largest) {
    if (!std::isfinite(value)) return t.masked;
    if (range == Range::zero_to_one) {
        const float at = std::clamp(value, 0.0f, 1.0f) * 8.0f;
        const int stop = std::min(static_cast<int>(at), 7);
        return mix(t.weights[stop], t.weights[stop + 1], at - static_cast<float>(stop));
    }
    const float share = largest > 0 ? std::clamp(std::fabs(value) / largest, 0.0f, 1.0f) : 0.0f;
    return mix(t.zero, value < 0 ? t.negative : t.positive, share);
}

Color stood_back(const Theme& t, const Color& color) { return mix(t.paper, color, color == t.ink ? 0.62f : 0.92f); }

Color digit_ink(const Color& ground) {
    constexpr Color black = rgb(0x000000), white = rgb(0xFFFFFF);
    return contrast(black, ground) >= contrast(white, ground) ? black : white;
}

} // namespace attn
