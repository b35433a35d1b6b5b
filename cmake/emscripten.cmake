# Toolchain file of the presets "web" and "node": finds Emscripten and hands over to its own toolchain file, so that
# a preset names no path of any machine.
set(root "$ENV{EMSCRIPTEN_ROOT}")
if(NOT root AND DEFINED ENV{EMSDK})
    set(root "$ENV{EMSDK}/upstream/emscripten")
endif()
if(NOT root)
    find_program(ATTN_EM_CONFIG_TOOL em-config REQUIRED)
    execute_process(COMMAND ${ATTN_EM_CONFIG_TOOL} EMSCRIPTEN_ROOT OUTPUT_VARIABLE root
        OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
endif()
include("${root}/cmake/Modules/Platform/Emscripten.cmake")
