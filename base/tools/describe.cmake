# describe(TARGET): what a program is made of, for its reports: the commit, as `git describe` says at each build, and the
# compiler and libraries that were found. conformance/cli/made_of.hpp declares it.
function(describe target)
  if(NOT TARGET ${target})
    return()
  endif()
  set(script ${PROJECT_SOURCE_DIR}/base/tools/write_made_of.cmake)
  set(out ${CMAKE_BINARY_DIR}/made_of.cpp)
  set(parts
    "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}" "Boost ${Boost_VERSION_STRING}" "CLI11 ${CLI11_VERSION}"
    "cairo and Pango ${PANGO_VERSION}" "curl ${CURL_VERSION_STRING}" "fmt ${fmt_VERSION}" "jose ${JOSE_VERSION}" "libxml2 ${LIBXML2_VERSION_STRING}"
    "libzip ${LIBZIP_VERSION}" "nlohmann-json ${nlohmann_json_VERSION}" "OpenJPEG ${OPENJPEG_VERSION}" "OpenSSL ${OPENSSL_VERSION}"
    "PC/SC Lite ${PCSC_VERSION}" "SQLite ${SQLite3_VERSION}" "yaml-cpp ${yaml-cpp_VERSION}"
    "zlib ${ZLIB_VERSION_STRING}")
  list(JOIN parts "|" parts)
  add_custom_target(${target}_made_of BYPRODUCTS ${out} VERBATIM
    COMMAND ${CMAKE_COMMAND} -DROOT=${PROJECT_SOURCE_DIR} -DOUT=${out} "-DPARTS=${parts}" -P ${script})
  target_sources(${target} PRIVATE ${out})
  add_dependencies(${target} ${target}_made_of)
endfunction()
