# Compiler flags, as interface targets that the other targets link.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# The presets "web" and "node" share one toolchain and differ in what they build.
option(ATTN_WEB "Build for the browser (with the Emscripten toolchain)" OFF)

# A product and a sum that are fused into one instruction round once instead of twice, and then a native build and
# the browser would disagree in the last bit. So no target may fuse, third-party code included.
add_compile_options(-ffp-contract=off)
if(EMSCRIPTEN)
    add_compile_options(-msimd128)
    # emcc writes optimisation levels of its own; NDEBUG is what remains of CMake's build type.
    set(CMAKE_CXX_FLAGS_RELEASE "-DNDEBUG")
endif()
if(ATTN_WEB)
    add_compile_options(-flto)
endif()
if(ATTN_SANITIZE)
    # vptr needs run-time type information, which our code does without.
    set(sanitizers -fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=all)
    add_compile_options(${sanitizers} -fno-omit-frame-pointer)
    add_compile_definitions(ATTN_SANITIZED) # every compiler has its own name for it
    add_link_options(${sanitizers})
endif()
if(ATTN_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# Warnings, for our own code only.
add_library(attn_own_code INTERFACE)
if(ATTN_DEVELOPER)
    target_compile_options(attn_own_code INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wno-sign-conversion
        -Wswitch-enum -Werror -Wshadow)
    # What g++ guesses about memory after inlining is wrong now and then, other in every version (g++ 12 sees a vector
    # of four overflow in its own library); the sanitizers know. So these warn and do not stop a build.
    foreach(guess IN ITEMS array-bounds stringop-overflow stringop-overread maybe-uninitialized)
        target_compile_options(attn_own_code INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-error=${guess}>)
    endforeach()
endif()

# The program never throws: an exception would cost code size on the web, and every error has a value of its own.
add_library(attn_no_exceptions INTERFACE)
target_compile_options(attn_no_exceptions INTERFACE -fno-exceptions -fno-rtti)

# On the web everything is built for size but the kernels, where the time goes (kernels.cmake). Under Node nobody waits
# for a download. Natively the build type decides.
add_library(attn_fast INTERFACE)
add_library(attn_small INTERFACE)
if(ATTN_WEB)
    target_compile_options(attn_fast INTERFACE -Oz)
    target_compile_options(attn_small INTERFACE -Oz)
elseif(EMSCRIPTEN)
    target_compile_options(attn_fast INTERFACE -O3)
    target_compile_options(attn_small INTERFACE -O2)
endif()

# A program for Node that reads files and standard input like a native one.
add_library(attn_node_program INTERFACE)
if(EMSCRIPTEN AND NOT ATTN_WEB)
    target_link_options(attn_node_program INTERFACE -sENVIRONMENT=node -sEXIT_RUNTIME=1 -sALLOW_MEMORY_GROWTH=1
        -sSTACK_SIZE=1MB -sNODERAWFS=1)
endif()
