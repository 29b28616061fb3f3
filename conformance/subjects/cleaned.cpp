#include "conformance/subjects/cleaned.hpp"

#include <cctype>

namespace tameshi::subjects {
namespace {

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

}  // namespace

std::string cleaned(std::string text, const std::vector<NamedSecret>& secrets,
                    std::vector<std::string>& found) {
  for (const auto& [name, secret] : secrets) {
    const auto& plain = secret.plain();
    bool seen = false;
    for (auto at = text.find(plain); !plain.empty() && at != std::string::npos;
         at = text.find(plain, at + 1)) {
      const auto end = at + plain.size();
      // "1234" inside a longer number or word is not the PIN.
      if ((at > 0 && is_word(text[at - 1])) || (end < text.size() && is_word(text[end]))) continue;
      text.replace(at, plain.size(), secret_dots);
      seen = true;
    }
    if (seen) found.push_back(name);
  }
  return text;
}

void tell_leaks(Journal& journal, const std::vector<std::string>& found, const std::string& in) {
  for (const auto& name : found) journal.write(Actor::subject, SecretSeen{name, in});
}

}  // namespace tameshi::subjects
