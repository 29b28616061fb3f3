// Which lists there are, and which certificates belong on each.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "fake-jlis/crl/publish.hpp"

namespace tameshi::jlis::crl {
namespace {

std::optional<unsigned> generation_from(std::string_view text) {
  unsigned out = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, out);
  if (error != std::errc{} || stop != end || out == 0) return {};
  return out;
}

bool is_municipality_code(std::string_view text) {
  return text.size() == 5 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string_view to_string(Scope scope) {
  if (scope == Scope::municipality) return "municipality";
  return scope == Scope::full ? "full" : "authority";
}

std::string to_string(const ListId& id) {
  const auto last = id.scope == Scope::municipality ? std::string_view(id.municipality) : to_string(id.scope);
  return fmt::format("{}/{}", registry::to_string(id.authority), last);
}

std::optional<ListId> list_id_from(std::string_view text) {
  const auto first = text.find('/');
  const auto second = first == std::string_view::npos ? first : text.find('/', first + 1);
  if (second == std::string_view::npos) return {};
  const auto kind = kind_from(text.substr(0, first));
  const auto generation = generation_from(text.substr(first + 1, second - first - 1));
  if (!kind || !generation) return {};
  const auto last = text.substr(second + 1);
  const registry::AuthorityId authority{*kind, *generation};
  if (last == to_string(Scope::full)) return ListId{authority, Scope::full, {}};
  if (last == to_string(Scope::authority)) return ListId{authority, Scope::authority, {}};
  if (!is_municipality_code(last)) return {};
  return ListId{authority, Scope::municipality, std::string(last)};
}

ListId list_of(const registry::AuthorityId& issuer, std::string_view municipality, unsigned newest,
               const Settings& settings) {
  const auto signer = settings.signing == Signing::each_generation ? issuer.generation : newest;
  return {{issuer.kind, signer}, Scope::municipality, std::string(municipality)};
}

std::vector<ListId> all_lists(Kind kind, std::span<const unsigned> generations,
                              std::span<const std::string> municipalities, const Settings& settings) {
  std::vector<ListId> out;
  if (generations.empty()) return out;
  const auto newest = *std::max_element(generations.begin(), generations.end());
  out.reserve(generations.size() * (municipalities.size() + 2));
  for (const auto generation : generations) {
    const registry::AuthorityId authority{kind, generation};
    // Every key vouches for the CA's own certificates; the people's may be left to the newest.
    if (settings.signing == Signing::each_generation || generation == newest) {
      for (const auto& code : municipalities) out.push_back({authority, Scope::municipality, code});
      out.push_back({authority, Scope::full, {}});
    }
    out.push_back({authority, Scope::authority, {}});
  }
  return out;
}

Ask ask_for(const ListId& id, const Publication& publication, const Settings& settings) {
  Ask out;
  out.scope = id.scope;
  out.kind = id.authority.kind;
  if (settings.signing == Signing::each_generation || id.scope == Scope::authority) {
    out.generation = id.authority.generation;
  }
  out.municipality = id.municipality;
  out.revoked_by = publication.this_update;
  out.expires_from = publication.this_update - settings.keep_expired;
  return out;
}

}  // namespace tameshi::jlis::crl
