# The programs of the web page.

# Each is an ES module that touches no global name and makes independent instances, so one page can hold several figures.
add_library(attn_web_program INTERFACE)
target_link_options(attn_web_program INTERFACE -Oz -flto -fno-exceptions -sMODULARIZE=1 -sEXPORT_ES6=1 -sENVIRONMENT=web
    # Course sites forbid eval, and nothing here reads files.
    -sDYNAMIC_EXECUTION=0 -sFILESYSTEM=0
    -sALLOW_MEMORY_GROWTH=1 -sMALLOC=emmalloc -sSTACK_SIZE=1MB)

# The figure.
add_executable(attention_lab_web ${host_source} ${web_sources})
target_link_libraries(attention_lab_web PRIVATE attn_shell imgui_backends attn_own_code attn_no_exceptions attn_small
    attn_web_program)
target_compile_definitions(imgui_backends PRIVATE glGetIntegerv=attn_gl_get) # web/program/gl_state.cpp
set_target_properties(attention_lab_web PROPERTIES OUTPUT_NAME attention-lab-core SUFFIX .js
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/whole)
target_link_options(attention_lab_web PRIVATE -sEXPORT_NAME=createAttentionLab
    # A function with a single caller stays one of its own, or the program could not be cut between the two (split.mjs).
    # The linker's optimiser believes that such a one is worth 15000 more than others.
    -Wl,-mllvm,-inline-threshold=-15000 -sBINARYEN_EXTRA_PASSES=--one-caller-inline-max-function-size=30
    -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2 -sGL_ENABLE_GET_PROC_ADDRESS=0
    # SDL would ask for every extension there is, at some milliseconds each; what draws needs none.
    -sGL_SUPPORT_AUTOMATIC_ENABLE_EXTENSIONS=0 -sGL_SUPPORT_SIMPLE_ENABLE_EXTENSIONS=0
    # What scripts outside use of the module: the page's, and cmake/split.mjs (_malloc). The JavaScript inside the program
    # declares what it needs itself (EM_JS_DEPS).
    -sEXPORTED_FUNCTIONS=_malloc -sEXPORTED_RUNTIME_METHODS=ccall,specialHTMLTargets,HEAPU8
    # The page may ask for a picture with more pixels than the screen has.
    --js-library ${PROJECT_SOURCE_DIR}/web/program/export/ratio.js
    -sINCOMING_MODULE_JS_API=canvas,instantiateWasm,print,printErr,onAbort)

# Cut in two: what draws the first picture, and the rest, which the page loads after it.
execute_process(COMMAND ${EMSCRIPTEN_ROOT_PATH}/em-config BINARYEN_ROOT OUTPUT_VARIABLE binaryen
    OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
find_program(ATTN_WASM_SPLIT wasm-split PATHS ${binaryen}/bin NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH REQUIRED)
set(split_files ${CMAKE_BINARY_DIR}/program/attention-lab-core.js ${CMAKE_BINARY_DIR}/program/attention-lab-core.wasm
    ${CMAKE_BINARY_DIR}/program/attention-lab-rest.wasm)
set(split_scripts ${PROJECT_SOURCE_DIR}/cmake/split.mjs ${PROJECT_SOURCE_DIR}/cmake/first_pictures.mjs
    ${PROJECT_SOURCE_DIR}/cmake/pretend_browser.mjs ${PROJECT_SOURCE_DIR}/cmake/wasm_split.mjs)
add_custom_command(OUTPUT ${split_files}
    COMMAND ${ATTN_NODE} ${PROJECT_SOURCE_DIR}/cmake/split.mjs ${ATTN_WASM_SPLIT} ${CMAKE_BINARY_DIR}/whole
        ${CMAKE_BINARY_DIR}/program
    DEPENDS attention_lab_web ${split_scripts}
    COMMENT "Cutting the program in two" VERBATIM)
add_custom_target(attention_lab_split DEPENDS ${split_files})

# What makes files of what is shown: engine and drawing without a window, loaded when somebody exports something.
add_executable(attention_lab_export web/program/export/files.cpp)
target_link_libraries(attention_lab_export PRIVATE attn_shell attn_own_code attn_no_exceptions attn_small attn_web_program)
set_target_properties(attention_lab_export PROPERTIES OUTPUT_NAME attention-lab-export SUFFIX .js
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/program)
target_link_options(attention_lab_export PRIVATE --no-entry -sEXPORT_NAME=createAttentionLabExport
    -sEXPORTED_RUNTIME_METHODS=ccall,HEAPU8
    -sINCOMING_MODULE_JS_API=print,printErr,wasmBinary)

# The code cell's tensors, for a worker of the page and for ./lab check under Node.
add_executable(attention_lab_tensors web/python/tensors.cpp)
target_link_libraries(attention_lab_tensors PRIVATE attn_engine attn_own_code attn_no_exceptions attn_small)
set_target_properties(attention_lab_tensors PROPERTIES OUTPUT_NAME attention-lab-tensors SUFFIX .js
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/program)
target_link_options(attention_lab_tensors PRIVATE -Oz -flto -fno-exceptions --no-entry -sMODULARIZE=1 -sEXPORT_ES6=1
    -sENVIRONMENT=web,worker,node -sDYNAMIC_EXECUTION=0 -sFILESYSTEM=0 -sALLOW_MEMORY_GROWTH=1 -sMALLOC=emmalloc
    -sMAXIMUM_MEMORY=512MB -sEXPORT_NAME=createAttentionLabTensors -sEXPORTED_RUNTIME_METHODS=ccall
    -sINCOMING_MODULE_JS_API=instantiateWasm,print,printErr)

# They and MicroPython cut in two: what ordinary programs of students need, and the rest.
file(GLOB python_sources CONFIGURE_DEPENDS web/python/*.js web/python/library.mjs web/course/solution/*.py web/course/skeleton/*.py
    tests/course/students/*/*.py)
file(GLOB_RECURSE python_library CONFIGURE_DEPENDS web/python/lib/*.py)
set(python_files micropython micropython-rest attention-lab-tensors attention-lab-tensors-rest)
list(TRANSFORM python_files PREPEND ${CMAKE_BINARY_DIR}/python/)
list(TRANSFORM python_files APPEND .wasm)
add_custom_command(OUTPUT ${python_files}
    COMMAND ${ATTN_NODE} ${PROJECT_SOURCE_DIR}/cmake/split_python.mjs ${PROJECT_SOURCE_DIR} ${ATTN_WASM_SPLIT}
        ${node_modules} ${CMAKE_BINARY_DIR}/program ${CMAKE_BINARY_DIR}/python
    DEPENDS attention_lab_tensors ${python_sources} ${python_library} ${PROJECT_SOURCE_DIR}/cmake/split_python.mjs
        ${PROJECT_SOURCE_DIR}/cmake/first_programs.mjs ${PROJECT_SOURCE_DIR}/cmake/frozen_python.mjs ${PROJECT_SOURCE_DIR}/cmake/wasm_split.mjs
    COMMENT "Cutting Python in two" VERBATIM)
add_custom_target(attention_lab_python DEPENDS ${python_files})

# The engine that ships, asked for the bits of the eight sizes: for tests/web, and not part of what ships.
add_executable(size_bits EXCLUDE_FROM_ALL tests/web/size_bits.cpp tests/engine/size_bits.cpp)
set_target_properties(size_bits PROPERTIES SUFFIX .mjs RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/size_bits)
target_link_libraries(size_bits PRIVATE attn_engine attn_own_code attn_no_exceptions)
target_link_options(size_bits PRIVATE -O2 --no-entry -sMODULARIZE -sEXPORT_ES6 -sENVIRONMENT=web -sFILESYSTEM=0
    -sALLOW_MEMORY_GROWTH -sEXPORTED_FUNCTIONS=_bits -sEXPORTED_RUNTIME_METHODS=UTF8ToString)

# What ships is collected at every build, because scripts and style sheets change without anything being compiled.
add_custom_target(dist ALL
    COMMAND ${ATTN_NODE} ${PROJECT_SOURCE_DIR}/cmake/collect.mjs ${PROJECT_SOURCE_DIR} ${CMAKE_BINARY_DIR} ${ATTN_DIST_DIR}
        ${node_modules}
    COMMENT "Collecting ${ATTN_DIST_DIR}" VERBATIM)
add_dependencies(dist attention_lab_split attention_lab_export attention_lab_python fonts)
