# SPDX-License-Identifier: MIT
include(CMakePackageConfigHelpers)

set(QSOCKETIO_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/QSocketIo)

# qsocketio_install_component(<target> <component> DESCRIPTION <text> PC_REQUIRES <module>...)
#
# Installs a library with its public headers, its part of the CMake package and a pkg-config file
# that is named like the library.
function(qsocketio_install_component target component)
    cmake_parse_arguments(PARSE_ARGV 2 arg "" "DESCRIPTION" "PC_REQUIRES")
    install(TARGETS ${target} EXPORT QSocketIo${component}Targets
            FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/QSocketIo)
    install(EXPORT QSocketIo${component}Targets NAMESPACE QSocketIo:: DESTINATION ${QSOCKETIO_CMAKE_DIR})

    set(QSOCKETIO_PC_NAME QSocketIo${component})
    set(QSOCKETIO_PC_LIBRARY ${target})
    set(QSOCKETIO_PC_DESCRIPTION ${arg_DESCRIPTION})
    list(JOIN arg_PC_REQUIRES " " QSOCKETIO_PC_REQUIRES)
    set(QSOCKETIO_PC_DEFINES "")
    if(NOT BUILD_SHARED_LIBS)
        set(QSOCKETIO_PC_DEFINES " -DQSOCKETIO_STATIC")
    endif()
    # The way from the .pc file's folder back to the prefix, so that the tree can be moved.
    cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX
               BASE_DIRECTORY ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig OUTPUT_VARIABLE QSOCKETIO_PC_PREFIX)
    configure_file(${PROJECT_SOURCE_DIR}/cmake/QSocketIo.pc.in
                   ${PROJECT_BINARY_DIR}/${QSOCKETIO_PC_NAME}.pc @ONLY)
    install(FILES ${PROJECT_BINARY_DIR}/${QSOCKETIO_PC_NAME}.pc
            DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endfunction()

# qsocketio_install_package_config(): the entry point for find_package(QSocketIo).
function(qsocketio_install_package_config)
    set(QSOCKETIO_QT_VERSION 6.4)
    configure_package_config_file(
        ${PROJECT_SOURCE_DIR}/cmake/QSocketIoConfig.cmake.in
        ${PROJECT_BINARY_DIR}/QSocketIoConfig.cmake
        INSTALL_DESTINATION ${QSOCKETIO_CMAKE_DIR}
        NO_SET_AND_CHECK_MACRO)
    write_basic_package_version_file(
        ${PROJECT_BINARY_DIR}/QSocketIoConfigVersion.cmake
        COMPATIBILITY SameMajorVersion)
    install(FILES
        ${PROJECT_BINARY_DIR}/QSocketIoConfig.cmake
        ${PROJECT_BINARY_DIR}/QSocketIoConfigVersion.cmake
        DESTINATION ${QSOCKETIO_CMAKE_DIR})
endfunction()
