# SPDX-License-Identifier: MIT
#
# qsocketio_client_files(<out-var>)
#
# Sets <out-var> to a folder with the files of the JavaScript client (socket.io.min.js,
# socket.io.msgpack.min.js, socket.io.esm.min.js and their maps), for qt_add_resources(), or to an
# empty string when they cannot be had. They come from the npm package that
# resources/client/package-lock.json names with its checksum; all presets share one copy, which is
# fetched again only when the lock file changed.
function(qsocketio_client_files out)
    set(${out} "" PARENT_SCOPE)
    set(manifest ${PROJECT_SOURCE_DIR}/resources/client)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${manifest}/package-lock.json)

    set(shared ${PROJECT_SOURCE_DIR}/build)
    cmake_path(IS_PREFIX shared ${PROJECT_BINARY_DIR} NORMALIZE isShared)
    if(NOT isShared)
        set(shared ${PROJECT_BINARY_DIR})
    endif()
    set(prefix ${shared}/npm)
    set(dist ${prefix}/node_modules/socket.io-client/dist)
    set(stamp ${prefix}/stamp)
    file(SHA256 ${manifest}/package-lock.json checksum)

    # Two presets may be configured at the same time.
    file(MAKE_DIRECTORY ${prefix})
    file(LOCK ${prefix} DIRECTORY GUARD FUNCTION TIMEOUT 300)
    set(installed "")
    if(EXISTS ${stamp} AND EXISTS ${dist}/socket.io.min.js)
        file(READ ${stamp} installed)
    endif()
    if(NOT installed STREQUAL checksum)
        find_program(QSOCKETIO_NPM npm)
        mark_as_advanced(QSOCKETIO_NPM)
        if(NOT QSOCKETIO_NPM)
            message(STATUS "npm not found: the JavaScript client is not bundled")
            return()
        endif()
        message(STATUS "Fetching the JavaScript client with npm")
        file(REMOVE ${stamp})
        file(COPY ${manifest}/package.json ${manifest}/package-lock.json ${manifest}/.npmrc
             DESTINATION ${prefix})
        execute_process(
            COMMAND ${QSOCKETIO_NPM} ci --ignore-scripts --no-audit --no-fund --fetch-retries=1
            WORKING_DIRECTORY ${prefix}
            TIMEOUT 180
            INPUT_FILE /dev/null
            RESULT_VARIABLE result
            OUTPUT_VARIABLE output
            ERROR_VARIABLE output)
        if(NOT result EQUAL 0 OR NOT EXISTS ${dist}/socket.io.min.js)
            file(WRITE ${prefix}/npm.log "${output}")
            message(STATUS "npm failed (${prefix}/npm.log): the JavaScript client is not bundled")
            return()
        endif()
        file(WRITE ${stamp} ${checksum})
    endif()
    set(${out} ${dist} PARENT_SCOPE)
endfunction()
