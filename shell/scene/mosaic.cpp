#include "scene/mosaic.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "figure.h"

namespace attn {

bool is_mosaic(const Plate& p) {
    const Rect cell = cell_rect(p, 0, p.first_col);
    // What stands beside the rows, one number each, is not a matrix.
    return std::min(cell.w, cell.h) < kLeastCell && p.rows * p.cols >= 512 && info(p.tensor).cols != Axis::one;
}

namespace {

// What the dots follow from, and what their colours do. Equal keys, equal pictures.
struct DotsKey {
    unsigned run = 0;
    Tensor tensor{}, before{}; // `before`: what cells turn from
    int head = 0, first_col = 0;
    bool transposed = false;
    float x = 0, y = 0, w = 0, h = 0; // the plate, in pixels of the screen
    int left = 0, top = 0, right = 0, bottom = 0; // what of it is in view
    bool operator==(const DotsKey&) const = default;
};
struct PaintKey {
    const Theme* theme = nullptr;
    Scene::Looks looks = nullptr;
    double time = 0;
    bool operator==(const PaintKey&) const = default;
};

// One texture, and from what it was made. It is made anew only when that differs: what a frame shows follows from its
// inputs alone, this only saves doing it again.
struct Slot {
    DotsKey dots_key{};
    PaintKey paint_key{};
    Axis1 across{}, down{};
    Dots now{}, before{};
    std::unique_ptr<ImTextureData> texture = std::make_unique<ImTextureData>();
    int frame = -1; // when it was shown last
};

struct Pool {
    std::vector<Slot> slots;
    std::vector<std::unique_ptr<ImTextureData>> leaving; // until the renderer has let go of them
    int frame = -1;     // in which ...
    double done = 0;    // ... so many cells of long texts have been gone through
    bool waits = false; // ... and some were put off
};
Pool& pool() {
    static Pool all;
    return all;
}

bool is_free(const ImTextureData& t) { return t.Status == ImTextureStatus_Destroyed; }

bool is_registered(ImTextureData* t) { return ImGui::GetCurrentContext()->UserTextures.contains(t); }

// The renderer lets go of a texture in the frame after it is asked to.
void leave(std::unique_ptr<ImTextureData> texture) {
    if (is_free(*texture) || !is_registered(texture.get())) return;
    texture->UnusedFrames = 1;
    texture->SetStatus(ImTextureStatus_WantDestroy);
    pool().leaving.push_back(std::move(texture));
}

void clear_away() {
    Pool& all = pool();
    std::erase_if(all.leaving, [](const auto& texture) {
        if (!is_free(*texture) && is_registered(texture.get())) return false;
        if (is_registered(texture.get())) ImGui::UnregisterUserTexture(texture.get());
        return true;
    });
    // What has not been shown for a while gives its memory back.
    constexpr int patience = 8; // frames
    std::erase_if(all.slots, [](Slot& slot) {
        if (ImGui::GetFrameCount() - slot.frame < patience && slot.frame <= ImGui::GetFrameCount()) return false;
        leave(std::move(slot.texture));
        return true;
    });
}

// The slot that showed this matrix last, or one for it.
Slot& slot_for(const DotsKey& key) {
    Pool& all = pool();
    const int frame = ImGui::GetFrameCount();
    Slot* found = nullptr;
    for (Slot& slot : all.slots) {
        const DotsKey& had = slot.dots_key;
        if (slot.frame == frame || had.head != key.head || had.first_col != key.first_col ||
            had.transposed != key.transposed)
            continue;
        if (had == key) return slot;
        if (had.tensor == key.tensor) found = &slot;
    }
    return found ? *found : all.slots.emplace_back();
}

// Whether the dots may be gathered anew in this frame. A long text has millions of cells, and a frame has a few
// milliseconds: what the eye is on comes first, then one or two of the small pictures in each frame.
bool may_gather(const Scene& s, const DotsKey& key) {
    const Trace& t = s.program->now.trace;
    const double cells = static_cast<double>(t.queries()) * static_cast<double>(t.keys());
    if (!info(key.tensor).per_head || !in_grid(key.tensor) || cells < 65536) return true;
    Pool& all = pool();
    if (all.frame != ImGui::GetFrameCount()) all.frame = ImGui::GetFrameCount(), all.done = 0, all.waits = false;
    const bool computes = !t.looked_at[static_cast<std::size_t>(key.head)];
    const double cost = cells * ((key.before == key.tensor ? 1 : 2) + (computes ? 8 : 0));
    const bool looked_at = s.looks == look && key.head == s.program->state.head - 1;
    constexpr double most = 2.5e6;
    if (!looked_at && all.done > 0 && all.done + cost > most) {
        all.waits = true;
        return false;
    }
    all.done += cost;
    return true;
}

// A texture at least as large as asked for, at hand from the next Render() on.
ImTextureData& sized(Slot& slot, int w, int h) {
    const bool fits = !is_free(*slot.texture) && is_registered(slot.texture.get()) && slot.texture->Width >= w &&
                      slot.texture->Height >= h;
    if (!fits) {
        leave(std::move(slot.texture));
        slot.texture = std::make_unique<ImTextureData>();
        const auto rounded = [](int length) { return (length + 63) / 64 * 64; };
        slot.texture->Create(ImTextureFormat_RGBA32, rounded(w), rounded(h));
        slot.texture->SetStatus(ImTextureStatus_WantCreate);
        slot.texture->UseColors = true;
        ImGui::RegisterUserTexture(slot.texture.get());
    } else if (slot.texture->Status != ImTextureStatus_WantCreate) {
        const ImTextureRect all{0, 0, static_cast<unsigned short>(w), static_cast<unsigned short>(h)};
        slot.texture->Updates.resize(0);
        slot.texture->Updates.push_back(all);
        slot.texture->UpdateRect = all;
        slot.texture->SetStatus(ImTextureStatus_WantUpdates);
    }
    return *slot.texture;
}

// How far each dot has changed: as far as the last of its cells. The cells of one row of dots change almost together,
// so its ends say it all, but for the row in which something is being computed.
std::vector<float> shares(const Scene& s, const Plate& p, const Axis1& across, const Axis1& down, bool turning) {
    const AppState& state = s.program->state;
    const std::size_t w = across.first.size(), h = down.first.size();
    std::vector<float> out(w * h);
    const auto share = [&](std::size_t x, std::size_t y) {
        const int i = across.last[x] - 1, j = down.last[y] - 1;
        const Look l = s.looks(s.program->now.trace, state.stage, state.time, p, p.transposed ? i : j,
                               (p.transposed ? j : i) + p.first_col);
        return static_cast<float>(turning ? l.blend : l.done);
    };
    for (std::size_t y = 0; y < h && w > 0; ++y) {
        const float first = share(0, y), last = share(w - 1, y);
        float* row = out.data() + y * w;
        const bool together = std::fabs(first - last) < 1.0f / 128 && (turning || (first >= 1) == (last >= 1));
        if (together) std::fill(row, row + w, std::min(first, last));
        else
            for (std::size_t x = 0; x < w; ++x) row[x] = share(x, y);
    }
    return out;
}

// What a slot shows, on a rectangle.
void draw_part(const Scene& s, const Plate& p, Slot& slot, const Rect& place) {
    const ImTextureData& made = *slot.texture;
    const DotsKey& key = slot.dots_key;
    s.pen.canvas.picture(place, *slot.texture,
                         {0, 0, static_cast<float>(key.right - key.left) / static_cast<float>(made.Width),
                          static_cast<float>(key.bottom - key.top) / static_cast<float>(made.Height)},
                         p.alpha * (p.dim ? kDimCell : 1.0f));
}

// Until there is time for the dots: the last ones of this matrix where its cells are now, or an empty place.
void draw_stale(const Scene& s, const Plate& p, Slot& slot, const DotsKey& key) {
    const DotsKey& had = slot.dots_key;
    const bool usable = had.run == key.run && had.tensor == key.tensor && had.before == key.before &&
                        !slot.now.kinds.empty() && !is_free(*slot.texture) && is_registered(slot.texture.get());
    if (!usable) return s.pen.canvas.fill(p.area, mix(s.pen.theme->paper, s.pen.theme->line, 0.4f));
    const float x = p.area.w / had.w, y = p.area.h / had.h;
    draw_part(s, p, slot,
              {p.area.x + (static_cast<float>(had.left) - had.x) * x,
               p.area.y + (static_cast<float>(had.top) - had.y) * y, static_cast<float>(had.right - had.left) * x,
               static_cast<float>(had.bottom - had.top) * y});
}

} // namespace

bool figure_waits() { return pool().frame == ImGui::GetFrameCount() && pool().waits; }

void draw_mosaic(const Scene& s, const Plate& p) {
    const Derived& d = s.program->now;
    const AppState& state = s.program->state;
    const Rect view = s.pen.canvas.shown(), cell = cell_rect(p, 0, p.first_col);
    const float scale = ImGui::GetIO().DisplayFramebufferScale.x;
    const int left = static_cast<int>(std::floor(std::max(p.area.x, view.x) * scale)),
              top = static_cast<int>(std::floor(std::max(p.area.y, view.y) * scale)),
              right = static_cast<int>(std::ceil(std::min(p.area.right(), view.right()) * scale)),
              bottom = static_cast<int>(std::ceil(std::min(p.area.bottom(), view.bottom()) * scale));
    if (right <= left || bottom <= top) return;
    const DotsKey key{.run = d.number,
                      .tensor = p.tensor,
                      .before = s.looks(d.trace, state.stage, state.time, p, 0, p.first_col).before,
                      .head = p.head,
                      .first_col = p.first_col,
                      .transposed = p.transposed,
                      .x = p.area.x * scale,
                      .y = p.area.y * scale,
                      .w = p.area.w * scale,
                      .h = p.area.h * scale,
                      .left = left,
                      .top = top,
                      .right = right,
                      .bottom = bottom};
    const PaintKey paint_key{s.pen.theme, s.looks, state.time};
    clear_away();
    Slot& slot = slot_for(key);
    const bool gather = slot.dots_key != key || slot.now.kinds.empty();
    if (gather && !may_gather(s, key)) {
        slot.frame = ImGui::GetFrameCount();
        return draw_stale(s, p, slot, key);
    }
    if (gather) {
        slot.dots_key = key;
        slot.across = axis_of(key.x, cell.w * scale, p.transposed ? p.rows : p.cols, left, right);
        slot.down = axis_of(key.y, cell.h * scale, p.transposed ? p.cols : p.rows, top, bottom);
        const Matrix* keep = p.tensor == Tensor::dropped ? &matrix(d.trace, Tensor::keep, p.head) : nullptr;
        const auto dots = [&](Tensor tensor, const Matrix* keeps) {
            return gathered(matrix(d.trace, tensor, p.head), open_cells(d.trace, tensor, p.head), keeps, p.first_col,
                            p.transposed, slot.across, slot.down);
        };
        slot.now = dots(p.tensor, keep);
        slot.before = key.before == p.tensor ? Dots{} : dots(key.before, nullptr);
    }
    const int w = right - left, h = bottom - top;
    slot.frame = ImGui::GetFrameCount();
    if (gather || slot.paint_key != paint_key || is_free(*slot.texture) || !is_registered(slot.texture.get())) {
        slot.paint_key = paint_key;
        ImTextureData& texture = sized(slot, w, h);
        const int stripes = std::max(static_cast<int>(8 * scale), 2);
        const int phase = left + top - static_cast<int>(key.x + key.y);
        const Tensor before = key.before;
        const bool turning = before != p.tensor;
        const bool hatching = turning && open_cells(d.trace, p.tensor, p.head) && !open_cells(d.trace, before, p.head);
        const DotPaint paint{.theme = s.pen.theme,
                             .range = info(p.tensor).range,
                             .range_before = info(before).range,
                             .largest = range_of(d, p.tensor),
                             .largest_before = range_of(d, before),
                             .turning = turning,
                             .hatching = hatching,
                             .shares = shares(s, p, slot.across, slot.down, turning),
                             .stripes = stripes,
                             .phase = (phase % stripes + stripes) % stripes};
        paint_dots(paint, slot.now, slot.before, slot.across, slot.down,
                   static_cast<std::uint32_t*>(texture.GetPixels()), texture.Width);
    }
    draw_part(s, p, slot,
              {static_cast<float>(left) / scale, static_cast<float>(top) / scale, static_cast<float>(w) / scale,
               static_cast<float>(h) / scale});
}

} // namespace attn
