# The fonts, cut down to the characters that are shown and compiled into the program (see subset_fonts.mjs).

find_program(ATTN_NODE node REQUIRED NO_CMAKE_FIND_ROOT_PATH)
setting_from_environment(ATTN_NODE_MODULES "Folder with the npm packages of cmake/package-lock.json")
set(node_modules "${ATTN_NODE_MODULES}")
if(NOT node_modules)
    # Without the set-up script the packages are installed here, once.
    set(node_modules ${CMAKE_BINARY_DIR}/npm/node_modules)
    if(NOT EXISTS ${node_modules}/subset-font)
        file(COPY cmake/package.json cmake/package-lock.json DESTINATION ${CMAKE_BINARY_DIR}/npm)
        find_program(ATTN_NPM npm REQUIRED NO_CMAKE_FIND_ROOT_PATH)
        execute_process(COMMAND ${ATTN_NPM} ci --ignore-scripts --no-audit --no-fund
            WORKING_DIRECTORY ${CMAKE_BINARY_DIR}/npm COMMAND_ERROR_IS_FATAL ANY)
    endif()
endif()

set(fonts_dir ${CMAKE_BINARY_DIR}/fonts)
set(fonts_script ${PROJECT_SOURCE_DIR}/cmake/subset_fonts.mjs)
add_custom_command(
    OUTPUT ${fonts_dir}/fonts_data.cpp ${fonts_dir}/fonts_data.h
        ${fonts_dir}/plex-sans-regular.woff2 ${fonts_dir}/plex-sans-semibold.woff2
    COMMAND ${ATTN_NODE} ${fonts_script} ${node_modules} ${fonts_dir}
    DEPENDS ${fonts_script} ${PROJECT_SOURCE_DIR}/cmake/package-lock.json
    COMMENT "Subsetting the fonts" VERBATIM)
add_library(fonts STATIC ${fonts_dir}/fonts_data.cpp ${fonts_dir}/fonts_data.h)
target_include_directories(fonts PUBLIC ${fonts_dir})
