# The C++ tests. Catch2's macros throw, so test programs are built with exceptions although what they test is not.

if(EMSCRIPTEN)
    foreach(target Catch2 Catch2WithMain)
        target_compile_options(${target} PRIVATE -fwasm-exceptions)
    endforeach()
    set(test_options -fwasm-exceptions -O2)
endif()

# add_catch_tests(NAME SOURCES...): one program; each Catch2 test case is one CTest test, or under Node, where
# starting is slow, the whole program is.
function(add_catch_tests name library)
    add_executable(${name} ${ARGN})
    target_compile_definitions(${name} PRIVATE ATTN_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    target_compile_options(${name} PRIVATE ${test_options})
    target_link_options(${name} PRIVATE ${test_options})
    target_link_libraries(${name} PRIVATE ${library} Catch2::Catch2WithMain attn_own_code attn_node_program)
    if(EMSCRIPTEN)
        add_test(NAME ${name}.js COMMAND ${ATTN_NODE} $<TARGET_FILE:${name}>)
    else()
        include(Catch)
        catch_discover_tests(${name} TEST_PREFIX "${name}: " DISCOVERY_MODE PRE_TEST)
    endif()
endfunction()

if(EMSCRIPTEN)
    find_program(ATTN_NODE node REQUIRED NO_CMAKE_FIND_ROOT_PATH)
endif()
if(TARGET attn_engine AND engine_test_sources)
    add_catch_tests(engine_tests attn_engine ${engine_test_sources})
endif()
if(TARGET attn_shell AND shell_test_sources AND NOT EMSCRIPTEN)
    add_catch_tests(shell_tests attn_shell ${shell_test_sources})
endif()
