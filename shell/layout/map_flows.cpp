#include "map_flows.h"

namespace attn {

namespace {

// In the direction of the map ("along") and across it.
struct Way {
    bool down;
    Point point(float along, float across) const { return down ? Point{across, along} : Point{along, across}; }
    Point out_of(const Rect& r, float share) const {
        return down ? Point{r.x + r.w * share, r.bottom()} : Point{r.right(), r.y + r.h * share};
    }
    Point into(const Rect& r, float share, float before = 0) const {
        return down ? Point{r.x + r.w * share, r.y - before} : Point{r.x - before, r.y + r.h * share};
    }
    float across_end(const Rect& r) const { return down ? r.right() : r.bottom(); }
    float along(const Point& p) const { return down ? p.y : p.x; }
};

} // namespace

std::vector<Flow> map_flows(const std::vector<MapStep>& all, const Dims& d, bool down, float before) {
    using enum Tensor;
    const Way way{down};
    std::vector<Flow> flows;
    const auto join_two = [&](const Panel& a, const Panel& b, Ink ink, float out, float in, float gap = 0) {
        flows.push_back({a.tensor,
                         b.tensor,
                         info(b.tensor).per_head ? b.head : -1,
                         ink,
                         2,
                         {way.out_of(a.area, out), way.into(b.area, in, gap), {}, {}}});
    };
    const MapStep& made = all[1];
    const Panel &sentence = all[0].panels.front(), &source = all[0].panels.back();
    constexpr Ink roles[] = {Ink::query, Ink::key, Ink::value};
    for (std::size_t i = 0; i < 3; ++i)
        join_two(i == 0 ? sentence : source, made.panels[i], roles[i],
                 d.cross ? (i == 0 ? 0.5f : 0.2f + 0.3f * static_cast<float>(i))
                         : 0.25f + 0.25f * static_cast<float>(i),
                 0.5f);
    for (std::size_t n = 2; n < all.size(); ++n) {
        const MapStep &now = all[n], &back = all[n - 1];
        for (const Panel& p : now.panels) {
            const auto h = static_cast<std::size_t>(p.head);
            if (now.stage == Stage::scores) {
                join_two(made.panels[0], p, Ink::query, 0.5f, 0.35f, before);
                join_two(made.panels[1], p, Ink::key, 0.5f, 0.65f, before);
            } else if (info(now.stage).per_head)
                join_two(back.panels[h], p, Ink::plain, 0.5f, now.stage == Stage::weighted_sum ? 0.35f : 0.5f);
            if (now.stage == Stage::weighted_sum) {
                // Values go past the scores and the weights of their head, in the lane between two heads.
                const Rect &first = all[2].panels[h].area, &before_it = back.panels[h].area;
                const float side = way.across_end(first) + (down ? 5.0f : 4.0f);
                flows.push_back({v,
                                 context,
                                 p.head,
                                 Ink::value,
                                 4,
                                 {way.out_of(made.panels[2].area, 0.5f), way.point(way.along(way.into(first, 0)), side),
                                  way.point(way.along(way.out_of(before_it, 0)), side), way.into(p.area, 0.7f)}});
            }
        }
        if (info(now.stage).per_head) continue;
        if (info(back.stage).per_head)
            for (const Panel& p : back.panels)
                flows.push_back(
                    {context,
                     concat,
                     p.head,
                     Ink::weight,
                     2,
                     {way.out_of(p.area, 0.5f),
                      way.into(now.panels[0].area, (static_cast<float>(p.head) + 0.5f) / static_cast<float>(d.heads)),
                      {},
                      {}}});
        else join_two(back.panels[0], now.panels[0], Ink::plain, 0.5f, 0.5f);
    }
    return flows;
}

} // namespace attn
