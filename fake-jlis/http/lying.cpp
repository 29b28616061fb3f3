#include "fake-jlis/http/lying.hpp"

#include "fake-jlis/http/wire_fault.hpp"

namespace tameshi::jlis::http {

Lying lying_of(Desk& desk, std::string_view service) {
  if (service == "wire") return {wire_faults(), desk.wire};
  if (service == "ocsp") return {ocsp::lies(), desk.ocsp_lies};
  if (service == "crl") return {crl::lies(), desk.list_lies};
  throw Trouble("no service of that name lies", std::string(service), "");
}

}  // namespace tameshi::jlis::http
