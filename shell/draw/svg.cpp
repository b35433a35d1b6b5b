#include "svg.h"

#include <fonts_data.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/formats/number.h"
#include "engine/formats/utf8.h"
#include "png.h"

namespace attn {

namespace {

struct Face {
    std::string_view css;   // its class, its family and what stands in for it
    std::string_view named; // how the file calls what it brings along
    const FontData* data;
    const FontData* more; // what is merged into it
};
constexpr std::array<Face, 4> kFaces{{
    {"t{font-family:'IBM Plex Sans',Inter,'Segoe UI',Roboto,Helvetica,Arial,sans-serif}", "font-family:'IBM Plex Sans'",
     &kFontText, nullptr},
    {"b{font-family:'IBM Plex Sans',Inter,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-weight:600}",
     "font-family:'IBM Plex Sans';font-weight:600", &kFontTextBold, nullptr},
    {"i{font-family:KaTeX_Math,'Latin Modern Math','STIX Two Math','Cambria Math',serif;font-style:italic}",
     "font-family:KaTeX_Math;font-style:italic", &kFontMathItalic, nullptr},
    {"m{font-family:KaTeX_Main,KaTeX_Size1,'Latin Modern Math','STIX Two Math','Cambria Math',serif}",
     "font-family:KaTeX_Main", &kFontMath, &kFontMathLarge},
}};

std::string length(float value) { return at_most(static_cast<double>(value), 2); }

std::string attribute(std::string_view name, float value) {
    return " " + std::string(name) + "=\"" + length(value) + "\"";
}

std::string rectangle(float x, float y, float w, float h, float round) {
    return "<rect" + attribute("x", x) + attribute("y", y) + attribute("width", std::max(w, 0.0f)) +
           attribute("height", std::max(h, 0.0f)) + (round > 0 ? attribute("rx", round) : "");
}

// ` fill="#rrggbb"` and, when it shines through, ` fill-opacity="0.5"`.
std::string paint(std::string_view name, const Color& color) {
    const ImU32 c = packed(color);
    constexpr char digits[] = "0123456789abcdef";
    std::string hex = "#";
    for (const unsigned shift : {0u, 8u, 16u}) hex += {digits[(c >> (shift + 4)) & 15], digits[(c >> shift) & 15]};
    const std::string key(name);
    const unsigned alpha = c >> 24;
    return " " + key + "=\"" + hex + "\"" +
           (alpha < 255 ? attribute(key + "-opacity", static_cast<float>(alpha) / 255.0f) : "");
}

std::string base64(const unsigned char* data, unsigned size) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (unsigned i = 0; i < size; i += 3) {
        unsigned bits = 0;
        for (unsigned k = 0; k < 3; ++k) bits = bits << 8 | (i + k < size ? data[i + k] : 0u);
        for (unsigned k = 0; k < 4; ++k) out += i + k > size ? '=' : digits[(bits >> (18 - 6 * k)) & 63];
    }
    return out;
}

std::string font_face(std::string_view named, const FontData& data) {
    return "@font-face{" + std::string(named) + ";src:url(data:font/ttf;base64," + base64(data.data, data.size) +
           ")}\n";
}

} // namespace

std::string xml_text(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const char32_t c = take_code_point(text);
        if (c == U'&') out += "&amp;";
        else if (c == U'<') out += "&lt;";
        else if (c == U'>') out += "&gt;";
        else if (c == U'"') out += "&quot;";
        else append_utf8(out, c < 0x20 || c == 0x7F || c == 0xFFFE || c == 0xFFFF ? U'\uFFFD' : c);
    }
    return out;
}

void Svg::fill(const Rect& r, const Color& color, float round) {
    body += rectangle(r.x, r.y, r.w, r.h, round) + paint("fill", color) + "/>\n";
}

// ImGui's lines run through the middles of pixels.
void Svg::frame(const Rect& r, const Color& color, float thickness, float round) {
    body += rectangle(r.x + 0.5f, r.y + 0.5f, r.w - 1, r.h - 1, round) + " fill=\"none\"" + paint("stroke", color) +
            (thickness == 1 ? "" : attribute("stroke-width", thickness)) + "/>\n";
}

void Svg::line(float x0, float y0, float x1, float y1, const Color& color, float thickness) {
    body += "<line" + attribute("x1", x0 + 0.5f) + attribute("y1", y0 + 0.5f) + attribute("x2", x1 + 0.5f) +
            attribute("y2", y1 + 0.5f) + paint("stroke", color) +
            (thickness == 1 ? "" : attribute("stroke-width", thickness)) + "/>\n";
}

void Svg::curve(float x0, float y0, float x1, float y1, bool down, const Color& color, float thickness) {
    const float x = (x0 + x1) / 2, y = (y0 + y1) / 2;
    const auto point = [](float px, float py) { return length(px) + " " + length(py); };
    body += "<path d=\"M" + point(x0, y0) + "C" + (down ? point(x0, y) : point(x, y0)) + " " +
            (down ? point(x1, y) : point(x, y1)) + " " + point(x1, y1) + "\" fill=\"none\"" + paint("stroke", color) +
            attribute("stroke-width", thickness) + "/>\n";
}

void Svg::cubic(const float (&x)[4], const float (&y)[4], const Color& color, float thickness) {
    body += "<path d=\"M" + length(x[0]) + " " + length(y[0]) + "C";
    for (int i = 1; i < 4; ++i) body += (i > 1 ? " " : "") + length(x[i]) + " " + length(y[i]);
    body += "\" fill=\"none\"" + paint("stroke", color) + attribute("stroke-width", thickness) + "/>\n";
}

void Svg::triangle(float x0, float y0, float x1, float y1, float x2, float y2, const Color& color) {
    body += "<path d=\"M" + length(x0) + " " + length(y0) + "L" + length(x1) + " " + length(y1) + "L" + length(x2) +
            " " + length(y2) + "Z\"" + paint("fill", color) + "/>\n";
}

// The texels that the part touches, as a PNG, so large that the part itself fills the rectangle.
void Svg::picture(const Rect& r, ImTextureData& texture, const Rect& part, float alpha) {
    const auto w = static_cast<float>(texture.Width), h = static_cast<float>(texture.Height);
    const int left = std::clamp(static_cast<int>(std::floor(part.x * w)), 0, texture.Width);
    const int top = std::clamp(static_cast<int>(std::floor(part.y * h)), 0, texture.Height);
    const int right = std::clamp(static_cast<int>(std::ceil(part.right() * w)), left, texture.Width);
    const int bottom = std::clamp(static_cast<int>(std::ceil(part.bottom() * h)), top, texture.Height);
    if (left == right || top == bottom || texture.Format != ImTextureFormat_RGBA32) return;
    Bytes pixels;
    for (int y = top; y < bottom; ++y) {
        const auto* row = static_cast<const unsigned char*>(texture.GetPixelsAt(left, y));
        pixels.insert(pixels.end(), row, row + 4 * (right - left));
    }
    const Bytes png = png_bytes(right - left, bottom - top, pixels);
    const float texel_w = r.w / (part.w * w), texel_h = r.h / (part.h * h);
    clip(r);
    body += "<image" + attribute("x", r.x + (static_cast<float>(left) - part.x * w) * texel_w) +
            attribute("y", r.y + (static_cast<float>(top) - part.y * h) * texel_h) +
            attribute("width", static_cast<float>(right - left) * texel_w) +
            attribute("height", static_cast<float>(bottom - top) * texel_h) +
            (alpha < 1 ? attribute("opacity", alpha) : "") +
            " preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" href=\"data:image/png;base64," +
            base64(png.data(), static_cast<unsigned>(png.size())) + "\"/>\n";
    unclip();
}

void Svg::clip(const Rect& r) {
    const std::string name = "c" + std::to_string(++clips);
    body += "<clipPath id=\"" + name + "\">" + rectangle(r.x, r.y, r.w, r.h, 0) + "/></clipPath><g clip-path=\"url(#" +
            name + ")\">\n";
    ++open;
}

void Svg::unclip() {
    if (open == 0) return;
    body += "</g>\n";
    --open;
}

void Svg::glyphs(ImFont* font, float size, float x, float baseline, std::string_view text, const Color& color,
                 bool slanted) {
    if (text.empty()) return;
    const std::array<ImFont*, 4> known{faces->text, faces->bold, faces->math_italic, faces->math};
    std::size_t face = 0;
    while (face + 1 < known.size() && known[face] != font) ++face;
    used[face] = true;
    // ImGui sets the corners of letters on whole pixels.
    const float ascent = font->GetFontBaked(size)->Ascent;
    const float left = std::trunc(x), low = std::trunc(baseline - ascent) + ascent;
    body += "<text class=\"" + std::string(1, kFaces[face].css[0]) + "\"" + attribute("x", left) + attribute("y", low) +
            attribute("font-size", size) + attribute("textLength", text_width(font, size, text)) + paint("fill", color);
    if (slanted) body += " transform=\"rotate(-45 " + length(x) + " " + length(baseline) + ")\"";
    body += ">" + xml_text(text) + "</text>\n";
}

std::string svg_file(const Svg& svg, float width, float height, const Color& paper, std::string_view title,
                     std::string_view about) {
    std::string style = "text{white-space:pre}\n";
    for (std::size_t i = 0; i < kFaces.size(); ++i) {
        if (!svg.used[i]) continue;
        style += "." + std::string(kFaces[i].css) + "\n" + font_face(kFaces[i].named, *kFaces[i].data);
        if (kFaces[i].more) style += font_face("font-family:KaTeX_Size1", *kFaces[i].more);
    }
    std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\"" + attribute("width", width) +
                      attribute("height", height) + " viewBox=\"0 0 " + length(width) + " " + length(height) +
                      "\" role=\"img\" xml:space=\"preserve\">\n";
    out += "<title>" + xml_text(title) + "</title>\n<desc>" + xml_text(about) + "</desc>\n";
    out += "<style>\n" + style + "</style>\n";
    out += rectangle(0, 0, width, height, 0) + paint("fill", paper) + "/>\n" + svg.body;
    for (int i = 0; i < svg.open; ++i) out += "</g>\n";
    return out + "</svg>\n";
}

} // namespace attn
