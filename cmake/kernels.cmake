# The SIMD kernels: each instruction set has a file of its own, compiled for it and run only where the processor has it.
# Nothing else in the program may be compiled so, or it would crash on processors that lack the instructions.
set(kernel_sets simd128 sse2 avx2 avx512)
if(EMSCRIPTEN)
    set(kernel_sets simd128) # the other files are empty there
endif()
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64|i.86)$")
    set_property(SOURCE engine/math/kernels_avx2.cpp APPEND PROPERTY COMPILE_OPTIONS -mavx2)
    set_property(SOURCE engine/math/kernels_avx512.cpp APPEND PROPERTY COMPILE_OPTIONS -mavx512f)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU") # its own header for these instructions leaves variables undefined on purpose
        set_property(SOURCE engine/math/kernels_avx512.cpp APPEND PROPERTY COMPILE_OPTIONS -Wno-maybe-uninitialized)
    endif()
endif()
foreach(set ${kernel_sets})
    own_flags(engine/math/kernels_${set}.cpp)
    # The tiles live from loops that are unrolled and from sums that stay in registers.
    if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
        set_property(SOURCE engine/math/kernels_${set}.cpp APPEND PROPERTY COMPILE_OPTIONS -O3)
    endif()
endforeach()
