// Steps of a deviation upon a certificate's encoding.
#include <algorithm>

#include "fake-jlis/ca/deviate.hpp"

namespace tameshi::jlis::ca {
namespace {

constexpr std::uint8_t generalized_time = der::generalized_time_tag;

Element& child(Element& of, std::size_t number) {
  if (number >= of.parts.size()) throw Trouble("there is no such element to deviate from", "", "");
  return of.parts[number];
}

Element& extension_below(Element& extensions, std::string_view oid) {
  const auto wanted = der::oid(oid);
  auto& list = child(extensions, 0).parts;
  const auto found = std::find_if(list.begin(), list.end(), [&](const auto& extension) {
    return encode(extension.parts.at(0)) == wanted;
  });
  if (found == list.end()) throw Trouble("there is no such extension to deviate from", "", "");
  return *found;
}

// RFC 5280 §4.1.2.5.1 wants YYMMDDHHMMSSZ; X.680 §47 allows more.
void rewrite(Element& time, TimeForm form) {
  std::string text(text_of(time.contents));
  const bool utc = time.tag == der::utc_time_tag;
  const auto as_generalized = [&] {
    time.tag = generalized_time;
    if (utc) text.insert(0, "20");
  };
  if (form == TimeForm::generalized || form == TimeForm::with_fraction) as_generalized();
  if (form == TimeForm::with_fraction) text.insert(text.size() - 1, ".5");
  if (form == TimeForm::without_zone || form == TimeForm::with_offset) text.pop_back();
  if (form == TimeForm::with_offset) text += "+0000";
  if (form == TimeForm::without_seconds) text.erase(text.size() - 3, 2);
  time.contents = bytes_of(text);
}

}  // namespace

void apply(const Reencode& step, Element& certificate) {
  auto* at = &certificate;
  for (const auto number : step.path) at = &child(*at, number);
  if (!step.extension.empty()) at = &extension_below(*at, step.extension);
  for (const auto number : step.below) at = &child(*at, number);
  if (step.tag) at->tag = *step.tag;
  if (step.contents) {
    at->parts.clear();
    at->contents = *step.contents;
  }
  at->contents.insert(at->contents.begin(), step.before.begin(), step.before.end());
  append(at->inside, step.inside);
  append(at->after, step.after);
  at->length = step.length;
  at->absent = step.drop;
  if (step.form != TimeForm::as_it_is) rewrite(*at, step.form);
}

}  // namespace tameshi::jlis::ca
