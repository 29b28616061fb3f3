#include "base/resources.hpp"

#include <span>

namespace tameshi::resources {

extern const Resource embedded[];
extern const std::size_t embedded_count;

namespace {
std::span<const Resource> all() {
  return {embedded, embedded_count};
}
}  // namespace

std::optional<std::string_view> find(std::string_view path) {
  for (const auto& resource : all()) {
    if (resource.path == path) return resource.text;
  }
  return std::nullopt;
}

std::vector<std::string> below(std::string_view folder) {
  std::vector<std::string> out;
  for (const auto& resource : all()) {
    if (resource.path.starts_with(folder)) out.emplace_back(resource.path);
  }
  return out;
}

}  // namespace tameshi::resources
