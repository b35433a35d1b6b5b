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

// clang-format off
constexpr Theme kLight{
    .paper = rgb(0xFBF8F3),
    .ink = rgb(0x1D1B19), .muted = rgb(0x5C5751), .faint = rgb(0x8C857C), .line = rgb(0xDDD6CB),
    .accent = rgb(0xB3261E),
    .query = rgb(0x1F5FAE), .key = rgb(0x96590A), .value = rgb(0x1E7345), .weight = rgb(0x4B4A57),
    .negative = rgb(0x2166AC), .zero = rgb(0xF4EFE6), .positive = rgb(0xD9660F),
    .hatch = rgb(0x8C857C), .masked = rgb(0xEBE5DA),
    .wrong = rgb(0xB3261E),
    .heads = {rgb(0x0072B2), rgb(0xB5541C), rgb(0x00795A), rgb(0xA2487C), rgb(0x7A6A00), rgb(0x3D7EA6), rgb(0x6B4FA0), rgb(0x555555)},
};
constexpr Theme kDark{
    .paper = rgb(0x12151B),
    .ink = rgb(0xECE9E3), .muted = rgb(0xA9ADB6), .faint = rgb(0x7C828E), .line = rgb(0x2B313C),
    .accent = rgb(0xFF8A70),
    .query = rgb(0x7DB3F5), .key = rgb(0xF0B65A), .value = rgb(0x74CF9B), .weight = rgb(0xC9CCD6),
    .negative = rgb(0x4C9BE8), .zero = rgb(0x1E232C), .positive = rgb(0xF28C38),
    .hatch = rgb(0x6A717D), .masked = rgb(0x1A1E26),
    .wrong = rgb(0xFF8A70),
    .heads = {rgb(0x56B4E9), rgb(0xE69F00), rgb(0x2FC49A), rgb(0xE08BBB), rgb(0xE8DC5A), rgb(0x8FC7E8), rgb(0xB7A0E8), rgb(0xBBBBBB)},
};
// clang-format on

// Cividis (Nunez, Anderton, Renslow 2018), nine stops: even steps of lightness, the same for colour-blind eyes.
constexpr Color kCividis[] = {rgb(0x00224E), rgb(0x123570), rgb(0x3B496C), rgb(0x575D6D), rgb(0x707173),
                              rgb(0x8A8678), rgb(0xA59C74), rgb(0xC3B369), rgb(0xFEE838)};

} // namespace

const Theme& theme(bool dark) { return dark ? kDark : kLight; }

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
        return mix(kCividis[stop], kCividis[stop + 1], at - static_cast<float>(stop));
    }
    const float share = largest > 0 ? std::clamp(std::fabs(value) / largest, 0.0f, 1.0f) : 0.0f;
    return mix(t.zero, value < 0 ? t.negative : t.positive, share);
}

Color digit_ink(const Color& ground) {
    constexpr Color black = rgb(0x000000), white = rgb(0xFFFFFF);
    return contrast(black, ground) >= contrast(white, ground) ? black : white;
}

} // namespace attn
