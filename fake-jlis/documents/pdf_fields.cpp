#include "fake-jlis/documents/pdf_fields.hpp"

#include <fmt/format.h>

#include <set>

namespace tameshi::jlis::documents::pdf {
namespace {

constexpr unsigned deepest = 16;  // OURS
constexpr std::size_t most_fields = 10'000;
constexpr std::size_t most_pages = 10'000;

class Walk {
 public:
  Walk(const File& file, std::vector<std::string>* names) : file_(file), names_(names) {}

  Result<void> fields(const Object& list, const std::string& parent, bool is_signature, unsigned depth) {
    if (depth > deepest) return failure("fields lie too deep");
    for (const auto& item : list.items) {
      if (!item.is_reference()) return failure("a field that is not referred to");
      if (!seen_.insert(item.number).second)
        return failure(fmt::format("the field {} is there twice", item.number));
      if (seen_.size() > most_fields) return failure("more fields than we read");
      if (auto read = field(item.number, parent, is_signature, depth); !read) return read;
    }
    return {};
  }

  // What the pages show and the form does not have.
  Result<void> pages(const Object& node, unsigned depth) {
    if (depth > deepest || pages_.size() > most_pages)
      return failure("pages lie too deep, or are more than we read");
    TRY(const auto annotations, file_.entry(node, "Annots"));
    for (const auto& item : annotations.items) {
      if (!item.is_reference()) continue;
      if (auto read = widget(item.number); !read) return read;
    }
    TRY(const auto kids, file_.entry(node, "Kids"));
    for (const auto& kid : kids.items) {
      if (!kid.is_reference() || !pages_.insert(kid.number).second) return failure("a page is there twice");
      TRY(const auto child, file_.object(kid.number));
      if (auto read = pages(child, depth + 1); !read) return read;
    }
    return {};
  }

  [[nodiscard]] std::vector<SignatureField> take() { return std::move(found_); }

 private:
  // The field of a widget is itself, or the parent that has a type.
  Result<void> widget(long number) {
    for (unsigned depth = 0; depth < deepest; ++depth) {
      if (seen_.contains(number)) return {};
      TRY(const auto object, file_.object(number));
      if (!object.at("FT").is_null()) {
        seen_.insert(number);
        return field(number, "", false, 0);
      }
      if (!object.at("Parent").is_reference()) return {};
      number = object.at("Parent").number;
    }
    return {};
  }

  // FT and V are inherited; a child without a name is a widget of its parent.
  Result<void> field(long number, const std::string& parent, bool is_signature, unsigned depth) {
    TRY(const auto object, file_.object(number));
    if (!object.is_dictionary()) return failure(fmt::format("the field {} is no dictionary", number));
    TRY(const auto type, file_.entry(object, "FT"));
    TRY(const auto partial, file_.entry(object, "T"));
    const auto name = full_name(parent, partial);
    const bool is_one = type.is_null() ? is_signature : type.is_name("Sig");
    if (names_ != nullptr) names_->push_back(name);
    if (is_one && !object.at("V").is_null()) {
      if (auto added = add(number, object, name); !added) return added;
    }
    TRY(const auto kids, file_.entry(object, "Kids"));
    return fields(kids, name, is_one, depth + 1);
  }

  static std::string full_name(const std::string& parent, const Object& partial) {
    if (partial.is_null()) return parent;
    return (parent.empty() ? "" : parent + ".") + utf8_of(partial.text);
  }

  Result<void> add(long number, const Object& field, const std::string& name) {
    const auto& value = field.at("V");
    const auto holder = file_.location_of(value.is_reference() ? value.number : number);
    TRY(auto dictionary, file_.resolved(value));
    if (!dictionary.is_dictionary()) return failure("a signature is no dictionary");
    found_.push_back({name, std::move(dictionary), holder && holder->kind == Location::Kind::offset});
    return {};
  }

  const File& file_;
  std::vector<std::string>* names_;
  std::set<long> seen_;
  std::set<long> pages_;
  std::vector<SignatureField> found_;
};

}  // namespace

Result<std::vector<SignatureField>> signature_fields(const File& file, std::vector<std::string>* names) {
  TRY(const auto catalog, file.catalog());
  TRY(const auto form, file.entry(catalog, "AcroForm"));
  TRY(const auto list, file.entry(form, "Fields"));
  Walk walk(file, names);
  if (auto walked = walk.fields(list, "", false, 0); !walked) return tl::unexpected(walked.error());
  TRY(const auto pages, file.entry(catalog, "Pages"));
  if (auto walked = walk.pages(pages, 0); !walked) return tl::unexpected(walked.error());
  return walk.take();
}

}  // namespace tameshi::jlis::documents::pdf
