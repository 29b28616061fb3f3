# embed_resources(TARGET GLOB…): every file that matches is compiled into TARGET and found again by its path
# from the root (base/resources.hpp). Globs descend into folders.
set(TAMESHI_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/embed_files.cmake)

function(embed_resources target)
  set(globs)
  foreach(pattern IN LISTS ARGN)
    list(APPEND globs ${PROJECT_SOURCE_DIR}/${pattern})
  endforeach()
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} ${globs})
  list(FILTER files EXCLUDE REGEX "\\.cases\\.yaml$")
  list(SORT files)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/resources_embedded.cpp)
  set(absolute)
  foreach(file IN LISTS files)
    list(APPEND absolute ${PROJECT_SOURCE_DIR}/${file})
  endforeach()
  string(REPLACE ";" "," joined "${files}")
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DROOT=${PROJECT_SOURCE_DIR} -DFILES=${joined} -DOUTPUT=${output}
            -P ${TAMESHI_EMBED_SCRIPT}
    DEPENDS ${absolute} ${TAMESHI_EMBED_SCRIPT}
    COMMENT "Embedding tables, personas, scenarios and subjects" VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
