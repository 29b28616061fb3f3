// The operator between relying parties and J-LIS's four-information service (facts/pki.md §4).
#include "base/mutant.hpp"
#include "fake-jlis/platform/operator.hpp"

namespace tameshi::jlis::platform {

std::string Operator::consent_to_sign(const std::string& relying_party,
                                      const four_info::NamedService& service) const {
  return four_info::to_xml(four_info::ConsentApplication{clock_.now(), relying_party, {service}});
}

std::string Operator::withdrawal_to_sign(const std::string& relying_party, const std::string& service) const {
  return four_info::to_xml(four_info::WithdrawalApplication{clock_.now(), relying_party, service});
}

Verified<void> Operator::verify_application(const SignedText& application) {
  Submission submission;
  submission.document = application.text;
  submission.signature = application.signature;
  submission.certificate = application.certificate;
  const auto verified = verify(submission);
  if (!verified) return tl::unexpected(verified.error());
  return {};
}

Verified<Consent> Operator::give_consent(const std::string& relying_party, const std::string& service,
                                         const SignedText& application) {
  if (mutant("passes-consents-unverified")) return pass_consent(jlis_, relying_party, service, application);
  if (const auto good = verify_application(application); !good) return tl::unexpected(good.error());
  return pass_consent(jlis_, relying_party, service, application);
}

Verified<Withdrawal> Operator::withdraw_consent(const std::string& consent, const SignedText& application) {
  if (const auto good = verify_application(application); !good) return tl::unexpected(good.error());
  return pass_withdrawal(jlis_, consent, application);
}

Verified<std::vector<Withdrawal>> Operator::new_withdrawals(const std::string& relying_party) {
  const std::lock_guard lock(polls_mutex_);
  auto told = ask_withdrawals(jlis_, relying_party, polls_[relying_party]);
  if (!told) return tl::unexpected(told.error());
  if (!mutant("hears-of-withdrawals-again-and-again")) polls_[relying_party] = told->next;
  return std::move(told->all);
}

Verified<LatestInfo> Operator::latest_info(const Customer& customer, const std::string& service) {
  const auto path = on_file(customer);
  const auto asked = customer.newer.value_or(named(path.certificate, *path.issuer));
  auto told = ask_latest(jlis_, customer.relying_party, service, asked);
  const bool nothing = !told || told->result == Latest::unavailable;
  if (nothing && mutant("tells-no-change-for-a-refusal"))
    return LatestInfo{Latest::no_change, {}, {}, {}, {}, false, 0};
  if (told && told->newer && !mutant("forgets-the-newer-certificate")) {
    auto known = customer;
    known.newer = told->newer;
    customers_.update(known);
  }
  return told;
}

}  // namespace tameshi::jlis::platform
