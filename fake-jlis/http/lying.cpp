#include "fake-jlis/http/lying.hpp"

namespace tameshi::jlis::http {

Lying lying_of(Desk& desk, std::string_view service) {
  const auto& list = lies_of(service);
  if (service == "wire") return {list, desk.wire};
  return {list, service == "ocsp" ? desk.ocsp_lies : desk.list_lies};
}

}  // namespace tameshi::jlis::http
