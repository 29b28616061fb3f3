# Script: writes OUTPUT, a C++ file that holds FILES (comma separated, below ROOT) as string literals.
string(REPLACE "," ";" files "${FILES}")
set(text "#include \"base/resources.hpp\"\nnamespace tameshi::resources {\nextern const Resource embedded[];\nextern const std::size_t embedded_count;\nconst Resource embedded[] = {\n")
foreach(file IN LISTS files)
  file(READ ${ROOT}/${file} contents)
  string(APPEND text "{\"${file}\", R\"tameshi(${contents})tameshi\"},\n")
endforeach()
string(APPEND text "{{}, {}}};\nconst std::size_t embedded_count = sizeof(embedded) / sizeof(embedded[0]) - 1;\n}\n")
file(WRITE ${OUTPUT} "${text}")
