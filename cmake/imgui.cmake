# Dear ImGui, in two parts: the core, which needs no system, and the backends for SDL2 and OpenGL.

add_library(imgui STATIC ${imgui_source}/imgui.cpp ${imgui_source}/imgui_draw.cpp ${imgui_source}/imgui_tables.cpp
    ${imgui_source}/imgui_widgets.cpp)
target_include_directories(imgui SYSTEM PUBLIC ${imgui_source})
# One header decides ImGui's compile-time options for every file that includes it.
target_compile_definitions(imgui PUBLIC IMGUI_USER_CONFIG="shell/host/attn_imconfig.h")
target_include_directories(imgui PUBLIC ${PROJECT_SOURCE_DIR})
target_link_libraries(imgui PRIVATE attn_no_exceptions attn_small)
join_files(imgui)

# Which font of the system has a character: asked of fontconfig where it is installed.
if(NOT EMSCRIPTEN)
    add_library(attn_fontconfig INTERFACE)
    find_package(Fontconfig QUIET)
    if(Fontconfig_FOUND)
        target_link_libraries(attn_fontconfig INTERFACE Fontconfig::Fontconfig)
        target_compile_definitions(attn_fontconfig INTERFACE ATTN_FONTCONFIG)
    endif()
endif()

if(EMSCRIPTEN AND NOT ATTN_WEB)
    return()
endif()

add_library(imgui_backends STATIC EXCLUDE_FROM_ALL ${imgui_source}/backends/imgui_impl_sdl2.cpp
    ${imgui_source}/backends/imgui_impl_opengl3.cpp)
target_include_directories(imgui_backends SYSTEM PUBLIC ${imgui_source}/backends)
target_link_libraries(imgui_backends PUBLIC imgui PRIVATE attn_no_exceptions attn_small)
if(EMSCRIPTEN)
    target_compile_definitions(imgui_backends PUBLIC IMGUI_IMPL_OPENGL_ES3)
    include(cmake/sdl.cmake)
    target_link_libraries(imgui_backends PUBLIC sdl2_web)
else()
    find_package(SDL2 REQUIRED)
    find_package(OpenGL REQUIRED)
    # SDL2::SDL2 carries the include folder of <SDL.h>; SDL2's main wrapper is not wanted.
    target_compile_definitions(imgui_backends PUBLIC SDL_MAIN_HANDLED)
    target_link_libraries(imgui_backends PUBLIC SDL2::SDL2 OpenGL::GL ${CMAKE_DL_LIBS})
endif()
