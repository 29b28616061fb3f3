# What `cmake --install` brings, in components: "program" is tameshi, "development" its libraries, headers and a CMake
# package (find_package(Tameshi)), "python" the module of a wheel. `cpack -G DEB` makes a Debian package of the first two.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
add_custom_target(packaged)  # all that is installed, without tests
set(TAMESHI_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/Tameshi)

# install_room(TARGET FOLDER): the library as Tameshi::FOLDER, and the headers under the paths by which they are included.
function(install_room target folder)
  string(REGEX REPLACE "^tameshi_" "" name ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
  add_dependencies(packaged ${target})
  install(TARGETS ${target} EXPORT TameshiTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}/tameshi COMPONENT development)
  file(GLOB headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.hpp ${PROJECT_SOURCE_DIR}/${folder}/commands/*.hpp)
  list(FILTER headers EXCLUDE REGEX "/test_[a-z_]*\\.hpp$")
  foreach(header IN LISTS headers)
    cmake_path(RELATIVE_PATH header BASE_DIRECTORY ${PROJECT_SOURCE_DIR})
    cmake_path(GET header PARENT_PATH parent)
    install(FILES ${PROJECT_SOURCE_DIR}/${header} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/tameshi/${parent} COMPONENT development)
  endforeach()
endfunction()

# The CMake package of all rooms so far.
function(install_package)
  set_target_properties(tameshi_options PROPERTIES EXPORT_NAME options)
  install(TARGETS tameshi_options EXPORT TameshiTargets)
  install(EXPORT TameshiTargets NAMESPACE Tameshi:: DESTINATION ${TAMESHI_CMAKE_DIR} COMPONENT development)
  configure_package_config_file(${PROJECT_SOURCE_DIR}/base/tools/TameshiConfig.cmake.in ${CMAKE_BINARY_DIR}/TameshiConfig.cmake
    INSTALL_DESTINATION ${TAMESHI_CMAKE_DIR})
  write_basic_package_version_file(${CMAKE_BINARY_DIR}/TameshiConfigVersion.cmake COMPATIBILITY SameMinorVersion)
  install(FILES ${CMAKE_BINARY_DIR}/TameshiConfig.cmake ${CMAKE_BINARY_DIR}/TameshiConfigVersion.cmake
    ${PROJECT_SOURCE_DIR}/base/tools/libraries.cmake DESTINATION ${TAMESHI_CMAKE_DIR} COMPONENT development)
endfunction()

# install_program(TARGET): the program, and what Debian wants to read beside it.
function(install_program target)
  if(NOT TARGET ${target})
    return()
  endif()
  add_dependencies(packaged ${target})
  install(TARGETS ${target} RUNTIME COMPONENT program)
  install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/tameshi RENAME copyright COMPONENT program)
  install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/libtameshi-dev RENAME copyright
    COMPONENT development)
endfunction()

# The Debian packages of this group of packages.txt that match; no header of ours needs Boost or CLI11.
function(debian_packages group pattern out)
  set(list ${PROJECT_SOURCE_DIR}/base/tools/packages.txt)
  file(STRINGS ${list} lines REGEX "^${group} ${pattern}$")
  list(FILTER lines EXCLUDE REGEX "boost|cli11")
  list(TRANSFORM lines REPLACE "^${group} " "")
  list(JOIN lines ", " joined)
  set(${out} "${joined}" PARENT_SCOPE)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${list})
endfunction()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "The Tameshi contributors <tameshi@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL program development)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME tameshi)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
# The faces of cards are drawn with it.
debian_packages(build "fonts-.*" CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS "pcscd, vsmartcard-vpcd, opensc")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libtameshi-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
debian_packages(build "(lib.*-dev|nlohmann.*|zlib.*|pkg-config)" CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS)
include(CPack)
