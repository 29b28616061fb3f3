#include "fake-jlis/documents/pdf_change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace tameshi::jlis::documents::pdf {
namespace {

using Words = std::initializer_list<std::string_view>;

bool is_one_of(std::string_view word, Words words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// The same but for these keys.
bool same_but(const Object& before, const Object& after, Words keys) {
  const auto rest = [&](Object object) {
    std::erase_if(object.entries, [&](const Entry& one) { return is_one_of(one.key, keys); });
    std::sort(object.entries.begin(), object.entries.end(),
              [](const Entry& a, const Entry& b) { return a.key < b.key; });
    return object;
  };
  return before.is_dictionary() && after.is_dictionary() && rest(before) == rest(after);
}

void collect_references(const Object& object, std::set<long>& out) {
  if (object.is_reference()) out.insert(object.number);
  for (const auto& item : object.items) collect_references(item, out);
  for (const auto& entry : object.entries) collect_references(entry.value, out);
}

// What the signer's file refers to, and where its pages keep their annotations.
struct Seen {
  std::set<long> referred;
  std::set<long> annotation_lists;
};

class Comparison {
 public:
  Comparison(const File& before, const File& after) : before_(before), after_(after) {}

  Result<std::optional<std::string>> run() {
    if (before_.trailer().at("Root") != after_.trailer().at("Root")) return said("another catalog");
    TRY(const auto forbids, forbids_all());
    if (forbids) return said("an addition, which the signature that certifies the file forbids");
    if (auto looked = look_around(); !looked) return tl::unexpected(looked.error());
    for (const auto& [number, location] : after_.locations()) {
      const auto old = before_.locations().find(number);
      if (old != before_.locations().end() && old->second == location) continue;
      TRY(const auto allowed, is_allowed(number));
      if (!allowed) return said(fmt::format("object {}", number));
    }
    return std::optional<std::string>();
  }

 private:
  static std::optional<std::string> said(std::string_view what) { return std::string(what); }

  Result<void> look_around() {
    for (const auto& [number, location] : before_.locations()) {
      if (location.kind == Location::Kind::free) continue;
      TRY(const auto object, before_.object(number));
      if (object.is_stream && object.at("Type").is_name("XRef")) continue;
      collect_references(object, seen_.referred);
      const auto& annotations = object.at("Annots");
      if (object.at("Type").is_name("Page") && annotations.is_reference())
        seen_.annotation_lists.insert(annotations.number);
    }
    TRY(const auto catalog, before_.catalog());
    form_ = catalog.at("AcroForm");
    TRY(const auto form, before_.resolved(form_));
    fields_ = form.at("Fields");
    return {};
  }

  // DocMDP with P 1 (ISO 32000-1 §12.8.2.2).
  Result<bool> forbids_all() const {
    TRY(const auto catalog, before_.catalog());
    TRY(const auto permissions, before_.entry(catalog, "Perms"));
    TRY(const auto signature, before_.entry(permissions, "DocMDP"));
    TRY(const auto references, before_.entry(signature, "Reference"));
    if (references.items.empty()) return false;
    TRY(const auto first, before_.resolved(references.items.front()));
    TRY(const auto parameters, before_.entry(first, "TransformParams"));
    return parameters.at("P").is_integer() && parameters.at("P").number == 1;
  }

  Result<bool> is_allowed(long number) const {
    TRY(const auto before, before_.object(number));
    TRY(const auto after, after_.object(number));
    // What the signer's file referred to in vain would otherwise get a meaning.
    if (!before_.location_of(number)) return !seen_.referred.contains(number);
    if (before.is_stream || after.is_stream) return same_stream(before, after);
    if (before == after) return true;
    const bool is_catalog = before_.trailer().at("Root").number == number;
    if (is_catalog) return is_allowed_catalog(before, after);
    if (form_.is_reference() && form_.number == number) return is_allowed_form(before, after);
    if (fields_.is_reference() && fields_.number == number) return is_longer_list(before, after, false);
    if (seen_.annotation_lists.contains(number)) return is_longer_list(before, after, true);
    if (before.at("Type").is_name("Page")) return is_allowed_page(before, after);
    return is_field_signed(before, after);
  }

  Result<bool> same_stream(const Object& before, const Object& after) const {
    if (before != after) return false;
    TRY(const auto data_before, before_.data_of(before));
    TRY(const auto data_after, after_.data_of(after));
    return std::equal(data_before.begin(), data_before.end(), data_after.begin(), data_after.end());
  }

  Result<bool> is_allowed_catalog(const Object& before, const Object& after) const {
    if (!same_but(before, after, {"AcroForm", "DSS", "Extensions"})) return false;
    if (before.at("AcroForm") == after.at("AcroForm")) return true;
    TRY(const auto form_before, before_.entry(before, "AcroForm"));
    TRY(const auto form_after, after_.entry(after, "AcroForm"));
    if (form_before.is_null()) return is_allowed_form(dictionary({}), form_after);
    return is_allowed_form(form_before, form_after);
  }

  // Fonts and an appearance may come with the first field, but not change.
  Result<bool> is_allowed_form(const Object& before, const Object& after) const {
    if (!same_but(before, after, {"Fields", "SigFlags", "DR", "DA"})) return false;
    for (const auto* key : {"DR", "DA"}) {
      if (!before.at(key).is_null() && before.at(key) != after.at(key)) return false;
    }
    return is_longer_list_at(before, after, "Fields", false);
  }

  Result<bool> is_allowed_page(const Object& before, const Object& after) const {
    if (!same_but(before, after, {"Annots"})) return false;
    return is_longer_list_at(before, after, "Annots", true);
  }

  Result<bool> is_longer_list_at(const Object& before, const Object& after, std::string_view key,
                                 bool of_widgets) const {
    TRY(const auto old, before_.entry(before, key));
    TRY(const auto now, after_.entry(after, key));
    return is_longer_list(old.is_null() ? array({}) : old, now.is_null() ? array({}) : now, of_widgets);
  }

  // The same and new signature fields behind it.
  Result<bool> is_longer_list(const Object& before, const Object& after, bool of_widgets) const {
    if (!before.is_array() || !after.is_array() || after.items.size() < before.items.size()) return false;
    if (!std::equal(before.items.begin(), before.items.end(), after.items.begin())) return false;
    for (auto i = before.items.size(); i < after.items.size(); ++i) {
      const auto& added = after.items[i];
      if (!added.is_reference() || before_.location_of(added.number)) return false;
      TRY(const auto field, after_.resolved(added));
      if (!is_plain_signature_field(field)) return false;
      if (of_widgets && !field.at("Subtype").is_name("Widget")) return false;
    }
    return true;
  }

  // No parent whose value it would be, no part of another, nothing that runs.
  static bool is_plain_signature_field(const Object& field) {
    return field.at("FT").is_name("Sig") && field.at("Parent").is_null() && field.at("Kids").is_null() &&
           field.at("A").is_null() && field.at("AA").is_null();
  }

  static bool is_field_signed(const Object& before, const Object& after) {
    return is_plain_signature_field(before) && before.at("V").is_null() && after.at("V").is_reference() &&
           same_but(before, after, {"V", "AP", "M", "F"});
  }

  const File& before_;
  const File& after_;
  Seen seen_;
  Object form_;
  Object fields_;
};

}  // namespace

Result<std::optional<std::string>> change_beyond_signing(const File& before, const File& after) {
  return Comparison(before, after).run();
}

}  // namespace tameshi::jlis::documents::pdf
