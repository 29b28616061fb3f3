// The four-information service over a registry: consents are taken down and taken back, the latest items
// told, serials linked. What it answers is decided by the rules beside it; who may ask, its callers have
// decided.
#pragma once

#include <mutex>
#include <tl/expected.hpp>

#include "fake-jlis/four-info/items.hpp"
#include "fake-jlis/four-info/latest.hpp"
#include "fake-jlis/four-info/rules.hpp"
#include "fake-jlis/registry/store.hpp"

namespace tameshi::jlis::four_info {

// One generation of a CA, as certificates name it.
struct Issuer {
  registry::AuthorityId id;
  Bytes key_identifier;
};

// An application as it comes: the XML, the signature over its bytes, the signer's certificate.
struct SignedApplication {
  Bytes text;
  Bytes signature;
  Bytes certificate;  // DER
};

// How a certificate is named by who asks.
struct AskedSerial {
  Bytes issuer_key_identifier;
  std::optional<std::uint64_t> serial;  // nothing: a number that no certificate of ours can have
};

template <typename T>
using Answer = tl::expected<T, Refused>;

// What was consented to, in the order of the application.
struct Consented {
  std::vector<registry::Consent> consents;
  bool repeated = false;  // the same application came before
};

struct ListedConsent {
  registry::Consent consent;
  ConsentState state = ConsentState::in_force;
};

struct Told {
  Case when = Case::unknown_serial;
  std::optional<registry::CertificateId> asked;  // where there is such a certificate
  std::optional<registry::Certificate> newer;
  std::optional<GivenItems> items;
};

struct LinkedCertificate {
  registry::Certificate certificate;
  registry::CertificateState state = registry::CertificateState::good;
};

struct Links {
  Case when = Case::not_linked;
  std::string handle;                           // of the person, for this platform alone
  std::vector<LinkedCertificate> certificates;  // in the order of issue
};

// Ways in which a person takes a consent back without the service provider (facts/pki.md §4.2).
inline const std::vector<std::string> other_channels{"jpki-mobile", "jlis-client"};

// Safe to use from several threads.
class Service {
 public:
  // `handle_key` is a secret of the registry's: the same one gives the same handles.
  Service(registry::Store& store, const Clock& clock, std::vector<Issuer> issuers, Bytes handle_key);

  [[nodiscard]] Rules rules() const;
  void set(const Rules& rules);

  Answer<Consented> consent(std::string_view provider, std::string_view service,
                            const SignedApplication& application);
  Answer<registry::Withdrawal> withdraw(const std::string& consent, const SignedApplication& application);
  // In J-LIS's own programs, of which nobody is told.
  Answer<registry::Withdrawal> withdraw_elsewhere(const std::string& consent, const std::string& channel);

  // The holder's consents to a provider.
  [[nodiscard]] Answer<std::vector<ListedConsent>> consents(const AskedSerial& asked,
                                                            std::string_view provider) const;
  [[nodiscard]] std::vector<ListedConsent> consents_of(const registry::ResidentId& resident) const;
  [[nodiscard]] ListedConsent listed(const registry::Consent& consent) const;

  [[nodiscard]] Told latest(std::string_view provider, std::string_view service,
                            const AskedSerial& asked) const;
  [[nodiscard]] Links links(std::string_view platform, const AskedSerial& asked) const;

  // As certificates name their issuer; empty for an authority that is none of them.
  [[nodiscard]] Bytes key_identifier_of(const registry::AuthorityId& authority) const;

 private:
  [[nodiscard]] std::optional<registry::Certificate> find(const AskedSerial& asked, Instant at) const;
  [[nodiscard]] std::vector<Signature> certificates_of(const registry::ResidentId& resident,
                                                       Instant at) const;
  [[nodiscard]] bool is_synced(const registry::Certificate& certificate, Instant at) const;
  [[nodiscard]] Answer<registry::Certificate> signer_of(const SignedApplication& application,
                                                        Instant at) const;

  registry::Store& store_;
  const Clock& clock_;
  std::vector<Issuer> issuers_;
  Bytes handle_key_;
  mutable std::mutex mutex_;
  Rules rules_ = usual_rules();
};

// Stable for a person and a platform through every certificate; another one for every other platform
// (facts/pki.md §4.4; OURS: how it is made).
std::string person_handle(ByteView key, std::string_view platform, const registry::ResidentId& person);

}  // namespace tameshi::jlis::four_info
