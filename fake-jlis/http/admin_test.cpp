// The admin interface against its own description: every described response occurs, nothing else does.
#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <set>

#include "base/testing/cases.hpp"
#include "fake-jlis/http/api_json.hpp"
#include "fake-jlis/http/test_world.hpp"

namespace tameshi::jlis::http {
namespace {

using testing::has;
using testing::World;

// "GET /admin/clock 200", as the description has it.
using Seen = std::set<std::string>;

Json description() {
  World world;
  return Json::parse(world.ask("GET", "/admin/openapi.json").body.view());
}

void each_operation(const Json& all,
                    const std::function<void(const std::string&, const std::string&, const Json&)>& each) {
  for (const auto& [path, methods] : all.at("paths").items()) {
    for (const auto& [method, described] : methods.items()) {
      std::string upper = method;
      for (auto& c : upper) c = static_cast<char>(std::toupper(c));
      each(upper, path, described);
    }
  }
}

void note(Seen& seen, const Json& all, const std::string& method, const std::string& target,
          unsigned status) {
  Request request;
  request.target = target;
  each_operation(all, [&](const std::string& known, const std::string& path, const Json&) {
    if (known == method && match(path, request.path()))
      seen.insert(fmt::format("{} {} {}", method, path, status));
  });
}

// What the description refuses by itself, for one operation.
void refusals(World& world, Seen& seen, const std::string& method, const std::string& path,
              const Json& described) {
  auto target = path;
  for (const auto& [word, with] : {std::pair{"{id}", "hanako"},
                                   {"{service}", "wire"},
                                   {"{carrier}", "card"},
                                   {"{kind}", "signature"},
                                   {"{generation}", "3"}}) {
    if (const auto at = target.find(word); at != std::string::npos)
      target.replace(at, std::strlen(word), with);
  }
  const auto expect = [&](const Reply& reply, unsigned status) {
    BOOST_TEST(reply.status == status, method + " " + target + ": " + std::string(reply.body.view()));
    seen.insert(fmt::format("{} {} {}", method, path, reply.status));
  };
  Request request;
  request.method = method;
  request.target = target;
  expect(world.site.answer(request), 401);
  expect(world.ask(method, target + "?nonsense=1"), 422);
  if (!described.contains("requestBody")) {
    expect(world.ask(method, target, "{}"), 422);
    return;
  }
  expect(world.ask(method, target, "{"), 400);
  expect(world.ask(method, target, std::string(1000, '[')), 400);
  expect(world.ask(method, target, R"({"nonsense": 1})"), 422);
  request.fields = {{"Authorization", std::string("Bearer ") + testing::token},
                    {"Content-Type", "text/plain"}};
  request.body = "{}";
  expect(world.site.answer(request), 415);
}

// A card that is nothing but what was said of it, and was told of.
struct PaperCard {
  CardShown shown{"hanako", 1, "current", true, "a reader of tests", 4711, {{{Kind::signature, 3}, 7}}, ""};
  std::vector<std::string> told;

  CardDoor door(const registry::Store& store) {
    return {[this] { return shown; }, [this](bool in) { shown.in = in; },
            [this, &store](const registry::ResidentId& id) -> Result<void> {
              if (store.versions_of(id).empty()) return failure("nobody called \"" + id + "\" lives here");
              shown.of = id;
              return {};
            },
            [this](const agency::Happened& happened) { told.push_back(happened.name); }, ""};
  }
};

CardDoor no_card() {
  CardDoor out;
  out.why_none = "this is a test";
  return out;
}

BOOST_AUTO_TEST_SUITE(admin)

BOOST_AUTO_TEST_CASE(every_described_response_occurs) {
  const auto all = description();
  World world;
  PaperCard card;
  Seen seen;
  for (const auto& item : tameshi::testing::read_cases(TAMESHI_ROOM "/admin.cases.yaml").items) {
    const auto does = tameshi::testing::text_at(item, "does");
    const auto method = does.substr(0, does.find(' '));
    const auto target = does.substr(does.find(' ') + 1);
    const bool without_card = tameshi::testing::text_at(item, "without") == "card";
    world.site.desk().card = without_card ? no_card() : card.door(*world.store);
    const auto reply = world.ask(method, target, tameshi::testing::text_at(item, "with"));
    const auto place = to_string(item.place) + ": " + std::string(reply.body.view());
    BOOST_TEST(std::to_string(reply.status) == tameshi::testing::text_at(item, "status"), place);
    BOOST_TEST(has(reply.body.view(), tameshi::testing::text_at(item, "has")), place);
    note(seen, all, method, target, reply.status);
  }
  each_operation(all, [&](const std::string& method, const std::string& path, const Json& described) {
    refusals(world, seen, method, path, described);
    for (const auto& response : described.at("responses").items()) {
      const auto wanted = fmt::format("{} {} {}", method, path, response.key());
      BOOST_TEST(seen.count(wanted) == 1U, wanted + " is described and does not occur");
    }
  });
}

BOOST_AUTO_TEST_CASE(what_happens_to_people_is_told_to_the_card_and_refusals_are_not) {
  World world;
  PaperCard card;
  world.site.desk().card = card.door(*world.store);
  for (const auto* body : {R"({"event": "move-out"})", R"({"event": "re-issue"})"})
    world.ask("POST", "/admin/residents/hanako/events", body);
  BOOST_TEST(card.told == std::vector<std::string>{"move-out"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(every_answer_says_that_it_is_ours_and_refusals_have_their_form) {
  World world;
  for (const auto* target : {"/admin/clock", "/admin/nowhere", "/nowhere", "/health"}) {
    const auto reply = world.ask("GET", target);
    const auto ours = std::find(reply.fields.begin(), reply.fields.end(), Field{"X-Fake-JLIS", "ours"});
    BOOST_TEST((ours != reply.fields.end()), target);
    if (reply.status < 400) continue;
    const auto body = Json::parse(reply.body.view());
    BOOST_TEST(body.size() == 3U);
    BOOST_TEST(
        (body.at("code").is_string() && body.at("message").is_string() && body.at("retryable").is_boolean()));
  }
}

BOOST_AUTO_TEST_CASE(an_operation_without_a_description_is_refused_and_so_is_the_reverse) {
  constexpr auto text = R"(
openapi: 3.1.0
paths:
  /a:
    get: { operationId: show, responses: { "200": { description: It } } }
components: { schemas: {} }
)";
  const Operation nothing = [](const Call&) -> Outcome { return Answered{200, nullptr}; };
  BOOST_CHECK_NO_THROW(Api(text, "a.yaml", {{"show", nothing}}));
  BOOST_CHECK_THROW(Api(text, "a.yaml", {}), Trouble);
  BOOST_CHECK_THROW(Api(text, "a.yaml", {{"show", nothing}, {"hide", nothing}}), Trouble);
}

BOOST_AUTO_TEST_CASE(a_reply_that_is_not_as_described_is_trouble) {
  constexpr auto text = R"(
openapi: 3.1.0
paths:
  /a:
    get:
      operationId: show
      responses: { "200": { description: It, content: { application/json: { schema: { type: integer, maximum: 5 } } } } }
components: { schemas: {} }
)";
  Request request;
  request.method = "GET";
  request.target = "/a";
  const auto answering = [&](const Answered& answered) {
    return Api(text, "a.yaml", {{"show", [answered](const Call&) -> Outcome { return answered; }}})
        .answer(request);
  };
  BOOST_TEST(answering({200, 5}).status == 200U);
  BOOST_CHECK_THROW(answering({200, 6}), Trouble);
  BOOST_CHECK_THROW(answering({200, "5"}), Trouble);
  BOOST_CHECK_THROW(answering({201, 5}), Trouble);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::jlis::http
