/* Read before every file of SDL: what of SDL the page's program is built with. See sdl.cmake. */
#pragma once

/* Upstream's own choices come first. They are read once, so what follows is the last word. */
#include "SDL_config_emscripten.h"

/* Upstream's switch for a small library: no drawing without a graphics card but for one plain copy. */
#define SDL_LEAN_AND_MEAN 1

#define SDL_AUDIO_DISABLED 1
#define SDL_JOYSTICK_DISABLED 1
#define SDL_RENDER_DISABLED 1
#define SDL_SENSOR_DISABLED 1
#define SDL_POWER_DISABLED 1
#undef SDL_AUDIO_DRIVER_DISK
#undef SDL_AUDIO_DRIVER_DUMMY
#undef SDL_AUDIO_DRIVER_EMSCRIPTEN
#undef SDL_JOYSTICK_EMSCRIPTEN
#undef SDL_SENSOR_DUMMY
#undef SDL_POWER_EMSCRIPTEN
#undef SDL_VIDEO_RENDER_OGL_ES2
#undef SDL_LOADSO_DLOPEN
#define SDL_LOADSO_DUMMY 1
