// The latest four items: one by one, or many at once as JSON or CSV.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "fake-jlis/http/csv.hpp"
#include "fake-jlis/http/four_info_json.hpp"

namespace tameshi::jlis::http {
namespace {

using four_info::Case;
using four_info::GivenItems;
using four_info::Told;

struct Question {
  std::string provider;
  std::string service;
  std::string key_identifier;
  std::string serial;
};

struct Priced {
  Told told;
  std::uint64_t fee = 0;
};

Question question_from(const Json& body) {
  return {body.at("spId").get<std::string>(), body.at("serviceId").get<std::string>(),
          body.at("issuerSki").get<std::string>(), body.at("serial").get<std::string>()};
}

// Before anything is answered, so that nothing of a batch is paid for when a part of it is no question.
std::optional<Refusal> unfit(const Caller& caller, const Question& question) {
  if (auto no = not_for(caller, question.provider)) return no;
  const auto asked = asked_serial(question.key_identifier, question.serial);
  if (!asked) return Refusal{422, "no-serial", to_string(asked.error()), false};
  return std::nullopt;
}

Priced answer(Desk& desk, Caller& caller, const Question& question) {
  const auto asked = value_or_trouble(asked_serial(question.key_identifier, question.serial));
  Priced out{desk.four_info.latest(question.provider, question.service, asked), 0};
  if (out.told.when == Case::newer) {
    out.fee = fees::yen_of(fees::fee_table(), fees::Way::four_info, Kind::signature);
    desk.ledger.note(desk.clock.now(), fees::Way::four_info, Kind::signature);
  }
  const auto& named = out.told.asked;
  if (named) aim_at(caller, *named);
  remember(desk, caller, "latest-info",
           fmt::format("{}/{} {}", question.provider, question.service,
                       named ? registry::to_string(*named) : "? " + question.serial),
           out.told.when);
  return out;
}

void put_unless_empty(Json& to, const char* name, const std::string& text) {
  if (!text.empty()) to[name] = text;
}

Json json_of(const GivenItems& items) {
  auto out = Json::object();
  if (const auto& name = items.name) {
    out["name"] = {{"text", name->text}, {"substitutes", name->substitutes}};
    put_unless_empty(out["name"], "formerSurname", name->former_surname);
    put_unless_empty(out["name"], "commonName", name->common_name);
    put_unless_empty(out["name"], "furigana", name->furigana);
    put_unless_empty(out["name"], "formerSurnameFurigana", name->former_surname_furigana);
  }
  if (items.birth_date) out["birth-date"] = *items.birth_date;
  if (items.sex) out["sex"] = *items.sex;
  if (const auto& address = items.address) {
    out["address"] = {
        {"text", address->text}, {"substitutes", address->substitutes}, {"abroad", address->abroad}};
    if (address->departs_on) out["address"]["departsOn"] = to_string(*address->departs_on);
  }
  return out;
}

std::string result_of(const Told& told) {
  if (told.when == Case::newer || told.when == Case::unchanged) return four_info::reason(told.when).code;
  return "UNAVAILABLE";
}

Json json_of(const Desk& desk, const Priced& answered) {
  const auto& told = answered.told;
  Json out{{"result", result_of(told)}};
  if (told.newer) out["latest"] = named_certificate(desk, *told.newer);
  if (told.items) out["items"] = json_of(*told.items);
  if (out["result"] == "UNAVAILABLE") {
    const auto& row = four_info::reason(told.when);
    out["reason"] = row.code;
    out["retryable"] = row.retry;
  }
  out["fee"] = answered.fee;
  return out;
}

Outcome one(Desk& desk, const Call& call) {
  const auto question = question_from(call.body);
  if (auto no = unfit(*call.caller, question)) return tl::unexpected(*std::move(no));
  return Answered{200, json_of(desk, answer(desk, *call.caller, question))};
}

Outcome many(Desk& desk, const Call& call) {
  std::vector<Question> questions;
  for (const auto& item : call.body) {
    questions.push_back(question_from(item));
    if (auto no = unfit(*call.caller, questions.back())) {
      no->message = fmt::format("in the body, at /{}: {}", questions.size() - 1, no->message);
      return tl::unexpected(*std::move(no));
    }
  }
  auto out = Json::array();
  for (const auto& question : questions) out.push_back(json_of(desk, answer(desk, *call.caller, question)));
  return Answered{200, std::move(out)};
}

const CsvLine asked_columns{"spId", "serviceId", "issuerSki", "serial"};
const CsvLine told_columns{"result",
                           "reason",
                           "fee",
                           "latestIssuerSki",
                           "latestSerial",
                           "latestType",
                           "latestNotAfter",
                           "items",
                           "name",
                           "nameSubstitutes",
                           "formerSurname",
                           "commonName",
                           "furigana",
                           "formerSurnameFurigana",
                           "birthDate",
                           "sex",
                           "address",
                           "addressSubstitutes",
                           "abroad",
                           "departsOn"};

CsvLine joined(CsvLine first, const CsvLine& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

Result<std::vector<Question>> questions_from(std::string_view text) {
  constexpr std::size_t most = 1000;
  TRY(const auto lines, read_csv(text, most + 1));
  if (lines.empty() || lines.front() != asked_columns)
    return failure("the first line does not name the columns", "line 1",
                   fmt::format("it must be {}", fmt::join(asked_columns, ",")));
  std::vector<Question> out;
  for (std::size_t i = 1; i < lines.size(); ++i)
    out.push_back({lines[i][0], lines[i][1], lines[i][2], lines[i][3]});
  return out;
}

// In the order of told_columns from "items" on.
CsvLine columns_of(const GivenItems& items) {
  const auto name = items.name.value_or(four_info::GivenName());
  const auto address = items.address.value_or(four_info::GivenAddress());
  CsvLine given;
  const auto all = json_of(items);
  for (const auto& [word, value] : all.items()) given.push_back(word);
  return {fmt::format("{}", fmt::join(given, " ")),
          name.text,
          name.substitutes,
          name.former_surname,
          name.common_name,
          name.furigana,
          name.former_surname_furigana,
          items.birth_date.value_or(""),
          items.sex.value_or(""),
          address.text,
          address.substitutes,
          items.address ? (address.abroad ? "true" : "false") : "",
          address.departs_on ? to_string(*address.departs_on) : ""};
}

CsvLine columns_of(const Desk& desk, const Priced& answered) {
  const auto& told = answered.told;
  const auto result = result_of(told);
  CsvLine out{result, result == "UNAVAILABLE" ? four_info::reason(told.when).code : "",
              std::to_string(answered.fee)};
  const auto latest = told.newer ? named_certificate(desk, *told.newer) : Json::object();
  for (const auto* word : {"issuerSki", "serial", "type", "notAfter"}) out.push_back(latest.value(word, ""));
  return joined(std::move(out), columns_of(told.items.value_or(GivenItems())));
}

Outcome many_lines(Desk& desk, const Call& call) {
  const auto questions = questions_from(call.body.get_ref<const std::string&>());
  if (!questions) return refused(422, "no-csv", questions.error());
  for (std::size_t i = 0; i < questions->size(); ++i) {
    if (auto no = unfit(*call.caller, (*questions)[i])) {
      no->message = fmt::format("line {}: {}", i + 2, no->message);
      return tl::unexpected(*std::move(no));
    }
  }
  auto out = csv_line(joined(asked_columns, told_columns));
  for (const auto& question : *questions) {
    const CsvLine asked{question.provider, question.service, question.key_identifier, question.serial};
    out += csv_line(joined(asked, columns_of(desk, answer(desk, *call.caller, question))));
  }
  return Answered{200, std::move(out), "text/csv"};
}

}  // namespace

void add_latest(Desk& desk, Operations& to) {
  to["latestInfo"] = [&desk](const Call& call) { return one(desk, call); };
  to["latestInfoBatch"] = [&desk](const Call& call) {
    return call.body.is_string() ? many_lines(desk, call) : many(desk, call);
  };
}

}  // namespace tameshi::jlis::http
