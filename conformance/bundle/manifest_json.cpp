#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>

#include "base/sha256sum.hpp"
#include "conformance/bundle/contents.hpp"
#include "conformance/bundle/manifest.hpp"

namespace tameshi::bundle {
namespace {

using Json = nlohmann::ordered_json;

Json form(const ListedFile& file) {
  return {{"name", file.name}, {"size", file.size}, {"sha256", file.sha256}};
}

Manifest manifest_in(const Json& json) {
  Manifest out;
  out.signed_by = json.at("signed-by").get<std::vector<std::string>>();
  for (const auto& file : json.at("files"))
    out.files.push_back({file.at("name").get<std::string>(), file.at("size").get<std::size_t>(),
                         file.at("sha256").get<std::string>()});
  return out;
}

}  // namespace

Manifest manifest_of(const std::vector<File>& files, std::vector<std::string> signed_by) {
  Manifest out{std::move(signed_by), {}};
  for (const auto& file : files)
    out.files.push_back({file.name, file.contents.size(), sha256sum(file.contents)});
  return out;
}

std::string manifest_json(const Manifest& manifest) {
  Json out;
  out["format"] = "tameshi-bundle";
  out["format-version"] = 1;
  out["signed-by"] = manifest.signed_by;
  out["files"] = Json::array();
  for (const auto& file : manifest.files) out["files"].push_back(form(file));
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<Manifest> manifest_from_json(std::string_view text) {
  try {
    auto out = manifest_in(Json::parse(text));
    if (manifest_json(out) == text) return out;
  } catch (const Json::exception& e) {
    return failure(fmt::format("this is no manifest: {}", e.what()), std::string(manifest_name));
  }
  return failure("this is no manifest as Tameshi writes it", std::string(manifest_name));
}

Result<void> check_files(const Manifest& manifest, const std::vector<File>& files) {
  std::set<std::string> listed;
  for (const auto& file : manifest.files) listed.insert(file.name);
  std::set<std::string> there;
  for (const auto& file : files) {
    there.insert(file.name);
    if (!listed.contains(file.name)) return failure("is in the bundle and not in the manifest", file.name);
  }
  for (const auto& file : manifest.files) {
    if (!there.contains(file.name)) return failure("is in the manifest and not in the bundle", file.name);
  }
  const auto found = manifest_of(files, {});
  for (std::size_t i = 0; i < manifest.files.size(); ++i) {
    if (i >= found.files.size() || manifest.files[i].name != found.files[i].name)
      return failure("stands elsewhere than in the manifest, or twice", manifest.files[i].name);
    if (manifest.files[i] != found.files[i])
      return failure("is not the file whose size and SHA-256 the manifest names", manifest.files[i].name);
  }
  return {};
}

}  // namespace tameshi::bundle
