# What ./lab bench builds on top of the engine; nothing else builds it.
if(EMSCRIPTEN)
    # The forward pass as a module for Node and for a page.
    add_executable(bench_layer EXCLUDE_FROM_ALL tests/bench/layer.cpp engine/cli/attn_workload.cpp)
    set_target_properties(bench_layer PROPERTIES SUFFIX .mjs)
    target_link_libraries(bench_layer PRIVATE attn_engine attn_own_code attn_no_exceptions)
    target_link_options(bench_layer PRIVATE -O2 -sMODULARIZE -sEXPORT_ES6 -sENVIRONMENT=node,web --no-entry
        -sALLOW_MEMORY_GROWTH -sFILESYSTEM=0 -sEXPORTED_FUNCTIONS=_make,_weight,_bias,_forward,_multiply
        -sEXPORTED_RUNTIME_METHODS=HEAPF32)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$")
    # Plain Eigen as its own manual advises: for the machine's vectors, with FMA. In a library of its own with hidden
    # names, because the engine's Eigen is compiled for every machine and the two must not mix.
    add_library(bench_eigen SHARED EXCLUDE_FROM_ALL tests/bench/eigen_peer.cpp)
    target_link_libraries(bench_eigen PRIVATE attn_eigen attn_own_code)
    target_compile_options(bench_eigen PRIVATE -O3 -mavx2 -mfma -fvisibility=hidden -fno-semantic-interposition)
    add_executable(bench_native EXCLUDE_FROM_ALL tests/bench/native.cpp engine/cli/attn_workload.cpp)
    target_link_libraries(bench_native PRIVATE attn_engine bench_eigen attn_own_code)
endif()
