// A JSON interface that is held to its OpenAPI description: what the description does not say is refused, in
// requests and in replies alike.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "fake-jlis/http/caller.hpp"
#include "fake-jlis/http/message.hpp"
#include "fake-jlis/http/pattern.hpp"
#include "fake-jlis/http/refusal.hpp"
#include "fake-jlis/http/schema_json.hpp"

namespace tameshi::jlis::http {

// A request that fits the description.
struct Call {
  PathWords path;
  PathWords query;
  Json body;                         // a text where the media type is another than JSON
  const Request* request = nullptr;  // as it came
  Caller* caller = nullptr;          // of a door that knows who asks
};

struct Answered {
  unsigned status = 200;
  Json body;
  std::string media = "application/json";  // of another one the body is a text
};
using Outcome = tl::expected<Answered, Refusal>;
using Operation = std::function<Outcome(const Call&)>;

// The environment and the domain say no in the words of a Problem.
tl::unexpected<Refusal> refused(unsigned status, std::string code, const Problem& problem);

class Api {
 public:
  // By operationId. Trouble when the description is wrong, or names an operation that is not here, or the
  // other way round.
  Api(std::string_view description, const std::string& file, std::map<std::string, Operation> operations);

  [[nodiscard]] Reply answer(const Request& request, Caller* caller = nullptr) const;
  [[nodiscard]] const Json& description() const { return *description_; }

 private:
  struct Row {
    std::string method;
    std::string path;
    const Json* described = nullptr;  // within the description
    Operation act;
  };
  [[nodiscard]] tl::expected<Call, Refusal> call_from(const Request& request, const Row& row,
                                                      PathWords words) const;
  [[nodiscard]] tl::expected<Json, Refusal> body_from(const Request& request, const Row& row) const;
  [[nodiscard]] Reply reply_from(const Row& row, const Outcome& outcome) const;
  void add_rows(const std::string& path, const Json& methods, std::map<std::string, Operation>& operations);

  std::string file_;
  std::shared_ptr<const Json> description_;
  std::string described_at_;
  std::vector<Row> rows_;
};

}  // namespace tameshi::jlis::http
