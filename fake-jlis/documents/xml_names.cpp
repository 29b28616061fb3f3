#include "fake-jlis/documents/xml_names.hpp"

#include <array>

namespace tameshi::jlis::documents::xml {
namespace {

using Method = Canonicalisation::Method;

struct Row {
  Method method;
  bool with_comments;
  std::string_view identifier;
};
constexpr std::array rows{
    Row{Method::inclusive, false, "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"},
    Row{Method::inclusive_1_1, false, "http://www.w3.org/2006/12/xml-c14n11"},
    Row{Method::exclusive, false, exclusive},
    Row{Method::inclusive, true, "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments"},
    Row{Method::inclusive_1_1, true, "http://www.w3.org/2006/12/xml-c14n11#WithComments"},
    Row{Method::exclusive, true, "http://www.w3.org/2001/10/xml-exc-c14n#WithComments"},
};

}  // namespace

std::string_view identifier_of(Method method) {
  return rows.at(static_cast<std::size_t>(method)).identifier;
}

std::optional<Canonicalisation> canonicalisation_from(std::string_view identifier) {
  for (const auto& row : rows) {
    if (row.identifier == identifier) return Canonicalisation{row.method, row.with_comments, {}};
  }
  return std::nullopt;
}

}  // namespace tameshi::jlis::documents::xml
