// The registry's memory behind one narrow interface, so that another database can stand in its place.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>

#include "fake-jlis/registry/records.hpp"

namespace tameshi::jlis::registry {

// One event and all that it changes. Kept whole or not at all; kept when record() has returned.
struct Entry {
  Event event;
  std::vector<Resident> residents;  // new people, and new versions of known ones
  std::vector<Carrier> carriers;    // new ones, and new states of known ones
  std::vector<Certificate> certificates;
  std::vector<StatusChange> statuses;
  std::vector<Consent> consents;  // new ones, and withdrawn ones
  std::vector<AuthorityRecord> authorities;
  std::vector<Application> applications = {};
  std::vector<Withdrawal> withdrawals = {};
};

// What a list is made from. The past does not change: who asks with a `known_at` that lies behind gets the
// same answer again.
struct RevokedQuery {
  AuthorityId authority;
  std::optional<Municipality> municipality;  // nothing: all of them
  Instant known_at{};
  Instant not_expired_at{};  // certificates that ended before are left out
  std::uint64_t after = 0;   // greater serials only
  std::size_t most = SIZE_MAX;
};

// Of one service provider, in order.
struct WithdrawalQuery {
  std::string provider;
  std::uint64_t after = 0;  // those with a greater number
  Instant since{};          // and not before this
  std::size_t limit = SIZE_MAX / 2;
};

// Safe to use from several threads. What the environment does to it (a full disk) is Trouble; then nothing of
// the entry was kept, and the store goes on.
class Store {
 public:
  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  virtual ~Store() = default;

  // In order, all in one piece; gives the number of the last event.
  virtual std::uint64_t record(std::span<const Entry> entries) = 0;
  std::uint64_t record(const Entry& entry) { return record(std::span(&entry, 1)); }

  // What `work` records is kept in one piece when it says so; when it says no or throws, nothing of it is.
  // Others wait.
  virtual void all_or_nothing(const std::function<bool()>& work) = 0;

  // Nothing for a certificate that this authority had not issued by then.
  [[nodiscard]] virtual std::optional<Status> status_of(const AuthorityId& authority, std::uint64_t serial,
                                                        Instant known_at) const = 0;
  // In the order of serials, a page at a time: memory stays small and writers are not held up.
  virtual void for_each_revoked(const RevokedQuery& query,
                                const std::function<void(const RevokedCertificate&)>& each) const = 0;
  // Of every certificate that the authority issued, each once, by code.
  [[nodiscard]] virtual std::vector<Municipality> municipalities(const AuthorityId& authority) const = 0;

  [[nodiscard]] virtual std::optional<Certificate> certificate(const CertificateId& id) const = 0;
  // In the order of issue.
  [[nodiscard]] virtual std::vector<Certificate> certificates_of(const ResidentId& resident) const = 0;
  [[nodiscard]] virtual std::vector<Certificate> certificates_on(std::uint64_t carrier) const = 0;
  // The one that took its place.
  [[nodiscard]] virtual std::optional<Certificate> successor_of(const CertificateId& id) const = 0;

  [[nodiscard]] virtual std::vector<ResidentId> residents() const = 0;
  // As written at that instant; nothing for who was not known then.
  [[nodiscard]] virtual std::optional<Resident> resident(const ResidentId& id, Instant known_at) const = 0;
  [[nodiscard]] virtual std::vector<Resident> versions_of(const ResidentId& id) const = 0;
  [[nodiscard]] virtual std::vector<Carrier> carriers_of(const ResidentId& id) const = 0;
  // In the order in which they were given, as their applications say; of one second, as they came.
  [[nodiscard]] virtual std::vector<Consent> consents_of(const ResidentId& id) const = 0;
  [[nodiscard]] virtual std::optional<Consent> consent(const std::string& id) const = 0;
  [[nodiscard]] virtual std::optional<Application> application(const std::string& id) const = 0;
  [[nodiscard]] virtual std::vector<Withdrawal> withdrawals(const WithdrawalQuery& query) const = 0;
  [[nodiscard]] virtual std::vector<Withdrawal> withdrawals_of(const ResidentId& id) const = 0;
  [[nodiscard]] virtual std::vector<AuthorityRecord> authorities() const = 0;

  // The events with a greater number, at most `limit` of them, in order.
  [[nodiscard]] virtual std::vector<Event> events_after(std::uint64_t number, std::size_t limit) const = 0;

  // When the last event of a resident was.
  [[nodiscard]] virtual std::optional<Instant> last_event_of(const ResidentId& id) const = 0;

  // The numbers that the next carrier and the next certificate of a CA get. A CA's counter is shared by its
  // generations and its own certificates (facts/pki.md §1.4).
  [[nodiscard]] virtual std::uint64_t next_carrier() const = 0;
  [[nodiscard]] virtual std::uint64_t next_serial(Kind kind) const = 0;
};

// OURS: where a CA's counter starts, so that a serial takes four bytes as today's do.
inline constexpr std::uint64_t first_serial = 200'000'001;

// The embedded database: one SQLite file, made when it is missing. One process at a time. A Problem when the
// file cannot be opened, is in use, is no registry, or was written by a newer release.
Result<std::unique_ptr<Store>> open_store(const std::filesystem::path& file);
// The same in memory; gone with the store.
std::unique_ptr<Store> store_in_memory();

}  // namespace tameshi::jlis::registry
