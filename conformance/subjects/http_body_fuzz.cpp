// Whatever a product answers: what a pointer finds there, or nothing, and an outcome by the rules of our own
// operator's file. Whatever a step has for a body becomes JSON.
#include <cstdlib>

#include "base/resources.hpp"
#include "conformance/subjects/http_body.hpp"
#include "conformance/subjects/http_subject.hpp"

using namespace tameshi;
using namespace tameshi::subjects;

namespace {

const SubjectFile& platform() {
  static const auto one = [] {
    yaml::Problems problems;
    constexpr auto path = "conformance/subjects/platform.yaml";
    return subjects::read(resources::find(path).value(), path, problems).value();
  }();
  return one;
}

void answer_with(const std::string& body) {
  for (const auto& operation : platform().operations) {
    const auto reply = understood(platform(), operation.ways.front(), {200, {}, body});
    if (reply.outcome.empty()) std::abort();
  }
}

void fill(std::string_view text) {
  static const Names names{{"a", {"x, y"}}, {"b", {"", Bytes{0, 0xFF}}}};
  yaml::Problems problems;
  const auto node = yaml::read(text, "fuzz.yaml", problems);
  if (node && !found_at(filled_json(*node, names), "")) std::abort();
  static_cast<void>(filled_path(text, names));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto line = text.find('\n');
  answer_with(text);
  if (line != std::string::npos) static_cast<void>(found_at(text.substr(line + 1), text.substr(0, line)));
  fill(text);
  return 0;
}
