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

# qsocketio_find_client_files()
#
# Sets QSOCKETIO_CLIENT_FILES, as qsocketio_client_files() does, and QSOCKETIO_CLIENT_VERSION for what
# the library is to serve, as the option QSOCKETIO_WITH_CLIENT_FILES says.
function(qsocketio_find_client_files)
    set(QSOCKETIO_CLIENT_FILES "" PARENT_SCOPE)
    if(QSOCKETIO_WITH_CLIENT_FILES STREQUAL "AUTO" OR QSOCKETIO_WITH_CLIENT_FILES)
        qsocketio_client_files(files)
    else()
        set(files "")
    endif()
    if(files)
        file(READ ${files}/../package.json package)
        string(JSON version GET "${package}" version)
        set(QSOCKETIO_CLIENT_FILES ${files} PARENT_SCOPE)
        set(QSOCKETIO_CLIENT_VERSION ${version} PARENT_SCOPE)
        add_feature_info(ClientFiles TRUE "serve the JavaScript client ${version}")
        return()
    endif()
    if(QSOCKETIO_WITH_CLIENT_FILES AND NOT QSOCKETIO_WITH_CLIENT_FILES STREQUAL "AUTO")
        message(FATAL_ERROR "QSOCKETIO_WITH_CLIENT_FILES is on, but the JavaScript client cannot be had")
    endif()
    add_feature_info(ClientFiles FALSE "serve the JavaScript client")
endfunction()

# qsocketio_client_resource(<out-var> <folder>)
#
# Sets <out-var> to a source file with the files of that folder as a Qt resource. Its name is known,
# unlike that of qt_add_resources() with a target, so that a static library can register it.
function(qsocketio_client_resource out folder)
    set(qrc ${CMAKE_CURRENT_BINARY_DIR}/qsocketio_client.qrc)
    file(GLOB files ${folder}/socket.io*.js ${folder}/socket.io*.js.map)
    set(content "<RCC>\n<qresource prefix=\"/qsocketio/client\">\n")
    foreach(file IN LISTS files)
        cmake_path(GET file FILENAME name)
        string(APPEND content "<file alias=\"${name}\">${file}</file>\n")
    endforeach()
    file(CONFIGURE OUTPUT ${qrc} CONTENT "${content}</qresource>\n</RCC>\n" @ONLY)
    qt_add_resources(source ${qrc})
    set_source_files_properties(${source} PROPERTIES SKIP_PRECOMPILE_HEADERS ON SKIP_AUTOGEN ON)
    set(${out} ${source} PARENT_SCOPE)
endfunction()
