// The platform operator: verifies for relying parties, knows their customers, and asks J-LIS on their behalf.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "fake-jlis/platform/challenges.hpp"
#include "fake-jlis/platform/customers.hpp"
#include "fake-jlis/platform/submission.hpp"

namespace tameshi::jlis::platform {

struct OperatorSettings {
  JlisAddress jlis;
  StatusRules rules;
  std::chrono::milliseconds challenge_lasts = std::chrono::minutes{10};
  Bytes secret;  // the same one gives the same handles
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
  Operator(OperatorSettings settings, HttpFetch fetch, const Clock& clock, NonceSource nonces);

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

  [[nodiscard]] const JlisClient& jlis() const { return jlis_; }
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
  Verified<Verification> verify_certificate(ByteView certificate, const Submission& submission);

  OperatorSettings settings_;
  const Clock& clock_;
  JlisClient jlis_;
  Trust trust_;
  StatusChecker checker_;
  Challenges challenges_;
  Customers customers_;
};

}  // namespace tameshi::jlis::platform
