// What the cases do to a PDF, by name.
#pragma once

#include <fmt/format.h>

#include <functional>
#include <map>

#include "fake-jlis/documents/cms_changes.hpp"
#include "fake-jlis/documents/pdf_fields.hpp"
#include "fake-jlis/documents/pdf_signature.hpp"
#include "fake-jlis/documents/pdf_update.hpp"

namespace tameshi::jlis::documents::testing {

inline constexpr std::string_view page_marker = "I agree";
inline constexpr long page_number = 6;  // as pdf_of_text numbers them
inline constexpr long content_number = 7;
inline constexpr long dangling_number = 900;

inline pdf::File open(const Bytes& bytes) {
  auto file = pdf::File::open(bytes);
  if (!file) throw std::runtime_error(to_string(file.error()));
  return *std::move(file);
}

using Editing = std::function<void(const pdf::File&, pdf::Update&)>;

inline Bytes updated(const Bytes& bytes, const Editing& edit) {
  const auto file = open(bytes);
  pdf::Update update(file);
  edit(file, update);
  return update.written();
}

inline pdf::Object object(const pdf::File& file, long number) {
  return value_or_trouble(file.object(number));
}

inline Bytes with_change(const Bytes& bytes, long number, std::string_view key, const pdf::Object& value) {
  return updated(bytes, [&](const pdf::File& file, pdf::Update& update) {
    auto changed = object(file, number);
    changed.set(key, value);
    update.put(number, changed);
  });
}

// Replaces the last place where it stands; of the same length, so that all offsets stay.
inline Bytes replaced(const Bytes& bytes, std::string_view what, std::string with) {
  auto text = std::string(text_of(bytes));
  const auto at = text.rfind(what);
  if (at == std::string::npos) throw std::runtime_error("not in the PDF: " + std::string(what));
  with.resize(what.size(), ' ');
  return bytes_of(text.replace(at, what.size(), with));
}

inline Bytes inserted(const Bytes& bytes, std::string_view before, std::string_view what) {
  auto text = std::string(text_of(bytes));
  return bytes_of(text.insert(text.rfind(before), what));
}

struct SignaturePlace {
  std::size_t begin = 0;  // of /Contents, with its delimiters
  std::size_t end = 0;
  std::string range;        // as it is written
  std::size_t covered = 0;  // bytes behind /Contents, as it says
};

inline SignaturePlace last_signature(const Bytes& bytes) {
  const auto text = text_of(bytes);
  const auto range = text.find('[', text.rfind("/ByteRange"));
  const auto fields = value_or_trouble(pdf::signature_fields(open(bytes)));
  const auto& value = fields.back().value;
  const auto& contents = value.at("Contents");
  return {contents.begin, contents.end, std::string(text.substr(range, text.find(']', range) + 1 - range)),
          static_cast<std::size_t>(value.at("ByteRange").items.back().number)};
}

inline Bytes with_range(const Bytes& bytes, std::size_t begin, long to_first, long to_second,
                        long to_length) {
  const auto place = last_signature(bytes);
  return replaced(bytes, place.range,
                  fmt::format("[{} {:010} {:010} {:010}]", begin, static_cast<long>(place.begin) + to_first,
                              static_cast<long>(place.end) + to_second,
                              static_cast<long>(bytes.size() - place.end) + to_length));
}

// The last signature's CMS anew, hanako's, with a change of cms_changes.hpp before and behind signing.
inline Bytes with_cms(Bytes bytes, const std::string& what) {
  const auto place = last_signature(bytes);
  const auto covered =
      concat({ByteView(bytes).first(place.begin), ByteView(bytes).subspan(place.end, place.covered)});
  const auto signer = world().hanako.signer();
  Scene scene;
  scene.data.certificates = {signer.certificate};
  scene.data.signers = {*draft_signer(signer, covered, signed_at)};
  scene.people = {&world().hanako};
  change(scene, what);
  for (auto& one : scene.data.signers) {
    if (!sign_draft(one, signer, covered)) throw std::runtime_error("cannot sign");
  }
  auto digits = hex(encode(scene.data));
  digits.resize(std::max(digits.size(), place.end - place.begin - 2), '0');
  digits.resize(place.end - place.begin - 2);
  std::copy(digits.begin(), digits.end(), bytes.begin() + static_cast<std::ptrdiff_t>(place.begin) + 1);
  return bytes;
}

inline Bytes flipped_at(Bytes bytes, std::size_t at) {
  bytes.at(at) ^= 0x01;
  return bytes;
}

// A digit within the last signature's value, which ends the CMS; digits that stay digits.
inline Bytes with_flipped_signature(const Bytes& bytes) {
  const auto place = last_signature(bytes);
  auto at = text_of(bytes).find_last_not_of('0', place.end - 2) - 20;
  while (bytes[at] < '2' || bytes[at] > '8') --at;
  return flipped_at(bytes, at);
}

inline pdf::Object widget(std::string_view type, std::string_view name) {
  return pdf::dictionary(
      {{"Type", pdf::name("Annot")},
       {"Subtype", pdf::name("Widget")},
       {"FT", pdf::name(type)},
       {"T", pdf::string(name)},
       {"Rect", pdf::array({pdf::integer(0), pdf::integer(0), pdf::integer(9), pdf::integer(9)})}});
}

inline Bytes with_field(const Bytes& bytes, const pdf::Object& field, bool on_page) {
  return updated(bytes, [&](const pdf::File& file, pdf::Update& update) {
    const auto number = update.take_number();
    update.put(number, field);
    auto owner = object(file, on_page ? page_number : 1);
    if (on_page) {
      (void)update.append(owner, "Annots", pdf::reference(number));
    } else {
      auto form = value_or_trouble(file.entry(owner, "AcroForm"));
      if (form.is_null()) form = pdf::dictionary({});
      (void)update.append(form, "Fields", pdf::reference(number));
      owner.set("AcroForm", form);
    }
    update.put(on_page ? page_number : 1, owner);
  });
}

using PdfChange = std::function<Bytes(const Bytes&)>;

inline const std::map<std::string, PdfChange>& updates() {
  static const std::map<std::string, PdfChange> all{
      {"update-nothing", [](const Bytes& b) { return updated(b, [](const pdf::File&, pdf::Update&) {}); }},
      {"update-page", [](const Bytes& b) { return with_change(b, page_number, "Rotate", pdf::integer(90)); }},
      {"update-catalog",
       [](const Bytes& b) { return with_change(b, 1, "OpenAction", pdf::reference(page_number)); }},
      {"other-catalog",
       [](const Bytes& b) {
         const auto number = static_cast<long>(open(b).trailer().at("Size").number);
         const auto with =
             updated(b, [&](const pdf::File& f, pdf::Update& u) { u.put(u.take_number(), object(f, 1)); });
         return replaced(with, "/Root 1 0 R /ID", fmt::format("/Root {} 0 R/ID", number).substr(0, 15));
       }},
      {"drop-form", [](const Bytes& b) { return with_change(b, 1, "AcroForm", pdf::Object()); }},
      {"drop-widgets", [](const Bytes& b) { return with_change(b, page_number, "Annots", pdf::Object()); }},
      {"add-note",
       [](const Bytes& b) {
         auto note = widget("Sig", "note");
         note.set("Subtype", pdf::name("FreeText"));
         return with_field(b, note, true);
       }},
      {"add-text-field", [](const Bytes& b) { return with_field(b, widget("Tx", "more"), false); }},
      {"add-empty-field", [](const Bytes& b) { return with_field(b, widget("Sig", "empty"), false); }},
      {"fill-empty-field",
       [](const Bytes& b) {
         const auto number = [&] {
           const auto file = open(b);
           const auto form = value_or_trouble(file.entry(object(file, 1), "AcroForm"));
           return form.at("Fields").items.front().number;
         }();
         return with_change(b, number, "V", pdf::reference(1));
       }},
      {"remove-content",
       [](const Bytes& b) {
         return updated(b, [](const pdf::File&, pdf::Update& u) { u.put(content_number, pdf::Object()); });
       }},
      {"dangle",
       [](const Bytes& b) {
         return with_change(b, page_number, "Contents",
                            pdf::array({pdf::reference(content_number), pdf::reference(dangling_number)}));
       }},
      {"fill-dangling",
       [](const Bytes& b) {
         return updated(b, [](const pdf::File&, pdf::Update& u) { u.put(dangling_number, pdf::integer(1)); });
       }},
      // The signature's number is the one after the next objects: its transform's, and then it.
      {"certify",
       [](const Bytes& b) {
         const auto file = open(b);
         if (!object(file, 1).at("Perms").is_null()) return b;
         return updated(b, [](const pdf::File& f, pdf::Update& u) {
           const auto transform = u.take_number();
           u.put(
               transform,
               pdf::dictionary(
                   {{"Reference", pdf::array({pdf::dictionary(
                                      {{"TransformParams", pdf::dictionary({{"P", pdf::integer(1)}})}})})}}));
           auto catalog = object(f, 1);
           catalog.set("Perms", pdf::dictionary({{"DocMDP", pdf::reference(transform)}}));
           u.put(1, catalog);
         });
       }},
  };
  return all;
}

inline const std::map<std::string, PdfChange>& edits() {
  static const std::map<std::string, PdfChange> all{
      {"flip-page", [](const Bytes& b) { return flipped_at(b, text_of(b).find(" Tj T*") - 3); }},
      {"flip-name",
       [](const Bytes& b) { return replaced(b, hex(bytes_of("(Hanako)")), hex(bytes_of("(Kanako)"))); }},
      {"flip-signature", with_flipped_signature},
      {"zero-contents",
       [](Bytes b) {
         const auto place = last_signature(b);
         std::fill(b.begin() + static_cast<std::ptrdiff_t>(place.begin) + 1,
                   b.begin() + static_cast<std::ptrdiff_t>(place.end) - 1, '0');
         return b;
       }},
      {"append-x",
       [](const Bytes& b) {
         return concat({b, bytes_of("x")});
       }},
      {"append-line-end",
       [](const Bytes& b) {
         return concat({b, bytes_of("\n")});
       }},
      {"append-end-mark",
       [](const Bytes& b) {
         return concat({b, bytes_of("%%EOF\n")});
       }},
      {"range-from-one", [](const Bytes& b) { return with_range(b, 1, 0, 0, 0); }},
      {"range-with-a-gap", [](const Bytes& b) { return with_range(b, 0, -1, 0, 0); }},
      {"range-with-an-overlap", [](const Bytes& b) { return with_range(b, 0, 0, -1, 1); }},
      {"range-too-short", [](const Bytes& b) { return with_range(b, 0, 0, 0, -1); }},
      {"range-too-long", [](const Bytes& b) { return with_range(b, 0, 0, 0, 1); }},
      {"range-of-three", [](const Bytes& b) { return replaced(b, last_signature(b).range, "[0 1 2]"); }},
      {"range-of-names",
       [](const Bytes& b) { return replaced(b, last_signature(b).range, "[/a /b /c /d]"); }},
      {"as-cades", [](const Bytes& b) { return replaced(b, "adbe.pkcs7.detached", "ETSI.CAdES.detached"); }},
      {"as-sha1", [](const Bytes& b) { return replaced(b, "adbe.pkcs7.detached", "adbe.x509.rsa_sha1"); }},
      {"as-unknown", [](const Bytes& b) { return replaced(b, "adbe.pkcs7.detached", "ETSI.RFC3161"); }},
      {"encrypt", [](const Bytes& b) { return inserted(b, "/Root", "/Encrypt 1 0 R "); }},
      {"no-header", [](const Bytes& b) { return replaced(b, "%PDF-1.7", " %PDF1.7"); }},
      {"no-end", [](const Bytes& b) { return Bytes(b.begin(), b.end() - 2); }},
      {"no-startxref",
       [](const Bytes& b) { return replaced(replaced(b, "startxref", ""), "startxref", ""); }},
      {"startxref-elsewhere", [](const Bytes& b) { return replaced(b, "startxref\n", "startxref1"); }},
      {"circle",
       [](const Bytes& b) {
         const auto with = updated(b, [](const pdf::File&, pdf::Update&) {});
         const auto here = open(with).newest_section();
         const auto before = open(b).newest_section();
         return replaced(with, fmt::format("/Prev {}", before), fmt::format("/Prev {}", here));
       }},
      {"key-twice",
       [](const Bytes& b) { return replaced(b, "/Filter /Adobe.PPKLite", "/Type /Adobe.PPKLite"); }},
      {"field-twice",
       [](const Bytes& b) {
         const auto file = open(b);
         auto form = value_or_trouble(file.entry(object(file, 1), "AcroForm"));
         auto fields = form.at("Fields");
         fields.items.push_back(fields.items.front());
         form.set("Fields", fields);
         return with_change(b, 1, "AcroForm", form);
       }},
      {"empty", [](const Bytes&) { return Bytes(); }},
  };
  return all;
}

inline Bytes changed(const Bytes& bytes, const std::string& what) {
  if (what.rfind("cms ", 0) == 0) return with_cms(bytes, what.substr(4));
  for (const auto* all : {&updates(), &edits()}) {
    if (const auto found = all->find(what); found != all->end()) return found->second(bytes);
  }
  throw std::runtime_error("nothing is called " + what);
}

}  // namespace tameshi::jlis::documents::testing
