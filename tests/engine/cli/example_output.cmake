# Runs the example program of the README and compares its output with tests/golden/example.txt, byte by byte.
#     cmake -DPROGRAM=build/native/attn_example [-DLAUNCHER=node] -P tests/engine/cli/example_output.cmake
cmake_minimum_required(VERSION 3.25)
file(READ ${CMAKE_CURRENT_LIST_DIR}/../../golden/example.txt wanted)
execute_process(COMMAND ${LAUNCHER} ${PROGRAM} OUTPUT_VARIABLE have ERROR_VARIABLE said RESULT_VARIABLE code)
if(NOT code EQUAL 0 OR NOT said STREQUAL "" OR NOT have STREQUAL wanted)
    message(FATAL_ERROR "exit status ${code}, stderr: ${said}\nstdout is not tests/golden/example.txt:\n${have}")
endif()
