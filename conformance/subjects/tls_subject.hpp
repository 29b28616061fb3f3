// A subject that is a TLS server: a browser with the card logs in to it with the authentication key, which
// stays in the card.
#pragma once

#include "base/openssl_tls.hpp"
#include "conformance/subjects/subject.hpp"

namespace tameshi::subjects {

class TlsSubject final : public Subject {
 public:
  TlsSubject(const SubjectFile& file, Surroundings surroundings)
      : file_(file), surroundings_(std::move(surroundings)) {}

  Reply perform(const Operation& operation) override;
  std::string version() override { return version_of(file_); }

 private:
  Reply log_in(iso7816::Card& card, const Operation& operation, const Way& way);
  void write(const Way& way, const openssl::TlsAnswer& answer);
  openssl::TlsQuestion question(const Way& way);

  const SubjectFile& file_;
  Surroundings surroundings_;
};

// The outcome by the first rule that fits; without one, what the answer means by itself.
Reply understood(const SubjectFile& file, const Way& way, const openssl::TlsAnswer& answer);

}  // namespace tameshi::subjects
