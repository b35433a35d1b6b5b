# The C++ tests. Catch2's macros throw, so test programs are built with exceptions although what they test is not.

if(EMSCRIPTEN)
    foreach(target Catch2 Catch2WithMain)
        target_compile_options(${target} PRIVATE -fwasm-exceptions)
    endforeach()
    set(test_options -fwasm-exceptions)
endif()
# What is tested is optimised as always; the tests themselves take longer to be optimised than to run.
list(APPEND test_options -O1)

# add_catch_tests(NAME LIBRARY SOURCES...): one program, and one CTest test for each of its files that has test cases.
# (One for each test case would break on names with brackets, and starting Node so often would be slow.)
function(add_catch_tests name library)
    add_executable(${name} ${ARGN})
    target_compile_options(${name} PRIVATE ${test_options})
    target_link_options(${name} PRIVATE ${test_options})
    target_link_libraries(${name} PRIVATE ${library} Catch2::Catch2WithMain attn_own_code attn_node_program)
    if(ATTN_UNITY_TESTS)
        join_files(${name})
    else()
        compile_cheaply(${name} <Eigen/Core> <catch2/catch_test_macros.hpp>)
    endif()
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${ARGN})
    foreach(source ${ARGN})
        file(STRINGS ${source} cases REGEX "TEST_CASE|SCENARIO")
        list(FILTER cases EXCLUDE REGEX "\\[\\.") # measurements, which run only when they are named
        if(cases)
            get_filename_component(stem ${source} NAME_WE)
            # Under Emscripten CTest starts the program with Node, as the toolchain file says. ~[.] leaves measurements out.
            add_test(NAME ${name}/${stem} COMMAND ${name} --colour-mode none --filenames-as-tags "[#${stem}]~[.]")
            if(stem MATCHES "^(describe|explain|pixel_grid)_test$") # the longest begin first
                set_tests_properties(${name}/${stem} PROPERTIES COST 100)
            endif()
        endif()
    endforeach()
endfunction()

# Only this file knows where the sources are, so that a compiler cache can share all others between checkouts.
set_source_files_properties(tests/engine/golden_files.cpp PROPERTIES
    COMPILE_DEFINITIONS "ATTN_SOURCE_DIR=\"${PROJECT_SOURCE_DIR}\"")

# in_comma_locale(NAME FILE...): runs the golden tests of the program NAME and those of some files once more in a locale
# whose decimals have a comma (tests/engine/comma_locale.cpp). Few machines have one, so on Linux it is made first, from
# the sources of glibc's.
function(in_comma_locale name)
    set(filter "[golden]~[.]")
    get_target_property(sources ${name} SOURCES)
    foreach(stem comma_locale ${ARGN})
        if(NOT "${sources}" MATCHES "/${stem}\\.cpp")
            message(FATAL_ERROR "${name} has no file ${stem}.cpp.")
        endif()
        string(APPEND filter ",[#${stem}]~[.]")
    endforeach()
    add_test(NAME ${name}/in_comma_locale COMMAND ${name} --colour-mode none --filenames-as-tags "${filter}")
    set_tests_properties(${name}/in_comma_locale PROPERTIES FIXTURES_REQUIRED comma_locale
        ENVIRONMENT "ATTN_COMMA_LOCALE=1;LOCPATH=${CMAKE_BINARY_DIR}/locales")
endfunction()
if(CMAKE_SYSTEM_NAME STREQUAL Linux)
    add_test(NAME comma_locale COMMAND ${CMAKE_COMMAND} -DFOLDER=${CMAKE_BINARY_DIR}/locales
        -P ${PROJECT_SOURCE_DIR}/tests/engine/comma_locale.cmake)
    set_tests_properties(comma_locale PROPERTIES FIXTURES_SETUP comma_locale)
endif()

if(TARGET attn_cli AND engine_test_sources)
    add_catch_tests(engine_tests attn_cli ${engine_test_sources} tests/weights/hostile.cpp
        tests/weights/named.cpp)
    # Emscripten's C library has no locale with a comma, and some rooms lack the files that are named here.
    if(NOT EMSCRIPTEN AND NOT ATTN_TEST_ROOMS)
        in_comma_locale(engine_tests locale_test settings_test setting_values_test edits_test preset_test
            published_test json_read_test eval_form_test export_test)
    endif()
endif()
# The built command line on files on disk. Under Emscripten both programs are started with Node.
if(TARGET attn)
    add_executable(make_hostile tests/weights/make_hostile.cpp tests/weights/hostile.cpp)
    add_executable(make_named tests/weights/make_named.cpp tests/weights/named.cpp)
    foreach(program make_hostile make_named)
        target_link_libraries(${program} PRIVATE attn_engine attn_own_code attn_node_program)
    endforeach()
    add_test(NAME attn/weights COMMAND ${CMAKE_COMMAND} "-DATTN=$<TARGET_FILE:attn>" "-DMAKE=$<TARGET_FILE:make_hostile>"
        "-DMAKE_NAMED=$<TARGET_FILE:make_named>"
        "-DLAUNCHER=${CMAKE_CROSSCOMPILING_EMULATOR}" "-DFOLDER=${PROJECT_BINARY_DIR}/weights"
        -P ${PROJECT_SOURCE_DIR}/tests/weights/weights.cmake)
endif()
if(TARGET attn_shell AND shell_test_sources AND NOT EMSCRIPTEN)
    add_catch_tests(shell_tests attn_shell ${shell_test_sources} tests/engine/kept_json.cpp
        tests/engine/comma_locale.cpp tests/engine/golden_files.cpp)
    in_comma_locale(shell_tests snapshot_test report_test)
endif()

# The built programs, native or under Node, print what tests/golden says and agree with a reference in JavaScript.
if(TARGET attn)
    set(launcher "-DLAUNCHER=${CMAKE_CROSSCOMPILING_EMULATOR}")
    add_test(NAME attn_output COMMAND ${CMAKE_COMMAND} -DATTN=$<TARGET_FILE:attn> ${launcher}
        -P ${PROJECT_SOURCE_DIR}/tests/engine/cli/attn_output.cmake)
    add_test(NAME example_output COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:attn_example> ${launcher}
        -P ${PROJECT_SOURCE_DIR}/tests/engine/cli/example_output.cmake)
    find_program(ATTN_NODE node REQUIRED NO_CMAKE_FIND_ROOT_PATH)
    foreach(command eval gradient)
        add_test(NAME ${command}_output COMMAND ${CMAKE_COMMAND} -DATTN=$<TARGET_FILE:attn> -DCOMMAND=${command} ${launcher}
            -P ${PROJECT_SOURCE_DIR}/tests/engine/cli/eval_output.cmake)
        add_test(NAME ${command}_reference COMMAND ${ATTN_NODE}
            ${PROJECT_SOURCE_DIR}/tests/engine/cli/${command}_reference.mjs
            ${CMAKE_CROSSCOMPILING_EMULATOR} $<TARGET_FILE:attn> ${command})
        # It never ends if lines are not answered one by one.
        set_tests_properties(${command}_reference PROPERTIES TIMEOUT 120)
    endforeach()
    # Every number in the lessons, recomputed; every link in them, opened; every misconception, at its place.
    add_test(NAME lessons COMMAND ${ATTN_NODE} ${PROJECT_SOURCE_DIR}/tests/course/claims.mjs
        ${CMAKE_CROSSCOMPILING_EMULATOR} $<TARGET_FILE:attn>)
    # The golden classes of Unicode against Node's own copy of it.
    add_test(NAME unicode_agrees COMMAND ${ATTN_NODE} ${PROJECT_SOURCE_DIR}/tests/engine/formats/unicode_agrees.mjs)
endif()

# The code cell's tensors on standard input, for tests in Python.
if(TARGET attn_engine)
    add_executable(attn_tensors tests/engine/tensor/attn_tensors.cpp)
    target_link_libraries(attn_tensors PRIVATE attn_engine attn_own_code attn_node_program)
endif()

# What `attn export` writes, read and run with Python and NumPy. Another Python than the system's rarely has NumPy.
if(TARGET attn AND NOT EMSCRIPTEN)
    find_program(ATTN_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
    find_program(ATTN_PYTHON python3 REQUIRED)
    add_test(NAME export/programs COMMAND ${ATTN_PYTHON} ${PROJECT_SOURCE_DIR}/tests/export/programs_print.py numpy
        $<TARGET_FILE:attn>)
    # PyTorch may belong to another Python than NumPy.
    set(ATTN_TORCH_PYTHON ${ATTN_PYTHON})
    foreach(python python3 /usr/bin/python3)
        execute_process(COMMAND ${python} -c "import torch" RESULT_VARIABLE without_torch OUTPUT_QUIET ERROR_QUIET)
        if(without_torch STREQUAL 0)
            set(ATTN_TORCH_PYTHON ${python})
            break()
        endif()
    endforeach()
    add_test(NAME tensor/torch COMMAND ${ATTN_TORCH_PYTHON} ${PROJECT_SOURCE_DIR}/tests/engine/tensor/record_torch.py --compare)
    set_tests_properties(tensor/torch PROPERTIES SKIP_RETURN_CODE 77)
    add_test(NAME gradient/torch COMMAND ${ATTN_PYTHON}
        ${PROJECT_SOURCE_DIR}/tests/engine/exchange/record_gradients.py --compare $<TARGET_FILE:attn>)
    set_tests_properties(gradient/torch PROPERTIES SKIP_RETURN_CODE 77)
    add_test(NAME train_stops COMMAND ${ATTN_NODE} ${PROJECT_SOURCE_DIR}/tests/engine/cli/train_stops.mjs $<TARGET_FILE:attn>
        ${PROJECT_BINARY_DIR}/train)
    set_tests_properties(train_stops PROPERTIES TIMEOUT 120)
    add_test(NAME models/torch COMMAND ${ATTN_TORCH_PYTHON} ${PROJECT_SOURCE_DIR}/tests/engine/models/record_models.py --compare)
    set_tests_properties(models/torch PROPERTIES SKIP_RETURN_CODE 77)
    add_test(NAME export/files COMMAND ${ATTN_PYTHON} ${PROJECT_SOURCE_DIR}/tests/export/files_read.py $<TARGET_FILE:attn>)
endif()
