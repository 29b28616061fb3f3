#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "fake-jlis/documents/cms.hpp"
#include "fake-jlis/documents/pdf_fields.hpp"
#include "fake-jlis/documents/pdf_signature.hpp"
#include "fake-jlis/documents/pdf_update.hpp"

namespace tameshi::jlis::documents {
namespace {

using pdf::File;
using pdf::Object;

// Digits of the numbers of /ByteRange, which are known only when all else is written.
constexpr std::size_t number_width = 10;
constexpr std::string_view unknown_range = "[0 0000000001 0000000001 0000000001]";

// Room for the CMS: what it holds, besides certificates, takes about a thousand bytes.
std::size_t room_for(const Signer& signer) {
  auto out = std::size_t{4096} + signer.certificate.size();
  for (const auto& one : signer.chain) out += one.size();
  return out;
}

// "D:20260401090000+09'00'"
std::string pdf_time(Instant at) {
  const auto civil = in_japan(at);
  return fmt::format("D:{:04}{:02}{:02}{:02}{:02}{:02}+09'00'", static_cast<int>(civil.date.year()),
                     static_cast<unsigned>(civil.date.month()), static_cast<unsigned>(civil.date.day()),
                     civil.time.hours().count(), civil.time.minutes().count(), civil.time.seconds().count());
}

// Its /ByteRange stays open, /Contents is zeros.
Object signature_dictionary(const Signer& signer, const PdfTerms& terms) {
  auto out = pdf::dictionary({{"Type", pdf::name("Sig")},
                              {"Filter", pdf::name("Adobe.PPKLite")},
                              {"SubFilter", pdf::name("adbe.pkcs7.detached")},
                              {"M", pdf::string(pdf_time(terms.at))}});
  if (!terms.name.empty()) out.set("Name", pdf::string(pdf::text_string(terms.name)));
  if (!terms.reason.empty()) out.set("Reason", pdf::string(pdf::text_string(terms.reason)));
  out.set("Contents", pdf::string(std::string(room_for(signer), '\0')));
  return out;
}

// Invisible, printed, locked (ISO 32000-1 §12.5.3): the signature itself shows nothing.
Object signature_field(const std::string& field, long signature, long page) {
  constexpr long print_and_locked = 132;
  return pdf::dictionary(
      {{"Type", pdf::name("Annot")},
       {"Subtype", pdf::name("Widget")},
       {"FT", pdf::name("Sig")},
       {"T", pdf::string(pdf::text_string(field))},
       {"V", pdf::reference(signature)},
       {"F", pdf::integer(print_and_locked)},
       {"Rect", pdf::array({pdf::integer(0), pdf::integer(0), pdf::integer(0), pdf::integer(0)})},
       {"P", pdf::reference(page)}});
}

Result<std::string> field_name(const File& file, const std::string& wanted) {
  std::vector<std::string> names;
  TRY([[maybe_unused]] auto signatures, pdf::signature_fields(file, &names));
  const auto is_taken = [&](const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (is_taken(wanted)) return failure(fmt::format("the PDF has a field \"{}\" already", wanted));
  if (!wanted.empty()) return wanted;
  for (unsigned number = 1;; ++number) {
    if (auto name = fmt::format("Signature{}", number); !is_taken(name)) return name;
  }
}

// Down the tree of pages along the first kids.
Result<long> first_page(const File& file) {
  constexpr int deepest = 32;
  TRY(const auto catalog, file.catalog());
  auto at = catalog.at("Pages");
  for (int depth = 0; depth < deepest && at.is_reference(); ++depth) {
    TRY(const auto node, file.resolved(at));
    if (node.at("Type").is_name("Page")) return at.number;
    TRY(const auto kids, file.entry(node, "Kids"));
    at = kids.items.empty() ? Object() : kids.items.front();
  }
  return failure("the PDF has no page");
}

// The form's list of fields gets one more, and the form says that there are signatures (SigFlags, §12.7.2). A
// new form is an object of its own: poppler 22.12 forgets to add its fields to any other.
Result<void> add_to_form(const File& file, pdf::Update& update, long field) {
  constexpr long signed_and_append_only = 3;
  TRY(auto catalog, file.catalog());
  const auto there = catalog.at("AcroForm");
  TRY(auto form, file.resolved(there));
  if (form.is_null()) form = pdf::dictionary({});
  if (auto added = update.append(form, "Fields", pdf::reference(field)); !added) return added;
  form.set("SigFlags", pdf::integer(signed_and_append_only));
  if (there.is_reference()) {
    update.put(there.number, std::move(form));
  } else if (there.is_null()) {
    const auto number = update.take_number();
    update.put(number, std::move(form));
    catalog.set("AcroForm", pdf::reference(number));
    update.put(file.trailer().at("Root").number, std::move(catalog));
  } else {
    catalog.set("AcroForm", std::move(form));
    update.put(file.trailer().at("Root").number, std::move(catalog));
  }
  return {};
}

Result<void> add_to_page(pdf::Update& update, long page, long field) {
  TRY(auto object, update.object(page));
  const auto before = object;
  if (auto added = update.append(object, "Annots", pdf::reference(field)); !added) return added;
  if (object != before) update.put(page, std::move(object));
  return {};
}

// The signature's two values that depend on all else. They stand in what was appended, and nowhere before.
struct Holes {
  std::size_t range = 0;
  std::size_t contents = 0;
  std::size_t contents_end = 0;
};

Holes holes_in(std::string_view text, std::size_t appended) {
  Holes out;
  out.range = text.find(unknown_range, appended);
  constexpr std::string_view contents = "/Contents <00";
  out.contents = text.find(contents, appended) + contents.find('<');
  out.contents_end = text.find('>', out.contents) + 1;
  return out;
}

void fill_range(std::string& text, const Holes& holes) {
  const auto range = fmt::format("[0 {:0{}} {:0{}} {:0{}}]", holes.contents, number_width, holes.contents_end,
                                 number_width, text.size() - holes.contents_end, number_width);
  text.replace(holes.range, unknown_range.size(), range);
}

Result<void> fill_contents(std::string& text, const Holes& holes, const Signer& signer,
                           const PdfTerms& terms) {
  const auto content = bytes_of(text.substr(0, holes.contents) + text.substr(holes.contents_end));
  const std::vector<Signer> signers{signer};
  TRY(const auto cms, make_cms(signers, content, Content::detached, terms.at));
  const auto digits = hex(cms);
  const auto room = holes.contents_end - holes.contents - 2;
  if (digits.size() > room) return failure("the signature is longer than the room kept for it");
  text.replace(holes.contents + 1, digits.size(), digits);
  return {};
}

template <typename T>
Result<T> or_problem(Read<T> read) {
  if (!read) return failure(to_string(read.error()));
  return *std::move(read);
}

}  // namespace

Result<Bytes> sign_pdf(ByteView bytes, const Signer& signer, const PdfTerms& terms) {
  TRY(const auto file, or_problem(File::open(bytes)));
  TRY(const auto name, field_name(file, terms.field));
  TRY(const auto page, first_page(file));
  pdf::Update update(file);
  const auto signature = update.take_number();
  const auto field = update.take_number();
  auto dictionary = signature_dictionary(signer, terms);
  Object range;
  range.kind = Object::Kind::real;  // written as it stands
  range.text = unknown_range;
  dictionary.set("ByteRange", range);
  update.put(signature, std::move(dictionary));
  update.put(field, signature_field(name, signature, page));
  if (auto added = add_to_form(file, update, field); !added) return tl::unexpected(added.error());
  if (auto added = add_to_page(update, page, field); !added) return tl::unexpected(added.error());
  auto text = std::string(text_of(update.written()));
  const auto holes = holes_in(text, bytes.size());
  fill_range(text, holes);
  if (auto filled = fill_contents(text, holes, signer, terms); !filled) return tl::unexpected(filled.error());
  return bytes_of(text);
}

}  // namespace tameshi::jlis::documents
