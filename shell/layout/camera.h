// Looking at a picture from nearer. At zoom 1 the whole picture fills the view; nearer, a window of it does. Pure
// arithmetic on rectangles, and what is drawn through a camera is hit-tested through it.
#pragma once

#include "layout.h"

namespace attn {

inline constexpr double kMaxZoom = 128;

struct Camera {
    double zoom = 1;
    double x = 0.5, y = 0.5; // what is in the middle of the view, as shares of the picture
    bool operator==(const Camera&) const = default;
};

// Where a part of the picture is seen. The picture and the view it fills at zoom 1 are the same rectangle.
Rect seen(const Camera&, const Rect& view, const Rect& part);

// The part of the picture that fills the view.
Rect window(const Camera&, const Rect& view);

// The nearest camera that shows nothing beside the picture, so that it cannot be lost.
Camera confined(Camera);

// Nearer by `factor`, while what is seen at (x, y) stays there; and moved along with a finger by (dx, dy).
Camera zoomed(const Camera&, const Rect& view, double factor, float x, float y);
Camera panned(const Camera&, const Rect& view, float dx, float dy);

// The nearest camera that has all of `part` in view, if there is one.
Camera following(const Camera&, const Rect& view, const Rect& part);

// On the way from one to the other: the window grows or shrinks evenly about a point that stays where it is.
Camera between(const Camera& from, const Camera& to, double t);

// Everything in the layout that belongs to the picture, seen through the camera.
Layout seen(const Camera&, Layout);

} // namespace attn
