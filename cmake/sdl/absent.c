/* What the rest of SDL and ImGui's backend ask of the parts that are left out (sdl.cmake): there are none. */
#include "SDL.h"

#include <EGL/egl.h>

int SDL_NumJoysticks(void) { return 0; }
SDL_bool SDL_IsGameController(int index) { return SDL_FALSE; }
SDL_GameController* SDL_GameControllerOpen(int index) { return NULL; }
void SDL_GameControllerClose(SDL_GameController* controller) {}
Sint16 SDL_GameControllerGetAxis(SDL_GameController* controller, SDL_GameControllerAxis axis) { return 0; }
Uint8 SDL_GameControllerGetButton(SDL_GameController* controller, SDL_GameControllerButton button) { return 0; }

SDL_Renderer* SDL_GetRenderer(SDL_Window* window) { return NULL; }
void SDL_DestroyRendererWithoutFreeing(SDL_Renderer* renderer) {}
int SDL_GetRendererOutputSize(SDL_Renderer* renderer, int* w, int* h) { return SDL_Unsupported(); }

/* SDL looks up functions of OpenGL by name only for its renderer. Answering would pull in every one there is. */
__eglMustCastToProperFunctionPointerType eglGetProcAddress(const char* name) { return NULL; }
