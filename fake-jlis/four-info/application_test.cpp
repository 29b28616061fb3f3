#include "fake-jlis/four-info/application.hpp"

#include <fmt/format.h>

#include "base/testing/cases.hpp"

using namespace tameshi;
using namespace tameshi::jlis::four_info;
using testing::text_at;

namespace {

std::string document_of(const yaml::Node& test) {
  if (test.find("document") != nullptr) return text_at(test, "document");
  const auto* root = text_at(test, "of") == "consent" ? "利用者同意申請情報" : "利用者同意取消申請情報";
  return fmt::format("<{0}>\n{1}</{0}>", root, text_at(test, "lines"));
}

std::string shown(const ConsentApplication& application) {
  std::string services;
  for (const auto& service : application.services) {
    services += fmt::format("{}{} ({})", services.empty() ? "" : "; ", service.id, service.name);
    for (const auto item : service.items) services += fmt::format(" {}", to_string(item));
  }
  return fmt::format("{} {}: {}", tameshi::to_string(application.accepted_at), application.provider,
                     services);
}

std::string shown(const WithdrawalApplication& application) {
  return fmt::format("{} {}: {}", tameshi::to_string(application.accepted_at), application.provider,
                     application.service);
}

template <typename Application>
void compare(const Result<Application>& read, const yaml::Node& test) {
  BOOST_TEST((read ? shown(*read) : "") == text_at(test, "read"));
  BOOST_TEST((read ? "" : to_string(read.error())) == text_at(test, "problem"));
}

void check(const yaml::Node& test) {
  const auto document = document_of(test);
  if (text_at(test, "of") == "consent") {
    compare(read_consent(document), test);
  } else {
    compare(read_withdrawal(document), test);
  }
}

CASES("applications", "application.cases.yaml", check);

}  // namespace

BOOST_AUTO_TEST_SUITE(application)

BOOST_AUTO_TEST_CASE(what_is_written_is_read_again) {
  const auto at = value_or_trouble(parse_instant("2026-04-01T10:00+09:00"));
  const ConsentApplication consent{
      at,
      "bank",
      {{"account", "普通 & <定期>", {Item::name, Item::sex}}, {"card", "カード", {Item::address}}}};
  BOOST_TEST((value_or_trouble(read_consent(to_xml(consent))) == consent));
  const WithdrawalApplication withdrawal{at, "bank", "account"};
  BOOST_TEST((value_or_trouble(read_withdrawal(to_xml(withdrawal))) == withdrawal));
}

BOOST_AUTO_TEST_SUITE_END()
