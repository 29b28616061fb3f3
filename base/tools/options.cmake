# Compile options that hold for every target of ours.
add_library(tameshi_options INTERFACE)
target_compile_features(tameshi_options INTERFACE cxx_std_20)
target_compile_options(tameshi_options INTERFACE
  "$<BUILD_INTERFACE:-Wall;-Wextra;-Wpedantic;-Wshadow;-Wconversion;-Wnon-virtual-dtor;-Werror>")
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 warns of overlaps and overflows inside std::string and std::vector that are not there (its bugs 105329 and
  # 105651).
  target_compile_options(tameshi_options INTERFACE
    "$<BUILD_INTERFACE:-Wno-restrict;-Wno-stringop-overflow;-Wno-stringop-overread;-Wno-array-bounds>")
endif()
target_include_directories(tameshi_options INTERFACE
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/tameshi>)
target_compile_definitions(tameshi_options INTERFACE TAMESHI_VERSION="${PROJECT_VERSION}")

if(TAMESHI_MUTANTS)
  target_compile_definitions(tameshi_options INTERFACE TAMESHI_MUTANTS)
endif()
if(TAMESHI_SANITIZE)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    # With sanitizers GCC takes members of std::regex and std::function for uninitialised that are not (its bug 105562).
    target_compile_options(tameshi_options INTERFACE -Wno-maybe-uninitialized)
  endif()
  # Line numbers are all that a finding needs. Optimising under sanitizers takes longer than it saves, but for fuzzers.
  target_compile_options(tameshi_options INTERFACE
    -fsanitize=${TAMESHI_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -g1 $<IF:$<BOOL:${TAMESHI_FUZZ}>,-O1,-O0>)
  target_link_options(tameshi_options INTERFACE -fsanitize=${TAMESHI_SANITIZE})
endif()
if(TAMESHI_FUZZ)
  target_compile_options(tameshi_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(TAMESHI_COVERAGE)
  target_compile_options(tameshi_options INTERFACE --coverage)
  target_link_options(tameshi_options INTERFACE --coverage)
endif()
