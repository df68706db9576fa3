# SPDX-License-Identifier: MIT
#
# qsioadmin_add_translations(<target>)
#
# Makes the translations of the admin app a resource, :/i18n. Without lrelease there is nothing but
# English, with plural forms throughout.
find_program(QSIOADMIN_LRELEASE NAMES lrelease lrelease-qt6 HINTS ${QT6_INSTALL_PREFIX}/${QT6_INSTALL_BINS})
find_program(QSIOADMIN_LUPDATE NAMES lupdate lupdate-qt6 HINTS ${QT6_INSTALL_PREFIX}/${QT6_INSTALL_BINS})
mark_as_advanced(QSIOADMIN_LRELEASE QSIOADMIN_LUPDATE)

function(qsioadmin_add_translations target)
    if(NOT QSIOADMIN_LRELEASE)
        message(STATUS "lrelease not found: the admin app speaks English only (Debian: qt6-l10n-tools)")
        return()
    endif()
    file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/resources/translations/*.ts)
    set(outputs "")
    foreach(source IN LISTS sources)
        cmake_path(GET source STEM name)
        set(output ${CMAKE_CURRENT_BINARY_DIR}/translations/${name}.qm)
        add_custom_command(
            OUTPUT ${output}
            COMMAND ${QSIOADMIN_LRELEASE} -silent ${source} -qm ${output}
            DEPENDS ${source}
            COMMENT "Compiling ${name}.ts"
            VERBATIM)
        list(APPEND outputs ${output})
    endforeach()
    file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/translations)
    qt_add_resources(${target} translations
        PREFIX /i18n
        BASE ${CMAKE_CURRENT_BINARY_DIR}/translations
        FILES ${outputs})
endfunction()
