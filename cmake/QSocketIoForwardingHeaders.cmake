# SPDX-License-Identifier: MIT
#
# qsocketio_public_headers(<target> HEADER file.h CLASSES Class... [HEADER file.h CLASSES Class...]...)
#
# Declares public headers of the calling folder and makes a forwarding header <QSocketIo/Class> for
# each class: one that points into the source tree for builds, one that is installed.
function(qsocketio_public_headers target)
    cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR
               BASE_DIRECTORY ${PROJECT_SOURCE_DIR}/libqsocketio OUTPUT_VARIABLE folder)
    set(header "")
    set(expect "")
    foreach(arg IN LISTS ARGN)
        if(arg STREQUAL "HEADER" OR arg STREQUAL "CLASSES")
            set(expect ${arg})
        elseif(expect STREQUAL "HEADER")
            set(header ${arg})
            target_sources(${target} PUBLIC FILE_SET HEADERS FILES ${CMAKE_CURRENT_SOURCE_DIR}/${header})
        else()
            file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/include/QSocketIo/${arg}
                 CONTENT "#include \"${CMAKE_CURRENT_SOURCE_DIR}/${header}\"\n")
            file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/install-include/QSocketIo/${arg}
                 CONTENT "#include \"${folder}/${header}\"\n")
            install(FILES ${PROJECT_BINARY_DIR}/install-include/QSocketIo/${arg}
                    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/QSocketIo)
        endif()
    endforeach()
endfunction()
