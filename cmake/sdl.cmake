# SDL2 for the web, from source: the video and event parts only. Emscripten's ready-made port carries sound, joysticks,
# a renderer and drawing without a graphics card as well, which is a quarter of what a visitor would download.

dependency_source(sdl2 https://github.com/libsdl-org/SDL.git ${sdl2_commit})
set(sdl2_parts
    SDL.c SDL_assert.c SDL_error.c SDL_hints.c SDL_list.c SDL_log.c SDL_utils.c atomic/SDL_atomic.c
    atomic/SDL_spinlock.c cpuinfo/SDL_cpuinfo.c events/SDL_clipboardevents.c events/SDL_displayevents.c events/SDL_dropevents.c
    events/SDL_events.c events/SDL_gesture.c events/SDL_keyboard.c events/SDL_keysym_to_scancode.c
    events/SDL_scancode_tables.c events/SDL_mouse.c events/SDL_quit.c events/SDL_touch.c events/SDL_windowevents.c
    file/SDL_rwops.c filesystem/emscripten/SDL_sysfilesystem.c loadso/dummy/SDL_sysloadso.c misc/SDL_url.c misc/emscripten/SDL_sysurl.c
    stdlib/SDL_getenv.c stdlib/SDL_iconv.c stdlib/SDL_malloc.c stdlib/SDL_qsort.c stdlib/SDL_stdlib.c
    stdlib/SDL_string.c stdlib/SDL_strtokr.c thread/SDL_thread.c thread/generic/SDL_syscond.c
    thread/generic/SDL_sysmutex.c thread/generic/SDL_syssem.c thread/generic/SDL_systhread.c
    thread/generic/SDL_systls.c timer/SDL_timer.c timer/unix/SDL_systimer.c video/SDL_blit.c video/SDL_blit_copy.c
    video/SDL_blit_slow.c video/SDL_clipboard.c video/SDL_egl.c video/SDL_fillrect.c video/SDL_pixels.c
    video/SDL_rect.c video/SDL_stretch.c video/SDL_surface.c video/SDL_video.c
    video/emscripten/SDL_emscriptenevents.c video/emscripten/SDL_emscriptenframebuffer.c
    video/emscripten/SDL_emscriptenmouse.c video/emscripten/SDL_emscriptenopengles.c
    video/emscripten/SDL_emscriptenvideo.c)
list(TRANSFORM sdl2_parts PREPEND ${sdl2_source}/src/)
enable_language(C)
add_library(sdl2_web STATIC EXCLUDE_FROM_ALL ${sdl2_parts} ${PROJECT_SOURCE_DIR}/cmake/sdl/absent.c)
target_include_directories(sdl2_web SYSTEM PUBLIC ${sdl2_source}/include)
# Warnings are upstream's business; the header takes parts out of SDL's own list for Emscripten.
target_compile_options(sdl2_web PRIVATE -Oz -w -include ${PROJECT_SOURCE_DIR}/cmake/sdl/parts.h)
join_files(sdl2_web)
