// /fake/v1/…: the four-information service. OURS: the wire format and who may ask (facts/pki.md §4.5).
#include <fmt/format.h>

#include "fake-jlis/http/four_info_door.hpp"

namespace tameshi::jlis::http {

Served at_four_info(Desk& desk, const FourInfoApi& api, const Request& request) {
  const auto rules = desk.access();
  const auto admission = admission_of(*rules, request);
  Served out;
  if (!admission.registered) {
    out = refuse({403, "unregistered",
                  fmt::format("{}; the service is for registered platforms", admission.because), false});
    out.target = Caller().target;
    return out;
  }
  auto caller = caller_of(*rules, request);
  if (!caller) return refuse({400, "no-platform", to_string(caller.error()), false});
  out.reply = api(request, *caller);
  out.because = std::move(caller->because);
  out.answers = std::move(caller->answers);
  out.target = std::move(caller->target);
  return out;
}

}  // namespace tameshi::jlis::http
