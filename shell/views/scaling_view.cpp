#include "scaling_view.h"

#include <algorithm>
#include <cmath>

#include "engine/formats/number.h"
#include "engine/words/text.h"
#include "shell/draw/formula.h"
#include "shell/program/control.h"
#include "shell/program/scaling_experiment.h"

namespace attn {

namespace {

// The two sides differ by colour, by line (broken, solid) and by what is written.
Color side_color(const Theme& t, bool divided) { return divided ? t.ink : t.accent; }

void broken_line(const Canvas& canvas, float x0, float y0, float x1, float y1, const Color& color, float thickness) {
    const float length = std::hypot(x1 - x0, y1 - y0);
    for (float at = 0; at < length; at += 7) {
        const float from = at / length, to = std::min((at + 4) / length, 1.0f);
        canvas.line(x0 + (x1 - x0) * from, y0 + (y1 - y0) * from, x0 + (x1 - x0) * to, y0 + (y1 - y0) * to, color,
                    thickness);
    }
}

void small(const Pen& pen, float x, float y, std::string_view words, const Color& color, Align align = Align::left) {
    draw_text(pen, pen.faces->text, kSmall, x, y, words, color, align);
}

void draw_slider(const Program& p, const Pen& pen, const ScalingLayout& l) {
    const Theme& t = *pen.theme;
    const int d_k = p.state.experiment_d_k;
    const float x = width_x(l.track, d_k), y = l.track.y;
    pen.canvas.fill({l.track.x - 3, y - 3, l.track.w + 6, 6}, t.line, 3);
    pen.canvas.fill({l.track.x - 3, y - 3, x - l.track.x + 3, 6}, t.ink, 3);
    for (const int width : kExperimentWidths) {
        const bool power = (width & (width - 1)) == 0;
        const float at = width_x(l.track, width);
        pen.canvas.line(at, y + 6, at, y + (power ? 12.0f : 9.0f), t.faint);
        if (power)
            draw_text(pen, width == d_k ? pen.faces->bold : pen.faces->text, kSmall, at, y + 22, std::to_string(width),
                      width == d_k ? t.ink : t.muted, Align::center);
    }
    pen.canvas.fill({x - 11, y - 11, 22, 22}, t.ink, 11);
    pen.canvas.fill({x - 8, y - 8, 16, 16}, t.paper, 8);
    pen.canvas.fill({x - 5, y - 5, 10, 10}, t.ink, 5);
}

void draw_heading(const Program& p, const Pen& pen, const ScalingLayout& l) {
    const std::string d_k = std::to_string(p.state.experiment_d_k);
    const FormulaLayout set = typeset(
        *pen.faces,
        "d_k = " + d_k + " \\quad \\sqrt{d_k} = " + fixed(std::sqrt(static_cast<double>(p.state.experiment_d_k)), 2),
        l.stacked ? 18 : 22);
    draw_formula(pen, set, l.heading.x, l.heading.y + l.heading.h * 0.6f);
}

constexpr double kReach = 64; // scores beyond count at the ends

void draw_histogram(const Program& p, const Pen& pen, const ScalingLayout& l, bool divided) {
    const Rect& r = l.scores[divided ? 1 : 0];
    const Theme& t = *pen.theme;
    const ExperimentPoint& now = p.experiment->now;
    const Color color = side_color(t, divided);
    // The heading is a formula, behind the mark that this side has in the curves.
    Theme one = t;
    one.ink = one.query = one.key = color;
    Pen same = pen;
    same.theme = &one;
    pen.canvas.fill({r.x, r.y + 4, 8, 8}, color, divided ? 4.0f : 0.0f);
    draw_formula(same, typeset(*pen.faces, divided ? "Q K^T / \\sqrt{d_k}" : "Q K^T", kTitleSize), r.x + 15, r.y + 13);
    const double deviation = (divided ? now.divided : now.raw).deviation;
    small(pen, r.x, r.y + 26, text(words_of(p), "lab.deviation_is", {{"value", fixed(deviation, 2)}}), t.muted);
    const Rect plot{r.x, r.y + 38, r.w, std::max(r.h - 56, 10.0f)};
    const int bins = plot.w > 240 ? 128 : 64;
    const double factor = divided ? 1 / std::sqrt(static_cast<double>(now.d_k)) : 1;
    const std::vector<double> shares = experiment_histogram(p.experiment->scores, factor, kReach, bins);
    const double peak = *std::max_element(shares.begin(), shares.end());
    const float bar = plot.w / static_cast<float>(bins);
    for (int i = 0; i < bins; ++i) {
        const float h = plot.h * static_cast<float>(shares[static_cast<std::size_t>(i)] / peak);
        if (h >= 0.3f) pen.canvas.fill({plot.x + bar * static_cast<float>(i), plot.bottom() - h, bar + 0.4f, h}, color);
    }
    pen.canvas.line(plot.x, plot.bottom(), plot.right(), plot.bottom(), t.faint);
    for (const int at : {-64, -32, 0, 32, 64}) {
        const float x = plot.x + plot.w * static_cast<float>(at + 64) / 128;
        pen.canvas.line(x, plot.bottom(), x, plot.bottom() + 4, t.faint);
        small(pen, x, plot.bottom() + 12, fixed(at, 0), t.muted,
              at == -64  ? Align::left
              : at == 64 ? Align::right
                         : Align::center);
    }
}

void draw_row(const Program& p, const Pen& pen, const ScalingLayout& l, bool divided) {
    const Rect& r = l.row[divided ? 1 : 0];
    const Theme& t = *pen.theme;
    const double factor = divided ? 1 / std::sqrt(static_cast<double>(p.experiment->now.d_k)) : 1;
    const Matrix weights = experiment_weights(p.experiment->scores, factor);
    small(pen, r.x, r.y + 8, fitted(pen.faces->text, kSmall, text(words_of(p), "lab.row"), r.w), t.muted);
    const Rect plot{r.x, r.y + 32, r.w, std::max(r.h - 50, 10.0f)};
    const float step = plot.w / kExperimentKeys;
    for (int j = 0; j < kExperimentKeys; ++j) {
        const float weight = weights(0, j), h = plot.h * weight, x = plot.x + step * static_cast<float>(j);
        pen.canvas.fill({x + 2, plot.y, step - 4, plot.h}, mix(t.paper, t.line, 0.35f), 2);
        pen.canvas.fill({x + 2, plot.bottom() - h, step - 4, h}, side_color(t, divided), 2);
        const std::string digits = fixed(weight, 2);
        const bool bare = step < 32;
        small(pen, x + step / 2, plot.bottom() + 11, bare && digits[0] == '0' ? digits.substr(1) : digits,
              weight > 0.3f ? t.ink : t.muted, Align::center);
    }
    pen.canvas.line(plot.x, plot.bottom(), plot.right(), plot.bottom(), t.faint);
}

struct Curve {
    std::string_view key;
    double ExperimentSide::* value;
    double max; // the end of the axis
    int decimals;
};
constexpr Curve kCurves[] = {{"lab.deviation", &ExperimentSide::deviation, 24, 2},
                             {"lab.entropy", &ExperimentSide::entropy, 2.0794415, 2},
                             {"lab.largest", &ExperimentSide::largest, 1, 2},
                             {"lab.gradient", &ExperimentSide::gradient, 0.125, 3}};

void draw_curve(const Program& p, const Pen& pen, const Rect& r, const Curve& curve) {
    const Theme& t = *pen.theme;
    const ScalingExperiment& experiment = *p.experiment;
    draw_text(pen, pen.faces->bold, kSmall + 1, r.x, r.y + 8,
              fitted(pen.faces->bold, kSmall + 1, text(words_of(p), curve.key), r.w), t.ink);
    const Rect plot{r.x, r.y + 42, r.w, std::max(r.h - 60, 10.0f)};
    const auto y_of = [&](double value) {
        return plot.bottom() - plot.h * static_cast<float>(std::clamp(value / curve.max, 0.0, 1.0));
    };
    pen.canvas.line(plot.x, plot.bottom(), plot.right(), plot.bottom(), t.faint);
    const float now_x = width_x(plot, experiment.now.d_k);
    pen.canvas.line(now_x, plot.y - 4, now_x, plot.bottom(), t.line, 2);
    if (curve.value == &ExperimentSide::deviation)
        for (std::size_t i = 1; i < experiment.curve.size(); ++i) // what the theory says, behind what is measured
            pen.canvas.line(width_x(plot, experiment.curve[i - 1].d_k), y_of(std::sqrt(experiment.curve[i - 1].d_k)),
                            width_x(plot, experiment.curve[i].d_k), y_of(std::sqrt(experiment.curve[i].d_k)),
                            mix(t.paper, t.faint, 0.55f), 6);
    float label_x = r.x;
    if (curve.value == &ExperimentSide::deviation) { // the band is what sqrt(d_k) predicts
        const FormulaLayout root = typeset(*pen.faces, "\\sqrt{d_k}", kSmall + 1);
        const float x = r.right() - root.width;
        draw_formula(pen, root, x, r.y + 30);
        pen.canvas.fill({x - 20, r.y + 23, 14, 6}, mix(t.paper, t.faint, 0.55f));
    }
    for (const bool divided : {false, true}) {
        const auto value = [&](const ExperimentPoint& point) {
            return (divided ? point.divided : point.raw).*curve.value;
        };
        const Color color = side_color(t, divided);
        for (std::size_t i = 1; i < experiment.curve.size(); ++i) {
            const float x0 = width_x(plot, experiment.curve[i - 1].d_k), y0 = y_of(value(experiment.curve[i - 1]));
            const float x1 = width_x(plot, experiment.curve[i].d_k), y1 = y_of(value(experiment.curve[i]));
            if (divided) pen.canvas.line(x0, y0, x1, y1, color, 2);
            else broken_line(pen.canvas, x0, y0, x1, y1, color, 2);
        }
        const float y = y_of(value(experiment.now));
        pen.canvas.fill({now_x - 5, y - 5, 10, 10}, t.paper, divided ? 5.0f : 1.0f);
        pen.canvas.fill({now_x - 4, y - 4, 8, 8}, color, divided ? 4.0f : 0.0f);
        // Its number, behind the same mark.
        pen.canvas.fill({label_x, r.y + 22, 8, 8}, color, divided ? 4.0f : 0.0f);
        const std::string digits = fixed(value(experiment.now), curve.decimals);
        small(pen, label_x + 13, r.y + 26, digits, t.ink);
        label_x += text_width(pen.faces->text, kSmall, digits) + 30;
    }
    for (const int width : {1, 8, 64, 512})
        small(pen, width_x(plot, width), plot.bottom() + 11, std::to_string(width), t.muted,
              width == 1     ? Align::left
              : width == 512 ? Align::right
                             : Align::center);
}

void handle_slider(Program& p, const ScalingLayout& l, const Rect& area) {
    const ImGuiIO& io = ImGui::GetIO();
    p.hover = std::nullopt;
    if (!ImGui::IsWindowHovered() && !ImGui::IsMouseDragging(ImGuiMouseButton_Left, 0)) return;
    if (!ImGui::IsMouseDown(ImGuiMouseButton_Left) || !area.contains(io.MousePos.x, area.y)) return;
    // A press that began elsewhere (on a histogram) is not for the slider.
    const ImVec2 began = io.MouseClickedPos[ImGuiMouseButton_Left];
    if (!l.slider.contains(began.x, began.y)) return;
    p.state.experiment_d_k = width_at(l.track, io.MousePos.x);
    refresh(p);
}

} // namespace

void scaling_ui(Program& p, const Pen& pen, const Rect& area) {
    const ScalingLayout l = scaling_layout(area);
    handle_slider(p, l, area);
    draw_heading(p, pen, l);
    draw_slider(p, pen, l);
    for (const bool divided : {false, true}) {
        draw_histogram(p, pen, l, divided);
        draw_row(p, pen, l, divided);
    }
    for (std::size_t i = 0; i < l.curves.size(); ++i) draw_curve(p, pen, l.curves[i], kCurves[i]);
    const std::string finding = experiment_finding(words_of(p), *p.experiment);
    draw_paragraph(pen, pen.faces->text, fitting_size(pen.faces->text, kBody, l.finding, finding), l.finding, finding,
                   pen.theme->ink);
}

} // namespace attn
