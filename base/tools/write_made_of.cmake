# cmake -DROOT=… -DOUT=… -DPARTS=a|b -P write_made_of.cmake: writes made_of.cpp, and only when it would differ.
find_program(GIT git)
set(commit "")
if(GIT)
  execute_process(COMMAND ${GIT} -C ${ROOT} describe --always --dirty --tags
    OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
string(REPLACE "|" "\", \"" parts "${PARTS}")
set(text "#include \"conformance/cli/made_of.hpp\"

namespace tameshi::cli {

std::string commit() {
  return \"${commit}\";
}

std::vector<std::string> parts() {
  return {\"${parts}\"};
}

}  // namespace tameshi::cli
")
set(before "")
if(EXISTS ${OUT})
  file(READ ${OUT} before)
endif()
if(NOT before STREQUAL text)
  file(WRITE ${OUT} "${text}")
endif()
