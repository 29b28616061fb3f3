// Stories of the four-information service, step by step through the house: what people sign is signed with
// their keys, everything else is asked as a platform would.
#pragma once

#include <fmt/format.h>

#include "base/testing/cases.hpp"
#include "fake-jlis/http/api_coverage_json.hpp"

namespace tameshi::jlis::http::testing {

using tameshi::testing::text_at;

inline std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> out(1);
  for (const char c : text) {
    if (c == separator) {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

class Story {
 public:
  explicit Story(const yaml::Node& test) : test_(test) {
    world_.clock.set(value_or_trouble(parse_instant(text_at(test, "at"))));
    for (const auto& id : split(text_at(test, "of"), ' ')) {
      if (id != "hanako") value_or_trouble(world_.agency.admit(value_or_trouble(registry::find_persona(id))));
    }
  }

  void play(std::set<std::string>& cases, Seen& seen) {
    all_ = description(world_, "/fake/v1/openapi.json");
    for (const auto& step : test_.find("steps")->items) {
      BOOST_TEST_CONTEXT(to_string(step.place)) take(step, cases, seen);
    }
  }

 private:
  void take(const yaml::Node& step, std::set<std::string>& cases, Seen& seen) {
    if (step.find("clock") != nullptr)
      world_.clock.set(value_or_trouble(parse_instant(text_at(step, "clock"))));
    if (step.find("do") != nullptr) live(step);
    if (step.find("note") != nullptr) note_signer(step);
    if (step.find("put") != nullptr) put(step);
    const auto request = request_of(step);
    if (!request) return;
    const auto reply = world_.site.answer(*request);
    testing::note(seen, all_, request->method, request->target, reply.status);
    compare(step, reply, cases);
    remember(step, reply);
  }

  void live(const yaml::Node& step) {
    const auto who =
        step.find("who") == nullptr ? split(text_at(test_, "of"), ' ').front() : text_at(step, "who");
    Json body{{"event", text_at(step, "do")}, {"parameters", Json::object()}};
    if (const auto* with = step.find("with")) {
      for (const auto& entry : with->entries) body["parameters"][entry.key] = entry.value.text;
    }
    const auto reply = world_.ask("POST", "/admin/residents/" + who + "/events", body.dump());
    BOOST_REQUIRE_MESSAGE(reply.status == 200, reply.body.view());
  }

  void note_signer(const yaml::Node& step) {
    const auto words = split(text_at(step, "is"), ' ');  // "card signature hanako"
    signers_[text_at(step, "note")] =
        world_.signer(words.at(2), *registry::carrier_kind_from(words.at(0)), *kind_from(words.at(1)));
  }

  void put(const yaml::Node& step) {
    const auto reply = world_.ask("PUT", "/admin/" + text_at(step, "put"), text_at(step, "body"));
    BOOST_REQUIRE_MESSAGE(reply.status == 200, reply.body.view());
  }

  std::optional<Request> request_of(const yaml::Node& step) {
    Request out;
    out.method = "POST";
    out.fields = {{"Content-Type", "application/json"}};
    out.peer.address = "127.0.0.1";
    if (step.find("platform") != nullptr)
      out.fields.push_back({"X-Fake-Platform", text_at(step, "platform")});
    if (step.find("token") != nullptr)
      out.fields.push_back({"Authorization", "Bearer " + text_at(step, "token")});
    if (step.find("give") != nullptr) return give(step, out);
    if (step.find("take-back") != nullptr) return take_back(step, out);
    if (step.find("ask") != nullptr) return ask(step, out);
    if (step.find("link") != nullptr) return link(step, out);
    if (step.find("list") != nullptr) return list(step, out);
    if (step.find("get") != nullptr) return get(filled(text_at(step, "get")), out);
    if (step.find("batch") != nullptr) return batch(step, out);
    if (step.find("elsewhere") != nullptr) return elsewhere(step, out);
    return std::nullopt;
  }

  // "bank/account", and in `more` further services of the same application.
  Request give(const yaml::Node& step, Request out) {
    const auto words = split(text_at(step, "give"), '/');
    four_info::ConsentApplication application{
        accepted(step), words[0], {service(words[1], text_at(step, "items"))}};
    if (const auto* more = step.find("more")) {
      for (const auto& entry : more->entries)
        application.services.push_back(service(entry.key, entry.value.text));
    }
    const auto asked = step.find("asking") == nullptr ? words : split(text_at(step, "asking"), '/');
    out.target = "/fake/v1/consents";
    auto body = signed_body(step, four_info::to_xml(application));
    body["spId"] = asked[0];
    body["serviceId"] = asked[1];
    out.body = body.dump();
    return out;
  }

  Request take_back(const yaml::Node& step, Request out) {
    const auto words = split(text_at(step, "of"), '/');
    out.target = "/fake/v1/consents/" + filled(text_at(step, "take-back")) + "/withdrawal";
    out.body =
        signed_body(step,
                    four_info::to_xml(four_info::WithdrawalApplication{accepted(step), words[0], words[1]}))
            .dump();
    return out;
  }

  Request elsewhere(const yaml::Node& step, Request out) {
    out.target = "/admin/consents/" + filled(text_at(step, "elsewhere")) + "/withdrawal";
    out.fields.push_back({"Authorization", std::string("Bearer ") + token});
    out.body = Json{{"channel", text_at(step, "channel")}}.dump();
    return out;
  }

  Request ask(const yaml::Node& step, Request out) {
    out.target = "/fake/v1/latest-info";
    out.body = question(text_at(step, "ask"), text_at(step, "for")).dump();
    return out;
  }

  Request batch(const yaml::Node& step, Request out) {
    out.target = "/fake/v1/latest-info:batch";
    const bool csv = text_at(step, "as") == "csv";
    auto questions = Json::array();
    std::string lines = "spId,serviceId,issuerSki,serial\n";
    for (const auto& entry : step.find("batch")->entries) {
      const auto one = question(entry.key, entry.value.text);
      questions.push_back(one);
      lines += fmt::format("{},{},{},{}\n", one.at("spId").get<std::string>(),
                           one.at("serviceId").get<std::string>(), one.at("issuerSki").get<std::string>(),
                           one.at("serial").get<std::string>());
    }
    if (csv) out.fields.front().value = "text/csv; charset=utf-8";
    out.body = csv ? lines : questions.dump();
    if (step.find("raw") != nullptr) out.body = text_at(step, "raw");
    return out;
  }

  Request link(const yaml::Node& step, Request out) {
    out.target = "/fake/v1/cert-links:resolve";
    out.body = name_of(text_at(step, "link")).dump();
    return out;
  }

  Request list(const yaml::Node& step, Request out) {
    const auto name = name_of(text_at(step, "list"));
    return get(
        fmt::format("/fake/v1/consents?serial={}&issuerSki={}&spId={}", name.at("serial").get<std::string>(),
                    name.at("issuerSki").get<std::string>(), text_at(step, "for")),
        out);
  }

  static Request get(const std::string& target, Request out) {
    out.method = "GET";
    out.target = target;
    out.fields.erase(out.fields.begin());
    return out;
  }

  Json question(const std::string& name, const std::string& of) {
    const auto words = split(of, '/');
    auto out = name_of(name);
    out["spId"] = words.at(0);
    out["serviceId"] = words.at(1);
    return out;
  }

  // A noted certificate's; any other text is a serial number.
  Json name_of(const std::string& name) {
    const auto found = signers_.find(name);
    const auto authority =
        found == signers_.end() ? registry::AuthorityId{} : found->second.certificate.id.authority;
    const auto serial = found == signers_.end() ? name : std::to_string(found->second.certificate.id.serial);
    const auto& desk = world_.site.desk();
    return {{"issuerSki", hex(desk.four_info.key_identifier_of(authority))}, {"serial", serial}};
  }

  static four_info::NamedService service(const std::string& id, const std::string& items) {
    four_info::NamedService out{id, "架空サービス　" + id, {}};
    for (const auto& word : split(items, ' ')) out.items.push_back(four_info::item_from(word).value());
    return out;
  }

  Instant accepted(const yaml::Node& step) {
    if (step.find("accepted") != nullptr) return value_or_trouble(parse_instant(text_at(step, "accepted")));
    return std::chrono::floor<std::chrono::seconds>(world_.clock.now());
  }

  // `twist` is what is wrong with it.
  Json signed_body(const yaml::Node& step, const std::string& xml) {
    const auto twist = text_at(step, "twist");
    const auto& by = signers_.at(text_at(step, "by"));
    const auto text = bytes_of(twist == "no-xml" ? "hello" : xml);
    auto signature = by.key.sign_sha256(text);
    if (twist == "without-digest-info") signature = by.key.sign_pkcs1_raw(openssl::sha256(text));
    if (twist == "over-other-text") signature = by.key.sign_sha256(bytes_of("hello"));
    auto certificate = by.certificate.der;
    if (twist == "altered-certificate") certificate.back() ^= 1U;
    return {{"application", base64(text)},
            {"signature", twist == "no-base64" ? "?" : base64(signature)},
            {"certificate", base64(certificate)}};
  }

  void compare(const yaml::Node& step, const Reply& reply, std::set<std::string>& cases) {
    const auto body = std::string(reply.body.view());
    BOOST_TEST(
        std::to_string(reply.status) == (step.find("status") == nullptr ? "200" : text_at(step, "status")),
        body);
    for (const auto& part : texts(step, "has"))
      BOOST_TEST(has(body, filled(part)), body << " has no " << part);
    for (const auto& part : texts(step, "lacks"))
      BOOST_TEST(!has(body, filled(part)), body << " has " << part);
    const auto ours = std::find(reply.fields.begin(), reply.fields.end(), Field{"X-Fake-JLIS", "ours"});
    BOOST_TEST((ours != reply.fields.end()));
    if (step.find("says") != nullptr) compare_case(text_at(step, "says"), body, cases);
  }

  // The row of the table that answered: its code is in the body, its words are in the guest book.
  void compare_case(const std::string& says, const std::string& body, std::set<std::string>& cases) {
    const auto visit = world_.site.desk().guests.after(0, GuestBook::most).back();
    for (const auto& row : four_info::reasons()) {
      if (to_string(row.when) != says) continue;
      BOOST_TEST(visit.because == four_info::because(row.when));
      BOOST_TEST(has(body, row.code), body);
      cases.insert(says);
      return;
    }
    BOOST_ERROR("there is no case " << says);
  }

  static std::vector<std::string> texts(const yaml::Node& step, std::string_view key) {
    std::vector<std::string> out;
    const auto* found = step.find(key);
    if (found == nullptr) return out;
    if (found->kind == yaml::Node::Kind::scalar) return {found->text};
    for (const auto& item : found->items) out.push_back(item.text);
    return out;
  }

  // `keep: { name: field }` keeps a member of the answer under that name.
  void remember(const yaml::Node& step, const Reply& reply) {
    const auto* keep = step.find("keep");
    if (keep == nullptr) return;
    const auto body = Json::parse(reply.body.view());
    for (const auto& entry : keep->entries) {
      const auto& value = body.at(entry.value.text);
      kept_[entry.key] = value.is_string() ? value.get<std::string>() : value.dump();
    }
  }

  // What was kept, and the serials of noted certificates, in place of {name}.
  std::string filled(std::string text) {
    for (const auto& [name, value] : kept_) replace(text, "{" + name + "}", value);
    for (const auto& [name, signer] : signers_)
      replace(text, "{" + name + "}", std::to_string(signer.certificate.id.serial));
    return text;
  }

  static void replace(std::string& text, const std::string& what, const std::string& with) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
      text.replace(at, what.size(), with);
  }

  const yaml::Node& test_;
  World world_;
  Json all_;
  std::map<std::string, Signer> signers_;
  std::map<std::string, std::string> kept_;
};

}  // namespace tameshi::jlis::http::testing
