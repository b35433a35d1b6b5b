# The C++ tests. Catch2's macros throw, so test programs are built with exceptions although what they test is not.

if(EMSCRIPTEN)
    foreach(target Catch2 Catch2WithMain)
        target_compile_options(${target} PRIVATE -fwasm-exceptions)
    endforeach()
    set(test_options -fwasm-exceptions -O2)
endif()

# add_catch_tests(NAME LIBRARY SOURCES...): one program, and one CTest test for each of its files that has test cases.
# (One for each test case would break on names with brackets, and starting Node so often would be slow.)
function(add_catch_tests name library)
    add_executable(${name} ${ARGN})
    target_compile_definitions(${name} PRIVATE ATTN_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    target_compile_options(${name} PRIVATE ${test_options})
    target_link_options(${name} PRIVATE ${test_options})
    target_link_libraries(${name} PRIVATE ${library} Catch2::Catch2WithMain attn_own_code attn_node_program)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${ARGN})
    foreach(source ${ARGN})
        file(STRINGS ${source} cases REGEX "TEST_CASE|SCENARIO" LIMIT_COUNT 1)
        if(cases)
            get_filename_component(stem ${source} NAME_WE)
            # Under Emscripten CTest starts the program with Node, as the toolchain file says.
            add_test(NAME ${name}/${stem} COMMAND ${name} --colour-mode none --filenames-as-tags "[#${stem}]")
        endif()
    endforeach()
endfunction()

if(TARGET attn_engine AND engine_test_sources)
    add_catch_tests(engine_tests attn_engine ${engine_test_sources})
endif()
if(TARGET attn_shell AND shell_test_sources AND NOT EMSCRIPTEN)
    add_catch_tests(shell_tests attn_shell ${shell_test_sources})
endif()

# The built command line, native or under Node, prints what tests/golden/attn says.
if(TARGET attn)
    add_test(NAME attn_output COMMAND ${CMAKE_COMMAND} -DATTN=$<TARGET_FILE:attn> "-DLAUNCHER=${CMAKE_CROSSCOMPILING_EMULATOR}"
        -P ${PROJECT_SOURCE_DIR}/tests/engine/attn_output.cmake)
endif()
