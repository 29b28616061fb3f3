#include "conformance/subjects/http_subject.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/subjects/cleaned.hpp"
#include "conformance/subjects/customer_app.hpp"
#include "conformance/subjects/file_bytes.hpp"

namespace tameshi::subjects {
namespace {

HttpClientSettings settings_of(const SubjectFile& file, const std::string& server_root) {
  HttpClientSettings out;
  out.timeout = file.timeout;
  out.trusted = file.trust.empty() ? server_root : value_or_trouble(text_of_file(file.trust));
  out.any_server = out.trusted.empty();  // a product under test may have a certificate of its own
  out.cookies = true;
  out.follows = file.follows;
  return out;
}

// What comes from an answer may not become a header field of its own.
std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
  return text;
}

std::string_view content_type(const Exchange& exchange) {
  if (exchange.json) return "application/json";
  return exchange.form.empty() ? "" : "application/x-www-form-urlencoded";
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

bool has_flaw(const Operation& operation, std::string_view word) {
  const auto* flaw = operation.find("flaw");
  return flaw != nullptr && flaw->word == word;
}

// Of the same form, and nobody's.
std::string made_up(std::string text) {
  std::reverse(text.begin(), text.end());
  return text;
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
    : file_(file), surroundings_(std::move(surroundings)) {}

// Everybody has cookies of his own.
HttpClient& HttpSubject::client_of(const std::string& customer) {
  const auto found = clients_.find(customer);
  if (found != clients_.end()) return found->second;
  return clients_.emplace(customer, HttpClient(settings_of(file_, surroundings_.server_root))).first->second;
}

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
  for (const auto& [name, value] : exchange.headers)
    request.fields.emplace_back(name, one_line(filled(value, round.names)));
  const auto type = content_type(exchange);
  if (!type.empty()) request.fields.emplace_back("Content-Type", type);
  request.body = exchange.json           ? filled_json(*exchange.json, round.names)
                 : exchange.form.empty() ? filled(exchange.body, round.names)
                                         : filled_form(exchange.form, round.names);
  auto answer = client_of(round.customer).fetch(request);
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
    for (const auto& take : *takes) {
      const auto found = taken(take, round.last);
      if (!found) return understood(file_, way_for(file_, round.operation), round.last);
      round.names[take.name] = {has_flaw(round.operation, "made-up-challenge") ? made_up(*found) : *found};
      if (takes == &exchange.remember) remembered_[round.customer][take.name] = {*found};
    }
  }
  return std::nullopt;
}

std::optional<Reply> HttpSubject::step(const CardUse& use, Round& round) {
  auto order = order_of(use, round.operation);
  if (!use.text.empty()) order.document = bytes_of(filled(use.text, round.names));
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
  // Somebody who listened sends the same once more.
  if (const auto* last = std::get_if<Exchange>(&way.steps.back());
      last != nullptr && has_flaw(operation, "sent-twice")) {
    if (const auto early = step(*last, round)) return *early;
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
