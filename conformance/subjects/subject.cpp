#include "conformance/subjects/subject.hpp"

#include <algorithm>

#include "base/process.hpp"
#include "conformance/subjects/card_subject.hpp"
#include "conformance/subjects/exec_subject.hpp"
#include "conformance/subjects/http_subject.hpp"
#include "conformance/subjects/in_process_subject.hpp"
#include "conformance/subjects/lines_subject.hpp"
#include "conformance/subjects/manual_subject.hpp"
#include "conformance/subjects/tls_subject.hpp"

namespace tameshi::subjects {

const Argument* Operation::find(std::string_view argument) const {
  const auto it =
      std::find_if(arguments.begin(), arguments.end(), [&](const Argument& a) { return a.name == argument; });
  return it == arguments.end() ? nullptr : &*it;
}

std::string version_of(const SubjectFile& file) {
  if (file.version_command.empty()) return {};
  ProcessRequest request;
  request.command = file.version_command;
  request.timeout = file.timeout;
  const auto result = value_or_trouble(tameshi::run(request));
  const auto text = result.output.empty() ? result.errors : result.output;
  return text.substr(0, text.find('\n'));
}

std::unique_ptr<Subject> make_subject(const SubjectFile& file, Surroundings surroundings) {
  if (file.kind == Kind::in_process) return std::make_unique<InProcessSubject>(std::move(surroundings));
  if (file.kind == Kind::card) return std::make_unique<CardSubject>(file, std::move(surroundings));
  if (file.kind == Kind::http) return std::make_unique<HttpSubject>(file, std::move(surroundings));
  if (file.kind == Kind::tls) return std::make_unique<TlsSubject>(file, std::move(surroundings));
  if (file.kind == Kind::manual) return std::make_unique<ManualSubject>(file, std::move(surroundings));
  if (!file.command.empty()) return std::make_unique<LinesSubject>(file, std::move(surroundings));
  return std::make_unique<ExecSubject>(file, std::move(surroundings));
}

}  // namespace tameshi::subjects
