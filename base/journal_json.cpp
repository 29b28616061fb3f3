#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "base/flat_object.hpp"
#include "base/journal.hpp"

namespace tameshi {
namespace {

using Json = nlohmann::ordered_json;

// Each kind of event: its word, and its fields in both directions. NLOHMANN's macros would lose the order of
// keys.
template <typename T>
struct Form;

template <>
struct Form<ApduExchange> {
  static constexpr const char* kind = "apdu";
  template <typename B, typename F>
  static void fields(B& b, F&& f) {
    f("command", b.command);
    f("response", b.response);
    f("status", b.status);
    f("operation", b.operation);
    f("meaning", b.meaning);
    f("because", b.because);
    f("source", b.source);
  }
};

template <>
struct Form<CardEvent> {
  static constexpr const char* kind = "card-event";
  template <typename B, typename F>
  static void fields(B& b, F&& f) {
    f("change", b.change);
    f("detail", b.detail);
  }
};

template <>
struct Form<ActStarted> {
  static constexpr const char* kind = "act-started";
  template <typename B, typename F>
  static void fields(B& b, F&& f) {
    f("act", b.act);
    f("parameters", b.parameters);
  }
};

template <>
struct Form<ActEnded> {
  static constexpr const char* kind = "act-ended";
  template <typename B, typename F>
  static void fields(B& b, F&& f) {
    f("act", b.act);
    f("outcome", b.outcome);
    f("details", b.details);
  }
};

template <>
struct Form<ProcessRun> {
  static constexpr const char* kind = "process";
  template <typename B, typename F>
  static void fields(B& b, F&& f) {
    f("command", b.command);
    f("exit-code", b.exit_code);
    f("signal", b.signal);
    f("timed-out", b.timed_out);
    f("output", b.output);
    f("errors", b.errors);
  }
};

template <>
struct Form<Artefact> {
  static constexpr const char* kind = "artefact";
  template <typename B, typename F>
  static void fields(B& b, F&& f) {
    f("name", b.name);
    f("artefact", b.kind);
    f("contents", b.contents);
  }
};

template <>
struct Form<SecretSeen> {
  static constexpr const char* kind = "secret-seen";
  template <typename B, typename F>
  static void fields(B& b, F&& f) {
    f("secret", b.secret);
    f("in", b.in);
  }
};

template <>
struct Form<HarnessTrouble> {
  static constexpr const char* kind = "harness-trouble";
  template <typename B, typename F>
  static void fields(B& b, F&& f) {
    f("text", b.text);
  }
};

template <>
struct Form<FaultStruck> {
  static constexpr const char* kind = "fault";
  template <typename B, typename F>
  static void fields(B& b, F&& f) {
    f("fault", b.fault);
    f("where", b.where);
    f("detail", b.detail);
  }
};

template <>
struct Form<ServiceExchange> {
  static constexpr const char* kind = "service";
  template <typename B, typename F>
  static void fields(B& b, F&& f) {
    f("service", b.service);
    f("request", b.request);
    f("status", b.status);
    f("answers", b.answers);
    f("because", b.because);
    f("lies", b.lies);
    f.if_any("sent", b.sent);
    f.if_any("received", b.received);
  }
};

template <>
struct Form<HttpExchange> {
  static constexpr const char* kind = "http";
  template <typename B, typename F>
  static void fields(B& b, F&& f) {
    f("request", b.request);
    f("sent", b.sent);
    f("status", b.status);
    f("received", b.received);
  }
};

struct Write {
  Json& json;
  void operator()(const char* key, const std::vector<NamedText>& value) const {
    auto object = Json::object();
    for (const auto& [name, text] : value) object[name] = text;
    json[key] = std::move(object);
  }
  void operator()(const char* key, const std::vector<ServiceAnswer>& value) const {
    auto list = Json::array();
    for (const auto& [about, answer, detail] : value)
      list.push_back({{"about", about}, {"answer", answer}, {"detail", detail}});
    json[key] = std::move(list);
  }
  void operator()(const char* key, const Bytes& value) const { json[key] = base64(value); }
  void if_any(const char* key, const Bytes& value) const {
    if (!value.empty()) (*this)(key, value);
  }
  template <typename T>
  void operator()(const char* key, const T& value) const {
    json[key] = value;
  }
};

// get<T>() would cut a fraction or a number too large down to what fits.
template <typename T>
T whole_number(const Json& json, const char* key) {
  const auto& value = json.at(key);
  const bool fits = value.is_number_unsigned()
                        ? std::in_range<T>(value.get<std::uint64_t>())
                        : value.is_number_integer() && std::in_range<T>(value.get<std::int64_t>());
  if (!fits) throw std::runtime_error(fmt::format("\"{}\" must be a whole number that fits", key));
  return value.get<T>();
}

struct Read {
  Json& json;
  // Moved out: journals have millions of these.
  void operator()(const char* key, std::string& value) const {
    auto& text = json.at(key);
    value = text.is_string() ? std::move(text.get_ref<std::string&>()) : text.get<std::string>();
  }
  void operator()(const char* key, int& value) const { value = whole_number<int>(json, key); }
  void operator()(const char* key, std::vector<NamedText>& value) const {
    if (!json.at(key).is_object()) throw std::runtime_error(fmt::format("\"{}\" must be an object", key));
    for (const auto& [name, text] : json.at(key).items()) value.emplace_back(name, text.get<std::string>());
  }
  void operator()(const char* key, std::vector<ServiceAnswer>& value) const {
    for (const auto& one : json.at(key)) {
      const auto text = [&](const char* name) { return one.at(name).get<std::string>(); };
      value.push_back({text("about"), text("answer"), text("detail")});
    }
  }
  void operator()(const char* key, Bytes& value) const {
    auto bytes = from_base64(json.at(key).get<std::string>());
    if (!bytes) throw std::runtime_error(fmt::format("\"{}\" is not base64", key));
    value = *std::move(bytes);
  }
  void if_any(const char* key, Bytes& value) const {
    if (json.contains(key)) (*this)(key, value);
  }
  template <typename T>
  void operator()(const char* key, T& value) const {
    value = json.at(key).get<T>();
  }
};

// The same from an object without nesting. Whatever is not there or not right is left to the general reader,
// which says so.
struct ReadFlat {
  const FlatObject& object;
  bool& well;
  void operator()(const char* key, std::string& value) const {
    const auto text = object.text(key);
    if (text) {
      value = *text;
    } else {
      well = false;
    }
  }
  void if_any(const char* key, const Bytes&) const { well = well && !object.has(key); }
  template <typename T>
  void operator()(const char*, const T&) const {
    well = false;
  }
};

template <typename T, typename Fields>
Body body_of(const Fields& fields) {
  T body;
  Form<T>::fields(body, fields);
  return body;
}

// Nothing when no event is called so.
template <std::size_t I = 0, typename Fields>
std::optional<Body> body_from(std::string_view kind, const Fields& fields) {
  if constexpr (I == std::variant_size_v<Body>) {
    return std::nullopt;
  } else {
    using T = std::variant_alternative_t<I, Body>;
    return kind == Form<T>::kind ? body_of<T>(fields) : body_from<I + 1>(kind, fields);
  }
}

std::optional<Event> event_from_flat(const FlatObject& object) {
  const auto number = object.number("number");
  const auto step = object.number("step");
  const auto time = object.text("time");
  const auto actor = object.text("actor");
  const auto kind = object.text("kind");
  if (!number || !step || !time || !actor || !kind || !std::in_range<int>(*step)) return std::nullopt;
  const auto instant = parse_instant(*time);
  const auto who = actor_from(*actor);
  bool well = true;
  auto body = body_from(*kind, ReadFlat{object, well});
  if (!instant || !who || !body || !well) return std::nullopt;
  return Event{*number, *instant, static_cast<int>(*step), *who, *std::move(body)};
}

}  // namespace

std::string to_json_line(const Event& event) {
  Json json;
  json["number"] = event.number;
  json["time"] = to_string(event.time);
  json["step"] = event.step;
  json["actor"] = std::string(to_string(event.actor));
  std::visit(
      [&](const auto& body) {
        using F = Form<std::decay_t<decltype(body)>>;
        json["kind"] = F::kind;
        F::fields(body, Write{json});
      },
      event.body);
  // What a program printed need not be UTF-8; the journal is.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<Event> event_from_json(std::string_view line, const std::string& where) {
  if (const auto flat = FlatObject::read(line)) {
    if (auto event = event_from_flat(*flat)) return *std::move(event);
  }
  try {
    auto json = Json::parse(line);
    Event event;
    event.number = whole_number<std::size_t>(json, "number");
    event.time = value_or_trouble(parse_instant(json.at("time").get<std::string>()));
    event.step = whole_number<int>(json, "step");
    const auto actor = actor_from(json.at("actor").get<std::string>());
    if (!actor) return failure("no actor of that name", where);
    event.actor = *actor;
    const auto kind = json.at("kind").get<std::string>();
    auto body = body_from(kind, Read{json});
    if (!body) return failure(fmt::format("no event is called \"{}\"", kind), where);
    event.body = *std::move(body);
    return event;
  } catch (const std::exception& e) {
    return failure(fmt::format("this line is not an event of a journal: {}", e.what()), where);
  }
}

}  // namespace tameshi
