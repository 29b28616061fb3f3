#include "conformance/subjects/http_subject.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/subjects/customer_app.hpp"
#include "conformance/subjects/exec_subject.hpp"

namespace tameshi::subjects {
namespace {

HttpClientSettings settings_of(const SubjectFile& file) {
  HttpClientSettings out;
  out.timeout = file.timeout;
  out.any_server = true;  // a product under test may have a certificate of its own
  return out;
}

// In the first line of the answer that the pattern fits; long texts are cut, since the standard's regular
// expressions recurse on length.
bool fits(const std::string& text, const std::regex& pattern) {
  constexpr std::size_t longest = 2000;
  return std::regex_search(text.substr(0, longest), pattern);
}

bool fits(const OutcomeRule& rule, const HttpAnswer& answer) {
  if (rule.status && *rule.status != answer.status) return false;
  return std::all_of(rule.json.begin(), rule.json.end(), [&](const JsonRule& one) {
    const auto found = found_at(answer.body, one.pointer);
    return found && fits(*found, one.pattern);
  });
}

Reply reply_by(const OutcomeRule& rule, const HttpAnswer& answer) {
  Reply out{rule.outcome, {}, {}};
  for (const auto& [name, value] : rule.details) {
    const auto told = value.starts_with('/') ? found_at(answer.body, value) : std::optional(value);
    if (told) out.details.emplace_back(name, *told);
  }
  return out;
}

const Way& way_for(const SubjectFile& file, const Operation& operation) {
  const auto* offered = file.find(operation.name);
  const auto* way = offered == nullptr ? nullptr : first_way(*offered, [&](std::string_view name) {
    const auto* argument = operation.find(name);
    return argument == nullptr ? std::nullopt : std::optional(argument->word);
  });
  if (way == nullptr)
    throw Trouble(fmt::format("the subject offers no way to \"{}\"", operation.name), file.path, "");
  return *way;
}

}  // namespace

HttpSubject::HttpSubject(const SubjectFile& file, Surroundings surroundings)
    : file_(file), surroundings_(std::move(surroundings)), client_(settings_of(file)) {}

Names HttpSubject::names_for(const Operation& operation, const std::string& customer) const {
  const auto known = remembered_.find(customer);
  auto out = known == remembered_.end() ? Names{} : known->second;
  for (const auto& argument : operation.arguments) {
    if (!argument.secret) out[argument.name] = {argument.word, argument.bytes};
  }
  return out;
}

std::string HttpSubject::shown(std::string text) const {
  std::vector<std::string> found;
  return cleaned(std::move(text), surroundings_.secrets, found);
}

Result<HttpAnswer> HttpSubject::send(const Exchange& exchange, const Round& round) {
  HttpRequest request;
  request.method = exchange.method;
  const auto path = filled_path(exchange.path, round.names);
  request.url = surroundings_.address() + path;
  if (exchange.json) {
    request.fields.emplace_back("Content-Type", "application/json");
    request.body = filled_json(*exchange.json, round.names);
  }
  auto answer = client_.fetch(request);
  HttpExchange seen{fmt::format("{} {}", request.method, path), shown(request.body), 0, {}};
  seen.status = answer ? answer->status : 0;
  seen.received = shown(answer ? answer->body : answer.error().what);
  surroundings_.journal->write(Actor::subject, std::move(seen));
  return answer;
}

// What a step wanted to take and did not find ends the operation: the rules then say what the last answer
// means.
std::optional<Reply> HttpSubject::step(const Exchange& exchange, Round& round) {
  for (const auto& slot : slots_in(exchange.path)) {
    if (!round.names.contains(slot.name))
      return Reply{
          "unclear",
          {{"reason", fmt::format("no answer has told {{{}}} of {} so far", slot.name, round.customer)}},
          {}};
  }
  auto answer = send(exchange, round);
  if (!answer) return Reply{"no-answer", {{"reason", answer.error().what}}, {}};
  round.last = *std::move(answer);
  for (const auto* takes : {&exchange.take, &exchange.remember}) {
    for (const auto& [name, pointer] : *takes) {
      const auto found = found_at(round.last.body, pointer);
      if (!found) return understood(file_, way_for(file_, round.operation), round.last);
      round.names[name] = {*found};
      if (takes == &exchange.remember) remembered_[round.customer][name] = {*found};
    }
  }
  return std::nullopt;
}

std::optional<Reply> HttpSubject::step(const CardUse& use, Round& round) {
  SigningOrder order;
  order.key = use.key;
  if (const auto* pin = round.operation.find(use.pin)) order.pin = pin->secret;
  if (const auto* document = round.operation.find(use.document)) order.document = document->bytes;
  if (!use.text.empty()) order.document = bytes_of(filled(use.text, round.names));
  if (const auto* format = round.operation.find(use.format)) order.format = format->word;
  order.name = round.customer;
  order.at = surroundings_.clock->now();
  auto made = sign_with_card(surroundings_.card(), order);
  if (!made) return made.error();
  round.names["format"] = {order.format};
  round.names["certificate"] = {"", std::move(made->certificate)};
  if (order.document) {
    round.names["text"] = {"", order.document};
    round.names["signature"] = {"", std::move(made->signature)};
    round.names["signed"] = {"", made->document.empty() ? *order.document : std::move(made->document)};
  }
  return std::nullopt;
}

Reply HttpSubject::perform(const Operation& operation) {
  const auto* of = operation.find("of");
  const auto customer = of == nullptr ? surroundings_.holder() : of->word;
  const auto& way = way_for(file_, operation);
  Round round{operation, names_for(operation, customer), customer, {}};
  for (const auto& one : way.steps) {
    const auto early = std::visit([&](const auto& what) { return step(what, round); }, one);
    if (early) return *early;
  }
  return understood(file_, way, round.last);
}

std::string HttpSubject::version() {
  return {};
}

Reply understood(const SubjectFile& file, const Way& way, const HttpAnswer& answer) {
  for (const auto* rules : {&way.outcomes, &file.outcomes}) {
    for (const auto& rule : *rules) {
      if (fits(rule, answer)) return reply_by(rule, answer);
    }
  }
  return {
      "unclear", {{"reason", fmt::format("no rule of the subject file fits status {}", answer.status)}}, {}};
}

}  // namespace tameshi::subjects
