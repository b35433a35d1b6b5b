#include "host_sdl.h"

#include <SDL.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>
#include <imgui_impl_sdl2.h>
#include <imgui_internal.h>
#if defined(IMGUI_IMPL_OPENGL_ES3)
#include <GLES3/gl3.h>
#else
#include <SDL_opengl.h>
#endif

#include <algorithm>
#include <vector>

namespace attn {

namespace {

struct Host {
    SDL_Window* window = nullptr;
    SDL_GLContext context = nullptr;
    std::string error;
};
Host host;

bool failed(const char* what) {
    host.error = std::string(what) + ": " + SDL_GetError();
    host_close();
    return false;
}

} // namespace

bool host_open(const HostOptions& options) {
    // On a page SDL must listen on its canvas only, or typing anywhere else would break.
    SDL_SetHint("SDL_EMSCRIPTEN_KEYBOARD_ELEMENT", "#canvas");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    if (SDL_Init(SDL_INIT_VIDEO) != 0) return failed("SDL did not start");
#if defined(IMGUI_IMPL_OPENGL_ES3)
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
#else
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
#endif
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
#if defined(__APPLE__)
    // macOS has no core profile below 3.2, and only as a forward-compatible one.
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_FLAGS, SDL_GL_CONTEXT_FORWARD_COMPATIBLE_FLAG);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 2);
#else
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
#endif
    SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
    const Uint32 flags = SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI |
                         (options.visible ? SDL_WINDOW_SHOWN : SDL_WINDOW_HIDDEN);
    host.window = SDL_CreateWindow(options.title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, options.width,
                                   options.height, flags);
    if (!host.window) return failed("No window");
    host.context = SDL_GL_CreateContext(host.window);
    if (!host.context) return failed("No OpenGL");
    SDL_GL_MakeCurrent(host.window, host.context);
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    ImGui_ImplSDL2_InitForOpenGL(host.window, host.context);
    ImGui_ImplOpenGL3_Init();
    return true;
}

void host_prepare() { ImGui_ImplOpenGL3_CreateDeviceObjects(); }

void host_close() {
    if (ImGui::GetCurrentContext()) {
        ImGui_ImplOpenGL3_Shutdown();
        ImGui_ImplSDL2_Shutdown();
        ImGui::DestroyContext();
    }
    if (host.context) SDL_GL_DeleteContext(host.context);
    if (host.window) SDL_DestroyWindow(host.window);
    host.context = nullptr;
    host.window = nullptr;
    SDL_Quit();
}

const std::string& host_error() { return host.error; }

bool host_events(bool wait) {
    SDL_Event event;
    bool open = true;
    const auto take = [&] {
        ImGui_ImplSDL2_ProcessEvent(&event);
        open &= event.type != SDL_QUIT;
    };
    if (wait && SDL_WaitEvent(&event)) take();
    while (SDL_PollEvent(&event)) take();
    return open;
}

Rect host_begin_frame() {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplSDL2_NewFrame();
    ImGui::NewFrame();
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    return {0, 0, size.x, size.y};
}

void host_end_frame(const Color& background) {
    ImGui::Render();
    const ImGuiIO& io = ImGui::GetIO();
    glViewport(0, 0, static_cast<int>(io.DisplaySize.x * io.DisplayFramebufferScale.x),
               static_cast<int>(io.DisplaySize.y * io.DisplayFramebufferScale.y));
    glClearColor(background.r, background.g, background.b, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    SDL_GL_SwapWindow(host.window);
}

bool host_has_input() { return !ImGui::GetCurrentContext()->InputEventsQueue.empty(); }

void host_resize(int width, int height) {
    width = std::max(width, 1), height = std::max(height, 1);
    SDL_SetWindowSize(host.window, width, height);
    ImGui::GetIO().DisplaySize = {static_cast<float>(width),
                                  static_cast<float>(height)}; // before the next frame asks SDL
}

void host_title(const std::string& title) { SDL_SetWindowTitle(host.window, title.c_str()); }

Picture host_picture() {
    int w = 0, h = 0;
    SDL_GL_GetDrawableSize(host.window, &w, &h);
    Picture picture{w, h, std::vector<unsigned char>(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 4)};
    std::vector<unsigned char>& pixels = picture.pixels;
    glReadPixels(0, 0, w, h, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
    // OpenGL's first row is the lowest.
    for (int y = 0; y < h / 2; ++y)
        std::swap_ranges(pixels.begin() + static_cast<long>(y) * w * 4,
                         pixels.begin() + static_cast<long>(y + 1) * w * 4,
                         pixels.begin() + static_cast<long>(h - 1 - y) * w * 4);
    return picture;
}

bool host_save_bmp(Picture& picture, const char* file) {
    SDL_Surface* surface = SDL_CreateRGBSurfaceWithFormatFrom(picture.pixels.data(), picture.width, picture.height, 32,
                                                              picture.width * 4, SDL_PIXELFORMAT_RGBA32);
    const bool saved = surface && SDL_SaveBMP(surface, file) == 0;
    SDL_FreeSurface(surface);
    return saved;
}

} // namespace attn
