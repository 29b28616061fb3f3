// The embedded registry: the Store on one SQLite database.
#pragma once

#include <mutex>

#include "fake-jlis/registry/sqlite_database.hpp"
#include "fake-jlis/registry/store.hpp"

namespace tameshi::jlis::registry {

// One change of status, as the lists read it.
struct StatusRow {
  std::uint64_t serial = 0;
  Instant known_from{};
  Instant not_after{};
  std::optional<Revocation> revocation;
};

class SqliteStore final : public Store {
 public:
  explicit SqliteStore(const std::string& file);

  using Store::record;
  std::uint64_t record(std::span<const Entry> entries) override;
  void all_or_nothing(const std::function<bool()>& work) override;

  [[nodiscard]] std::optional<Status> status_of(const AuthorityId& authority, std::uint64_t serial,
                                                Instant known_at) const override;
  void for_each_revoked(const RevokedQuery& query,
                        const std::function<void(const RevokedCertificate&)>& each) const override;
  [[nodiscard]] std::vector<Municipality> municipalities(const AuthorityId& authority) const override;
  [[nodiscard]] std::optional<Certificate> certificate(const CertificateId& id) const override;
  [[nodiscard]] std::vector<Certificate> certificates_of(const ResidentId& resident) const override;
  [[nodiscard]] std::vector<Certificate> certificates_on(std::uint64_t carrier) const override;
  [[nodiscard]] std::optional<Certificate> successor_of(const CertificateId& id) const override;
  [[nodiscard]] std::vector<ResidentId> residents() const override;
  [[nodiscard]] std::optional<Resident> resident(const ResidentId& id, Instant known_at) const override;
  [[nodiscard]] std::vector<Resident> versions_of(const ResidentId& id) const override;
  [[nodiscard]] std::vector<Carrier> carriers_of(const ResidentId& id) const override;
  [[nodiscard]] std::vector<Consent> consents_of(const ResidentId& id) const override;
  [[nodiscard]] std::optional<Consent> consent(const std::string& id) const override;
  [[nodiscard]] std::optional<Application> application(const std::string& id) const override;
  [[nodiscard]] std::vector<Withdrawal> withdrawals(const WithdrawalQuery& query) const override;
  [[nodiscard]] std::vector<Withdrawal> withdrawals_of(const ResidentId& id) const override;
  [[nodiscard]] std::vector<AuthorityRecord> authorities() const override;
  [[nodiscard]] std::vector<Event> events_after(std::uint64_t number, std::size_t limit) const override;
  [[nodiscard]] std::optional<Instant> last_event_of(const ResidentId& id) const override;
  [[nodiscard]] std::uint64_t next_carrier() const override;
  [[nodiscard]] std::uint64_t next_serial(Kind kind) const override;

 private:
  struct Position {
    std::int64_t serial = -1;
    std::int64_t event = -1;
  };
  // The changes after `at`, which moves on.
  std::vector<StatusRow> status_page(const RevokedQuery& query, std::int64_t municipality,
                                     Position& at) const;
  [[nodiscard]] std::int64_t number_of(const Municipality& place) const;

  mutable std::recursive_mutex mutex_;  // all_or_nothing() holds it while its work comes back here
  mutable SqlDatabase database_;
};

}  // namespace tameshi::jlis::registry
