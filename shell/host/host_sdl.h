// The window, the GL context and the events. The only file beside main.cpp that knows SDL and OpenGL.
#pragma once

#include <string>
#include <vector>

#include "shell/draw/theme.h"
#include "shell/layout/layout.h"

namespace attn {

struct HostOptions {
    const char* title = nullptr; // nullptr leaves a web page's title alone
    int width = 1280, height = 800;
    bool visible = true;
};

// Opens the window and Dear ImGui on it. False when there is no OpenGL; host_error() then says why.
bool host_open(const HostOptions&);
void host_close();

// Lets the graphics card prepare what draws; the first frame does it otherwise.
void host_prepare();
const std::string& host_error();

// Takes waiting events to ImGui; with `wait`, sleeps until there is one. False when the window is closed.
bool host_events(bool wait);

// Begins and ends one ImGui frame. The size of the window in CSS pixels is the area to draw on.
Rect host_begin_frame();

// Whether ImGui has events left that it keeps for the next frames: a key that goes down and up at once takes two.
bool host_has_input();
void host_end_frame(const Color& background);

void host_resize(int width, int height);
void host_title(const std::string& title);

// What was drawn last, and the same as a BMP file; false when it cannot be written.
struct Picture {
    int width = 0, height = 0;
    std::vector<unsigned char> pixels{}; // rows from the top; red, green, blue, alpha
};
Picture host_picture();
bool host_save_bmp(Picture&, const char* file);

} // namespace attn
