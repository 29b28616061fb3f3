// What this program was made of; written by base/tools/write_made_of.cmake at each build.
#pragma once

#include <string>
#include <vector>

namespace tameshi::cli {

// As `git describe` said; empty when it was not built from a repository.
std::string commit();

// "OpenSSL 3.0.17", "GNU 12.2.0", …: the compiler and the libraries that were found.
std::vector<std::string> parts();

}  // namespace tameshi::cli
