#include "fake-jlis/platform/operator.hpp"

#include <fmt/format.h>

#include "base/mutant.hpp"
#include "fake-jlis/platform/trust_from.hpp"

namespace tameshi::jlis::platform {

Operator::Operator(OperatorSettings settings, HttpFetch fetch, const Clock& clock, const NonceSource& nonces)
    : settings_(std::move(settings)),
      clock_(clock),
      jlis_(settings_.jlis, settings_.witness ? overheard(std::move(fetch)) : std::move(fetch)),
      trust_(value_or_trouble(trust_from(jlis_))),
      checker_(jlis_, clock, nonces, settings_.rules),
      challenges_(clock, nonces, settings_.challenge_lasts),
      customers_(settings_.secret) {}

namespace {

// Bugs that take silence for consent.
bool believes_anyway(std::string_view reason) {
  return (mutant("takes-an-unreachable-responder-for-good") && reason == "ocsp-unreachable") ||
         (mutant("takes-a-refusing-responder-for-good") && reason == "ocsp-refused") ||
         (mutant("takes-a-malformed-answer-for-good") && reason == "ocsp-malformed") ||
         (mutant("takes-unknown-for-good") && reason == "status-unknown") ||
         (mutant("takes-an-unreachable-list-for-good") && reason == "crl-unreachable") ||
         (mutant("takes-a-malformed-list-for-good") && reason == "crl-malformed");
}

}  // namespace

Verified<Verification> Operator::verify_certificate(ByteView certificate, const Submission& submission) {
  auto path = check_path(certificate, submission.kind, trust_, clock_.now());
  if (!path) return tl::unexpected(path.error());
  Verification out{*std::move(path), {}, submission.method, std::nullopt};
  if (submission.kind == Kind::signature) {
    auto items = four_items_of(out.path.certificate, clock_.now());
    if (!items) return tl::unexpected(items.error());
    out.items = *std::move(items);
  }
  auto state = checker_.state_of(out.path.certificate, *out.path.issuer, submission.kind, submission.method);
  if (!state && believes_anyway(state.error().reason)) return out;
  if (!state) return tl::unexpected(state.error());
  if (mutant("never-asks-for-revocation")) return out;
  if (mutant("asks-for-revocation-of-signatures-only") && submission.kind == Kind::authentication) return out;
  if (const auto good = must_be_good(*state); !good) return tl::unexpected(good.error());
  out.state = *std::move(state);
  return out;
}

Verified<Verification> Operator::verify_signer(const Verified<Bytes>& signer, const Submission& submission) {
  if (!signer) return tl::unexpected(signer.error());
  return verify_certificate(*signer, submission);
}

// The signature first: it costs nothing, and J-LIS's answers have their price.
Verified<Verification> Operator::verify(const Submission& submission) {
  const auto signer = signer_of(submission);
  if (!settings_.witness) return verify_signer(signer, submission);
  const Listening listening;
  auto out = verify_signer(signer, submission);
  settings_.witness({submission, trust_, clock_.now(), signer ? *signer : submission.certificate,
                     listening.answers(), out ? std::nullopt : std::optional(out.error())});
  return out;
}

Verified<Operator::Recognised> Operator::verify_person(const Submission& submission) {
  auto verified = verify(submission);
  if (!verified) return tl::unexpected(verified.error());
  auto person = ask_person(jlis_, named(verified->path.certificate, *verified->path.issuer));
  if (!person) return tl::unexpected(person.error());
  return Recognised{*std::move(verified), *std::move(person)};
}

Verified<Customer> Operator::take_on(const std::string& relying_party, const Submission& submission) {
  const auto known = verify_person(submission);
  if (!known) return tl::unexpected(known.error());
  const auto& [verified, person] = *known;
  // Of four bytes in UTF-8: beyond the basic plane.
  if (mutant("knows-the-basic-plane-alone") && verified.items->name.find('\xF0') != std::string::npos)
    return refuse("contents-wrong");
  auto added =
      customers_.add(relying_party, person, verified.path.certificate.der, *verified.items, clock_.now());
  if (!added && mutant("registers-a-customer-twice")) return *customers_.by_person(relying_party, person);
  if (!added) return refuse("customer-registered");
  return *std::move(added);
}

Verified<LoggedIn> Operator::recognise(const std::string& relying_party, const Submission& submission) {
  auto known = verify_person(submission);
  if (!known) return tl::unexpected(known.error());
  auto customer = customers_.by_person(relying_party, known->person);
  if (!customer) return refuse("customer-unknown");
  return LoggedIn{*std::move(customer), std::move(known->verification)};
}

Verified<LoggedIn> Operator::log_in(const std::string& relying_party, const Submission& submission) {
  if (!challenges_.take(std::string(text_of(submission.document))) &&
      !mutant("takes-a-nonce-that-it-never-gave"))
    return refuse("nonce-unknown");
  return recognise(relying_party, submission);
}

Verified<Customer> Operator::put_on_file(Customer known, const Verification& verified) {
  known.certificate = verified.path.certificate.der;
  if (!mutant("keeps-the-old-items")) known.items = *verified.items;
  known.revoked_since.reset();
  known.newer.reset();
  if (!mutant("forgets-the-renewal")) customers_.update(known);
  return known;
}

Verified<Customer> Operator::renew(const Customer& known, const Submission& submission) {
  const auto recognised = verify_person(submission);
  if (!recognised) return tl::unexpected(recognised.error());
  if (recognised->person != known.person && !mutant("renews-for-anybody"))
    return refuse("not-the-same-person");
  return put_on_file(known, recognised->verification);
}

Verified<Customer> Operator::renew_by_person(const std::string& relying_party, const Submission& submission) {
  const auto recognised = verify_person(submission);
  if (!recognised) return tl::unexpected(recognised.error());
  const auto known = customers_.by_person(relying_party, recognised->person);
  if (!known) return refuse("customer-unknown");
  return put_on_file(*known, recognised->verification);
}

Verified<Customer> Operator::customer(const std::string& relying_party, const std::string& handle) const {
  auto found = customers_.by_handle(relying_party, handle);
  if (!found) return refuse("customer-unknown");
  return *std::move(found);
}

// It was good once, so that only its being read again can fail.
Path Operator::on_file(const Customer& customer) const {
  auto certificate = value_or_trouble(read_certificate(customer.certificate));
  for (const auto& anchor : trust_.signature.anchors) {
    if (certificate.authority_key && certificate.authority_key->key == anchor.subject_key)
      return {std::move(certificate), &anchor, Kind::signature, false};
  }
  throw Trouble("the authority of a certificate on file is gone", customer.handle, "");
}

Verified<RevocationState> Operator::status_of(const Customer& customer, StatusMethod method) {
  const auto path = on_file(customer);
  if (clock_.now() >= path.certificate.not_after + std::chrono::seconds(1) &&
      !mutant("asks-about-certificates-that-have-ended"))
    return refuse("certificate-expired", fmt::format("until {}", to_string(path.certificate.not_after)));
  auto state = checker_.state_of(path.certificate, *path.issuer, Kind::signature, method);
  if (state && state->revoked) {
    auto known = customer;
    known.revoked_since = state->revoked_at;
    customers_.update(known);
  }
  return state;
}

Verified<std::vector<Change>> Operator::look_through_lists(const std::string& relying_party) {
  std::vector<Change> out;
  for (const auto& customer : customers_.of(relying_party)) {
    const auto state = status_of(customer, StatusMethod::crl);
    const auto good = state ? must_be_good(*state) : Verified<void>(tl::unexpected(state.error()));
    if (good) continue;
    // A list that cannot be had says nothing of anybody; that a certificate has ended does.
    if (!state && mutant("takes-a-list-that-fails-for-no-news")) continue;
    if (!state && state.error().reason != "certificate-expired") return tl::unexpected(state.error());
    out.push_back({customer, good.error()});
    if (mutant("finds-one-change-only")) break;
  }
  return out;
}

}  // namespace tameshi::jlis::platform
