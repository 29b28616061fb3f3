// The platform operator: verifies for relying parties, knows their customers, and asks J-LIS on their behalf.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "fake-jlis/four-info/application.hpp"
#include "fake-jlis/platform/challenges.hpp"
#include "fake-jlis/platform/customers.hpp"
#include "fake-jlis/platform/four_info_client.hpp"
#include "fake-jlis/platform/submission.hpp"
#include "fake-jlis/platform/witness.hpp"

namespace tameshi::jlis::platform {

struct OperatorSettings {
  JlisAddress jlis;
  StatusRules rules;
  std::chrono::milliseconds challenge_lasts = std::chrono::minutes{10};
  Bytes secret;          // the same one gives the same handles
  Witness witness = {};  // of each verification; empty: nobody
};

struct LoggedIn {
  Customer customer;
  Verification verification;
};

// Whose certificate on file is no longer good, with why.
struct Change {
  Customer customer;
  Refusal why;
};

// Safe to use from several threads.
class Operator {
 public:
  // Trouble when J-LIS does not say whom to trust.
  Operator(OperatorSettings settings, HttpFetch fetch, const Clock& clock, const NonceSource& nonces);

  Challenge challenge() { return challenges_.give(); }

  // Signature, certificate, revocation: everything, and the first thing that is wrong.
  Verified<Verification> verify(const Submission& submission);

  // A person signed an application and becomes that relying party's customer.
  Verified<Customer> take_on(const std::string& relying_party, const Submission& submission);
  // The signed text is a challenge of ours. Who has an authentication certificate alone logs in as who
  // registered with the signature certificate of the same person.
  Verified<LoggedIn> log_in(const std::string& relying_party, const Submission& submission);
  // The same over a text of the relying party's own, which must see to it that it is new.
  Verified<LoggedIn> recognise(const std::string& relying_party, const Submission& submission);
  // A customer's new signature certificate takes the place of the one on file.
  Verified<Customer> renew(const Customer& known, const Submission& submission);
  // The same where only the certificate says whose it is.
  Verified<Customer> renew_by_person(const std::string& relying_party, const Submission& submission);

  [[nodiscard]] Verified<Customer> customer(const std::string& relying_party,
                                            const std::string& handle) const;
  // Of the certificate on file: as it is now. A refusal that it is no longer good is an answer too.
  Verified<RevocationState> status_of(const Customer& customer, StatusMethod method);
  // All customers, by the lists of the day.
  Verified<std::vector<Change>> look_through_lists(const std::string& relying_party);

  // What a person signs, of now. The ids are four_info::is_id's.
  [[nodiscard]] std::string consent_to_sign(const std::string& relying_party,
                                            const four_info::NamedService& service) const;
  [[nodiscard]] std::string withdrawal_to_sign(const std::string& relying_party,
                                               const std::string& service) const;
  // Signature and certificate are verified here, then J-LIS decides.
  Verified<Consent> give_consent(const std::string& relying_party, const std::string& service,
                                 const SignedText& application);
  Verified<Withdrawal> withdraw_consent(const std::string& consent, const SignedText& application);
  // Wherever they were; each is told once to a relying party.
  Verified<std::vector<Withdrawal>> new_withdrawals(const std::string& relying_party);
  // Asked by the newest serial that is known of this customer.
  Verified<LatestInfo> latest_info(const Customer& customer, const std::string& service);

  [[nodiscard]] const Clock& clock() const { return clock_; }
  // The certificate on file, read, with its issuer.
  [[nodiscard]] Path on_file(const Customer& customer) const;

 private:
  struct Recognised {
    Verification verification;
    std::string person;
  };
  Verified<Recognised> verify_person(const Submission& submission);
  Verified<Customer> put_on_file(Customer known, const Verification& verified);
  Verified<Verification> verify_signer(const Verified<Bytes>& signer, const Submission& submission);
  Verified<Verification> verify_certificate(ByteView certificate, const Submission& submission);
  Verified<void> verify_application(const SignedText& application);

  OperatorSettings settings_;
  const Clock& clock_;
  JlisClient jlis_;
  Trust trust_;
  StatusChecker checker_;
  Challenges challenges_;
  Customers customers_;
  std::mutex polls_mutex_;
  std::map<std::string, std::uint64_t> polls_;  // by relying party: the last withdrawal that was told
};

}  // namespace tameshi::jlis::platform
