#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "conformance/issue/issue.hpp"
#include "simulator/card/inspect.hpp"

namespace tameshi::issue {
namespace {

// The card's names for them, and the files they go to.
constexpr std::array certificates{
    std::pair{"signature-certificate", "signature"},
    std::pair{"signature-ca-certificate", "signature-ca"},
    std::pair{"authentication-certificate", "authentication"},
    std::pair{"authentication-ca-certificate", "authentication-ca"},
};

void add_certificates(const card::CardImage& image, std::vector<IssuedFile>& out) {
  for (const auto& [held, name] : certificates) {
    const auto der = image.contents.find(held);
    if (der == image.contents.end()) continue;
    out.push_back({fmt::format("{}.der", name), held, der->second});
    out.push_back({fmt::format("{}.pem", name), held, bytes_of(pem("CERTIFICATE", der->second))});
  }
}

void add_card_files(const card::IndividualNumberCard& card, std::vector<IssuedFile>& out) {
  for (const auto& application : card::inspect(card)) {
    const auto& ap = application.table->name;
    for (const auto& file : application.files) {
      if (file.contents.empty()) continue;
      out.push_back({fmt::format("{}/{:04X}.bin", ap, file.id), fmt::format("{}/{}", ap, file.name),
                     Bytes(file.contents.begin(), file.contents.end())});
    }
  }
}

// A client that verifies the card's CV certificates has to know ours as it knows the real ones.
void add_authorities(const play::World& world, std::vector<IssuedFile>& out) {
  for (const auto& application : card::inspect(world.card())) {
    const bool is_bare = std::all_of(application.files.begin(), application.files.end(),
                                     [](const card::SeenFile& file) { return file.contents.empty(); });
    const auto name = application.table->name + "-authority";
    const auto key = world.issued().authorities.find(name);
    if (is_bare || key == world.issued().authorities.end()) continue;
    out.push_back({name + ".pem", name, bytes_of(pem("PUBLIC KEY", key->second))});
  }
}

}  // namespace

std::vector<IssuedFile> files_of(const play::World& world) {
  std::vector<IssuedFile> out;
  add_certificates(world.image(), out);
  add_authorities(world, out);
  add_card_files(world.card(), out);
  for (auto& picture : pictures_of(world.card())) out.push_back(std::move(picture));
  return out;
}

}  // namespace tameshi::issue
