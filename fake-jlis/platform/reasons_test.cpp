// Every reason of a refusal is given to somebody who asks over HTTP.
#include <regex>
#include <set>

#include "base/testing/generated.hpp"
#include "fake-jlis/ca/deviate.hpp"
#include "fake-jlis/documents/by_xmlsec.hpp"
#include "fake-jlis/documents/pdf_changes.hpp"
#include "fake-jlis/documents/pdf_text.hpp"
#include "fake-jlis/documents/xml_signature.hpp"
#include "fake-jlis/documents/xml_templates.hpp"
#include "fake-jlis/platform/test_door_json.hpp"

namespace tameshi::jlis::platform {
namespace {

namespace signing = documents::testing;
using platform::testing::decision_in;
using platform::testing::Door;
using platform::testing::Json;
using tameshi::testing::text_at;

std::vector<std::string> words_at(const yaml::Node& node, const char* key) {
  std::vector<std::string> out;
  if (const auto* found = node.find(key)) {
    for (const auto& item : found->items) out.push_back(item.text);
  }
  return out;
}

// The certificate of hanako, but for what deviates.
Json deviating(Door& door, const std::string& name) {
  const auto honest = door.certificate_of(Kind::signature);
  ca::IssueTerms terms;
  terms.issued_at = honest.issued_at;
  terms.serial = honest.id.serial;
  const ca::Scene scene{door.agency.authorities(),
                        {},
                        value_or_trouble(registry::find_persona("hanako")),
                        door.key_of(honest),
                        terms,
                        door.clock.now(),
                        door.pool};
  const auto deviant =
      value_or_trouble(ca::deviate(*value_or_trouble(ca::find_deviation(name)), Kind::signature, scene));
  return Door::raw("an application", deviant.key, deviant.certificate.der, Kind::signature);
}

Json raw(const yaml::Node& node) {
  const auto& hanako = signing::world().hanako;
  Json out{{"document", base64(signing::content)},
           {"signature",
            base64(signing::forged_signature(hanako.key, signing::content, text_at(node, "forged")))}};
  if (text_at(node, "certificate") != "none") out["certificate"] = base64(hanako.certificate);
  return out;
}

Bytes cms(const yaml::Node& node) {
  if (text_at(node, "bytes") == "text") return signing::content;
  std::vector<const signing::Person*> people{&signing::world().hanako};
  if (text_at(node, "by") == "two") people.push_back(&signing::world().taro);
  auto scene = signing::scene_of(people);
  const auto changes = words_at(node, "do");
  if (changes.empty()) signing::sign(scene);
  for (const auto& one : changes) signing::change(scene, one);
  return documents::encode(scene.data);
}

std::string xml(const yaml::Node& node) {
  if (text_at(node, "by") == "beside")
    return std::string(text_of(signing::signed_by_xmlsec(signing::template_called("beside"))));
  std::string out(text_of(value_or_trouble(
      documents::make_xml_enveloped(signing::world().hanako.signer(), bytes_of(signing::application)))));
  if (const auto* replace = node.find("replace")) {
    for (const auto& [from, place, to] : replace->entries) out.replace(out.find(from), from.size(), to.text);
  }
  if (!text_at(node, "copies").empty()) {
    const auto begin = out.find("<ds:Signature ");
    const auto signature = out.substr(begin, out.find("</ds:Signature>") + 15 - begin);
    for (int i = 1; i < std::stoi(text_at(node, "copies")); ++i) out.insert(begin, signature);
  }
  return out;
}

Bytes pdf(const yaml::Node& node) {
  auto out = value_or_trouble(documents::pdf_of_text("I agree"));
  for (const auto& one : words_at(node, "do")) {
    out = one == "sign" ? value_or_trouble(documents::sign_pdf(out, signing::world().hanako.signer(),
                                                               {.at = signing::signed_at}))
                        : signing::changed(out, one);
  }
  return out;
}

Json document(const yaml::Node& node) {
  const auto format = text_at(node, "format");
  Json out;
  if (format.starts_with("raw")) {
    out = raw(node);
  } else if (format == "cms") {
    out["document"] = base64(cms(node));
  } else if (format == "xml") {
    out["document"] = base64(bytes_of(xml(node)));
  } else {
    out["document"] = base64(pdf(node));
  }
  out["format"] = format;
  return out;
}

Json submission(Door& door, const yaml::Node& node) {
  if (!text_at(node, "deviation").empty()) return deviating(door, text_at(node, "deviation"));
  if (!text_at(node, "format").empty()) return document(node);
  const auto of = text_at(node, "of");
  auto out = door.signed_by(of.empty() ? "hanako" : of, "an application");
  if (text_at(node, "bytes") == "text") out["certificate"] = base64(bytes_of("no certificate"));
  const bool by_list = text_at(node, "service") == "crl" || text_at(node, "endpoint") == "crl";
  out["revocation"] = by_list ? "crl" : "ocsp";
  return out;
}

// A replay repeats something, and lists are kept for a day: the same question comes first while all is well,
// and once more when it is not.
void prepare(Door& door, const yaml::Node& node, const Json& question) {
  if (const auto event = text_at(node, "event"); !event.empty())
    value_or_trouble(door.agency.apply({event, text_at(node, "of")}));
  if (const auto lie = text_at(node, "lie"); !lie.empty()) {
    door.ask("POST", "/platform/v1/verifications", question);
    std::vector<NamedText> settings;
    if (const auto endpoint = text_at(node, "endpoint"); !endpoint.empty())
      settings.emplace_back("endpoint", endpoint);
    door.arm(text_at(node, "service"), lie, settings);
    door.ask("POST", "/platform/v1/verifications", question);
    if (question.value("revocation", "") == "crl") door.machine.advance(std::chrono::hours(24));
  }
  if (!text_at(node, "event").empty()) door.machine.advance(std::chrono::minutes(15));
}

std::string decision(Door& door, const yaml::Node& node) {
  const auto question = submission(door, node);
  prepare(door, node, question);
  const auto out = decision_in(door.ask("POST", "/platform/v1/verifications", question));
  door.disarm();
  return out;
}

const std::string consents = "/platform/v1/consents";

Json application(Door& door, const std::string& service) {
  const auto text =
      door.ask("POST", "/platform/v1/consent-applications", {{"service", service}, {"items", {"address"}}})
          .at("application")
          .get<std::string>();
  auto out = door.signed_by("hanako", text);
  return {{"service", service},
          {"application", out["document"]},
          {"signature", out["signature"]},
          {"certificate", out["certificate"]}};
}

// Those of people and of the service, in one story.
std::set<std::string> refused_to_customers(Door& door) {
  std::set<std::string> out;
  const auto note = [&](const Json& answer) {
    out.insert(decision_in(answer));
    return answer;
  };
  const auto hanako =
      note(door.ask("POST", "/platform/v1/customers", door.signed_by("hanako", "an application")));
  const auto path = "/platform/v1/customers/" + hanako.at("customer").get<std::string>();
  note(door.ask("POST", "/platform/v1/customers", door.signed_by("hanako", "an application")));
  note(door.ask("PUT", path + "/certificate", door.signed_by("taro", "a new certificate")));
  note(door.ask("GET", "/platform/v1/customers/nobody"));
  auto login = door.signed_by("hanako", "a text of her own", Kind::authentication);
  note(door.ask("POST", "/platform/v1/sessions",
                {{"nonce", "a text of her own"},
                 {"signature", login["signature"]},
                 {"certificate", login["certificate"]}}));
  auto other = application(door, "account");
  other["service"] = "loan";
  const auto refused = note(door.ask("POST", consents, other));
  BOOST_TEST(refused.at("code") == "NOT_CONSENTED");
  door.arm("wire", "http-503", {{"endpoint", "four-info"}});
  const auto unreachable = note(door.ask("POST", path + "/latest-info", {{"service", "account"}}));
  BOOST_TEST(unreachable.at("retryable").get<bool>());
  door.disarm();
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reasons)

// What mynumbercard-idp's interface alone says is in idp_test.cpp.
BOOST_AUTO_TEST_CASE(every_reason_is_given_over_http) {
  std::set<std::string> given{"signature-certificate-revoked"};
  for (const auto& node : tameshi::testing::read_cases(TAMESHI_ROOM "/reasons.cases.yaml").items) {
    Door door;
    const auto reason = decision(door, node);
    BOOST_TEST(reason == text_at(node, "refused"), to_string(node.place));
    given.insert(reason);
  }
  Door door;
  given.merge(refused_to_customers(door));
  for (const auto& row : reason_rows())
    BOOST_TEST(given.contains(row.name), row.name << " is given to nobody");
}

BOOST_AUTO_TEST_CASE(no_reason_has_two_rows) {
  std::set<std::string> names;
  for (const auto& row : reason_rows()) BOOST_TEST(names.insert(row.name).second, row.name);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(generated)

BOOST_AUTO_TEST_CASE(page_of_reasons_is_current) {
  tameshi::testing::check_generated_table("docs/platform.md", "reasons.yaml", table_of_reasons());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::jlis::platform
