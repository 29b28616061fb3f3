// Holding a description to its word: what it describes must occur, and what it refuses by itself is tried.
#pragma once

#include <fmt/format.h>

#include <cstring>
#include <functional>
#include <set>

#include "base/testing/cases.hpp"
#include "fake-jlis/http/api_json.hpp"
#include "fake-jlis/http/test_world.hpp"

namespace tameshi::jlis::http::testing {

// "GET /admin/clock 200", as the description has it.
using Seen = std::set<std::string>;

inline Json description(World& world, const std::string& at) {
  return Json::parse(world.ask("GET", at).body.view());
}

inline void each_operation(
    const Json& all, const std::function<void(const std::string&, const std::string&, const Json&)>& each) {
  for (const auto& [path, methods] : all.at("paths").items()) {
    for (const auto& [method, described] : methods.items()) {
      std::string upper = method;
      for (auto& c : upper) c = static_cast<char>(std::toupper(c));
      each(upper, path, described);
    }
  }
}

inline void note(Seen& seen, const Json& all, const std::string& method, const std::string& target,
                 unsigned status) {
  Request request;
  request.target = target;
  each_operation(all, [&](const std::string& known, const std::string& path, const Json&) {
    if (known == method && match(path, request.path()))
      seen.insert(fmt::format("{} {} {}", method, path, status));
  });
}

inline std::string with_words(std::string path) {
  for (const auto& [word, with] : {std::pair{"{id}", "hanako"},
                                   {"{service}", "wire"},
                                   {"{carrier}", "card"},
                                   {"{kind}", "signature"},
                                   {"{generation}", "3"},
                                   {"{customer}", "nobody"},
                                   {"{consent}", "1"}}) {
    if (const auto at = path.find(word); at != std::string::npos) path.replace(at, std::strlen(word), with);
  }
  return path;
}

// What the description refuses by itself, for every operation; `answer` is asked as somebody who may.
inline void refusals(const std::function<Reply(const Request&)>& answer, Seen& seen, const Json& all) {
  each_operation(all, [&](const std::string& method, const std::string& path, const Json& described) {
    const auto target = with_words(path);
    const auto expect = [&](const Reply& reply, unsigned status) {
      BOOST_TEST(reply.status == status, method + " " + target + ": " + std::string(reply.body.view()));
      seen.insert(fmt::format("{} {} {}", method, path, reply.status));
    };
    const auto ask = [&](const std::string& more, const std::string& body, const char* media) {
      Request request;
      request.method = method;
      request.target = target + more;
      if (!body.empty()) request.fields = {{"Content-Type", media}};
      request.body = body;
      return answer(request);
    };
    const auto* const json = "application/json";
    expect(ask("?nonsense=1", "", json), 422);
    if (!described.contains("requestBody")) {
      expect(ask("", "{}", json), 422);
      return;
    }
    expect(ask("", "{", json), 400);
    expect(ask("", std::string(1000, '['), json), 400);
    expect(ask("", R"({"nonsense": 1})", json), 422);
    expect(ask("", "{}", "text/plain"), 415);
  });
}

// The same with the admin token of a world. `unadmitted` sends the request as nobody may, checks the answer
// and gives its status.
inline void refusals(World& world, Seen& seen, const Json& all,
                     const std::function<unsigned(Request)>& unadmitted) {
  const auto with_token = [](Request request) {
    request.fields.push_back({"Authorization", std::string("Bearer ") + token});
    return request;
  };
  refusals([&](const Request& request) { return world.site.answer(with_token(request)); }, seen, all);
  each_operation(all, [&](const std::string& method, const std::string& path, const Json&) {
    Request request;
    request.method = method;
    request.target = with_words(path);
    seen.insert(fmt::format("{} {} {}", method, path, unadmitted(with_token(request))));
  });
}

inline void all_occur(const Seen& seen, const Json& all) {
  each_operation(all, [&](const std::string& method, const std::string& path, const Json& described) {
    for (const auto& response : described.at("responses").items()) {
      const auto wanted = fmt::format("{} {} {}", method, path, response.key());
      BOOST_TEST(seen.count(wanted) == 1U, wanted + " is described and does not occur");
    }
  });
}

}  // namespace tameshi::jlis::http::testing
