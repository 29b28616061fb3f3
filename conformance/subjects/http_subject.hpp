// A subject that is a server: asked over HTTP by the customer's app, which is ours; its answers are mapped to
// outcomes by the file.
#pragma once

#include "base/http_client.hpp"
#include "conformance/subjects/http_body.hpp"
#include "conformance/subjects/subject.hpp"

namespace tameshi::subjects {

class HttpSubject final : public Subject {
 public:
  HttpSubject(const SubjectFile& file, Surroundings surroundings);

  Reply perform(const Operation& operation) override;
  std::string version() override;

 private:
  // What the steps of one operation work on.
  struct Round {
    const Operation& operation;
    Names names;
    std::string customer;
    HttpAnswer last;
  };
  // A reply ends the operation early.
  std::optional<Reply> step(const Exchange& exchange, Round& round);
  std::optional<Reply> step(const CardUse& use, Round& round);
  [[nodiscard]] Result<HttpAnswer> send(const Exchange& exchange, const Round& round);
  [[nodiscard]] Names names_for(const Operation& operation, const std::string& customer) const;
  HttpClient& client_of(const std::string& customer);
  [[nodiscard]] std::string shown(std::string text) const;

  const SubjectFile& file_;
  Surroundings surroundings_;
  std::map<std::string, HttpClient> clients_;  // by customer
  std::map<std::string, Names> remembered_;    // by customer
};

// The outcome by the first rule that fits: the way's own rules, then the file's common ones.
Reply understood(const SubjectFile& file, const Way& way, const HttpAnswer& answer);

}  // namespace tameshi::subjects
