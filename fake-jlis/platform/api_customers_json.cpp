// Customers: taken on, logging in, renewing, looked after.
#include "fake-jlis/platform/api_parts_json.hpp"

namespace tameshi::jlis::platform {
namespace {

Json customer_json(const Customer& customer) {
  return {{"result", "accepted"}, {"customer", customer.handle}, {"fourItems", items_json(customer.items)}};
}

http::Outcome decided(const Verified<Customer>& customer) {
  return http::Answered{200, customer ? customer_json(*customer) : refused_json(customer.error())};
}

http::Outcome take_on(Operator& the_operator, const http::Call& call) {
  const auto submission = submission_in(call.body);
  if (!submission) return tl::unexpected(submission.error());
  return decided(the_operator.take_on(relying_party_of(call), *submission));
}

http::Outcome log_in(Operator& the_operator, const http::Call& call) {
  auto body = call.body;
  const auto nonce = body.at("nonce").get<std::string>();
  body["document"] = base64(bytes_of(nonce));
  body["kind"] = "authentication";
  const auto submission = submission_in(body);
  if (!submission) return tl::unexpected(submission.error());
  const auto in = the_operator.log_in(relying_party_of(call), *submission);
  if (!in) return http::Answered{200, refused_json(in.error())};
  Json out{{"result", "accepted"},
           {"customer", in->customer.handle},
           {"certificate", certificate_json(in->verification)}};
  return http::Answered{200, std::move(out)};
}

http::Outcome renew(Operator& the_operator, const http::Call& call) {
  const auto known = the_operator.customer(relying_party_of(call), call.path.at("customer"));
  if (!known) return decided(known);
  const auto submission = submission_in(call.body);
  if (!submission) return tl::unexpected(submission.error());
  return decided(the_operator.renew(*known, *submission));
}

Json status_json(const RevocationState& state) {
  Json out{{"result", state.on_hold() ? "on-hold" : state.revoked ? "revoked" : "good"}};
  if (state.revoked) {
    out["why"] = reason_in_words(state);
    out["since"] = to_string(state.revoked_at);
  }
  out["asOf"] = to_string(state.as_of);
  return out;
}

http::Outcome show_status(Operator& the_operator, const http::Call& call) {
  const auto known = the_operator.customer(relying_party_of(call), call.path.at("customer"));
  if (!known) return http::Answered{200, refused_json(known.error())};
  const auto by = call.query.find("by");
  const auto method = by == call.query.end() ? std::nullopt : status_method_from(by->second);
  const auto state = the_operator.status_of(*known, method.value_or(StatusMethod::ocsp));
  if (state) return http::Answered{200, status_json(*state)};
  auto out = refused_json(state.error());
  if (state.error().reason == "certificate-expired") out["result"] = "expired";
  return http::Answered{200, std::move(out)};
}

http::Outcome look_through_lists(Operator& the_operator, const http::Call& call) {
  const auto changes = the_operator.look_through_lists(relying_party_of(call));
  if (!changes) return http::Answered{200, refused_json(changes.error())};
  auto rows = Json::array();
  for (const auto& [customer, why] : *changes)
    rows.push_back({{"customer", customer.handle}, {"reason", why.reason}, {"detail", why.detail}});
  return http::Answered{200, {{"result", "done"}, {"count", rows.size()}, {"changes", std::move(rows)}}};
}

}  // namespace

void add_customers(Operator& the_operator, Operations& to) {
  to["takeOn"] = [&the_operator](const http::Call& call) { return take_on(the_operator, call); };
  to["logIn"] = [&the_operator](const http::Call& call) { return log_in(the_operator, call); };
  to["renewCertificate"] = [&the_operator](const http::Call& call) { return renew(the_operator, call); };
  to["showCustomer"] = [&the_operator](const http::Call& call) {
    return decided(the_operator.customer(relying_party_of(call), call.path.at("customer")));
  };
  to["showStatus"] = [&the_operator](const http::Call& call) { return show_status(the_operator, call); };
  to["lookThroughLists"] = [&the_operator](const http::Call& call) {
    return look_through_lists(the_operator, call);
  };
}

}  // namespace tameshi::jlis::platform
