// The platform operator beside a served J-LIS, which it asks over the network like anybody else.
#pragma once

#include "base/http_client.hpp"
#include "conformance/cli/serve_ready.hpp"
#include "conformance/cli/serve_world.hpp"
#include "conformance/cli/serving.hpp"
#include "fake-jlis/platform/site.hpp"

namespace tameshi::cli {

// J-LIS must answer before it comes and until it has gone.
class ServedOperator {
 public:
  // `token` is what it shows to J-LIS. Trouble when J-LIS does not say whom to trust.
  ServedOperator(const Addresses& addresses, Secret token, ServedWorld& world, Serving& door);

 private:
  Result<HttpAnswer> ask(HttpRequest request);

  std::string jlis_url_;
  std::string said_path_;
  HttpClient client_;
  jlis::platform::Operator operator_;
  jlis::platform::Site site_;
  Serving::Open open_;
};

}  // namespace tameshi::cli
