#include "fake-jlis/platform/customers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/openssl.hpp"

namespace tameshi::jlis::platform {

// A version 8 UUID (RFC 9562 §5.8) of SHA-256 over the secret, the relying party and the person.
std::string Customers::handle_for(const std::string& relying_party, const std::string& person) const {
  auto input = secret_;
  append(input, bytes_of(fmt::format("|{}|{}", relying_party, person)));
  auto digest = openssl::sha256(input);
  digest[6] = static_cast<std::uint8_t>((digest[6] & 0x0FU) | 0x80U);
  digest[8] = static_cast<std::uint8_t>((digest[8] & 0x3FU) | 0x80U);
  std::string out;
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
    out += fmt::format("{:02x}", digest[i]);
  }
  return out;
}

std::optional<Customer> Customers::add(const std::string& relying_party, const std::string& person,
                                       Bytes certificate, FourItems items, Instant since) {
  const std::lock_guard lock(mutex_);
  Customer fresh{relying_party,
                 handle_for(relying_party, person),
                 person,
                 std::move(certificate),
                 std::move(items),
                 since,
                 {},
                 {}};
  const auto [place, added] = all_.try_emplace({relying_party, person}, std::move(fresh));
  if (!added) return std::nullopt;
  return place->second;
}

void Customers::update(const Customer& customer) {
  const std::lock_guard lock(mutex_);
  all_.insert_or_assign({customer.relying_party, customer.person}, customer);
}

std::optional<Customer> Customers::by_handle(const std::string& relying_party,
                                             const std::string& handle) const {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(all_.begin(), all_.end(), [&](const auto& one) {
    return one.second.relying_party == relying_party && one.second.handle == handle;
  });
  if (found == all_.end()) return std::nullopt;
  return found->second;
}

std::optional<Customer> Customers::by_person(const std::string& relying_party,
                                             const std::string& person) const {
  const std::lock_guard lock(mutex_);
  const auto found = all_.find({relying_party, person});
  if (found == all_.end()) return std::nullopt;
  return found->second;
}

std::vector<Customer> Customers::of(const std::string& relying_party) const {
  const std::lock_guard lock(mutex_);
  std::vector<Customer> out;
  for (const auto& [key, customer] : all_) {
    if (customer.relying_party == relying_party) out.push_back(customer);
  }
  return out;
}

}  // namespace tameshi::jlis::platform
