// Whom the operator knows, apart for each relying party that it works for: nobody learns from a handle who is
// whose customer elsewhere. In memory: a fake operator begins anew each time.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "fake-jlis/platform/four_info_client.hpp"
#include "fake-jlis/platform/four_items.hpp"

namespace tameshi::jlis::platform {

struct Customer {
  std::string relying_party;  // whose customer
  std::string handle;         // of the person, for that relying party alone
  std::string person;         // of the person, for this operator, as J-LIS says it
  Bytes certificate;          // the signature certificate on file, DER
  FourItems items;            // as that certificate has them
  Instant since{};
  std::optional<Instant> revoked_since;  // the certificate on file, as was learnt last
  std::optional<NamedSerial> newer;      // a later certificate, of which J-LIS told
};

// Safe to use from several threads.
class Customers {
 public:
  // `secret` makes the handles.
  explicit Customers(Bytes secret) : secret_(std::move(secret)) {}

  // Nothing when the person is that relying party's customer already.
  std::optional<Customer> add(const std::string& relying_party, const std::string& person, Bytes certificate,
                              FourItems items, Instant since);
  void update(const Customer& customer);
  [[nodiscard]] std::optional<Customer> by_handle(const std::string& relying_party,
                                                  const std::string& handle) const;
  [[nodiscard]] std::optional<Customer> by_person(const std::string& relying_party,
                                                  const std::string& person) const;
  [[nodiscard]] std::vector<Customer> of(const std::string& relying_party) const;

 private:
  [[nodiscard]] std::string handle_for(const std::string& relying_party, const std::string& person) const;

  Bytes secret_;
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, Customer> all_;  // by relying party and person
};

}  // namespace tameshi::jlis::platform
