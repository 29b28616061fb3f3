#include "conformance/subjects/subject.hpp"

#include <algorithm>

#include "conformance/subjects/exec_subject.hpp"
#include "conformance/subjects/http_subject.hpp"
#include "conformance/subjects/in_process_subject.hpp"

namespace tameshi::subjects {

const Argument* Operation::find(std::string_view argument) const {
  const auto it =
      std::find_if(arguments.begin(), arguments.end(), [&](const Argument& a) { return a.name == argument; });
  return it == arguments.end() ? nullptr : &*it;
}

std::unique_ptr<Subject> make_subject(const SubjectFile& file, Surroundings surroundings) {
  if (file.kind == Kind::in_process) return std::make_unique<InProcessSubject>(std::move(surroundings));
  if (file.kind == Kind::http) return std::make_unique<HttpSubject>(file, std::move(surroundings));
  return std::make_unique<ExecSubject>(file, std::move(surroundings));
}

}  // namespace tameshi::subjects
