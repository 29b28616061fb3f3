#include <fmt/format.h>

#include <algorithm>

#include "fake-jlis/documents/cms.hpp"
#include "fake-jlis/documents/pdf_change.hpp"
#include "fake-jlis/documents/pdf_fields.hpp"
#include "fake-jlis/documents/pdf_signature.hpp"

namespace tameshi::jlis::documents {
namespace {

using pdf::File;
using pdf::Object;
using pdf::SignatureField;

constexpr std::string_view whole_file = "not-the-whole-file";

// /ByteRange [0 a b c]: from the beginning to a, and c bytes from b.
struct Range {
  std::size_t first_end = 0;
  std::size_t second_begin = 0;
  std::size_t end = 0;
};

// The gap must be the value of /Contents with its delimiters, and nothing else.
Read<Range> range_of(const SignatureField& field, std::size_t file_size) {
  const auto& numbers = field.value.at("ByteRange").items;
  const auto& contents = field.value.at("Contents");
  if (!field.in_file) return refused(whole_file, "the signature is within a stream");
  if (contents.kind != Object::Kind::string) return refused("malformed", "/Contents is no string");
  const bool are_numbers = std::all_of(numbers.begin(), numbers.end(), [&](const Object& one) {
    return one.is_integer() && one.number >= 0 && static_cast<std::size_t>(one.number) <= file_size;
  });
  if (numbers.size() != 4 || !are_numbers)
    return refused(whole_file, "/ByteRange is not four numbers of the file");
  const auto number = [&](std::size_t i) { return static_cast<std::size_t>(numbers[i].number); };
  if (number(0) != 0) return refused(whole_file, "/ByteRange does not begin at 0");
  if (number(2) + number(3) > file_size) return refused(whole_file, "/ByteRange leads out of the file");
  if (number(1) != contents.begin || number(2) != contents.end)
    return refused(whole_file, "/ByteRange leaves out something else than /Contents");
  return Range{number(1), number(2), number(2) + number(3)};
}

// "D:20260401090000+09'00'" (ISO 32000-1 §7.9.4); only with all of its parts.
std::optional<Instant> time_in(const std::string& text) {
  if (text.size() < 17 || !text.starts_with("D:")) return std::nullopt;
  const auto part = [&](std::size_t at, std::size_t count) { return text.substr(at, count); };
  const auto zone = text[16] == 'Z'     ? std::string("Z")
                    : text.size() >= 22 ? part(16, 3) + ":" + part(20, 2)
                                        : "";
  const auto time = parse_instant(fmt::format("{}-{}-{}T{}:{}:{}{}", part(2, 4), part(6, 2), part(8, 2),
                                              part(10, 2), part(12, 2), part(14, 2), zone));
  return time ? std::optional<Instant>(*time) : std::nullopt;
}

Read<CmsRules> rules_of(const SignatureField& field) {
  const auto& form = field.value.at("SubFilter");
  if (form.is_name("adbe.pkcs7.detached")) return CmsRules{true, true, false};
  if (form.is_name("ETSI.CAdES.detached")) return CmsRules{true, true, true};
  if (form.is_name("adbe.pkcs7.sha1") || form.is_name("adbe.x509.rsa_sha1"))
    return refused("weak-algorithm", form.text);
  return refused("unsupported-format", "a signature of the form " + form.text);
}

class Reader {
 public:
  explicit Reader(ByteView bytes) : bytes_(bytes) {}

  Findings read() {
    const auto file = open();
    if (!file) return findings_of(file.error());
    auto fields = signature_fields(*file);
    if (!fields) return findings_of(file->refusal(fields.error()));
    if (fields->empty()) return findings_of(fault("no-signature"));
    if (fields->size() > most_signatures)
      return findings_of(fault("too-large", "more signatures than we read"));
    std::stable_sort(fields->begin(), fields->end(), [](const SignatureField& a, const SignatureField& b) {
      return a.value.at("Contents").begin < b.value.at("Contents").begin;
    });
    for (const auto& field : *fields) {
      if (const auto range = range_of(field, bytes_.size())) last_end_ = std::max(last_end_, range->end);
    }
    Findings out;
    for (const auto& field : *fields) out.signatures.push_back(signature(*file, field));
    return out;
  }

 private:
  // Bytes behind the last %%EOF are for the signatures to complain about, if there are any.
  Read<File> open() {
    constexpr std::string_view end = "%%EOF";
    constexpr int most_tries = 4;
    auto out = File::open(bytes_, cost_);
    auto text = text_of(bytes_);
    for (int tries = 0; !out && tries < most_tries; ++tries) {
      const auto last = text.rfind(end);
      if (last == std::string_view::npos) break;
      auto without_tail = File::open(bytes_.first(last + end.size()), cost_);
      const auto fields = without_tail ? signature_fields(*without_tail) : failure("no file");
      if (fields && !fields->empty()) return without_tail;
      text = text.substr(0, last);
    }
    return out;
  }

  FoundSignature signature(const File& file, const SignatureField& field) {
    FoundSignature out{.format = Format::pdf, .name = field.name};
    out.signed_by = pdf::utf8_of(field.value.at("Name").text);
    out.signed_at = time_in(field.value.at("M").text);
    if (auto checked = check(file, field, out); !checked) out.fault = checked.error();
    return out;
  }

  Read<void> check(const File& file, const SignatureField& field, FoundSignature& out) {
    TRY(const auto rules, rules_of(field));
    TRY(const auto range, range_of(field, bytes_.size()));
    const bool is_whole = range.end == bytes_.size();
    const auto says = fmt::format("bytes 0 to {} of {}", range.end, bytes_.size());
    out.covers = {{is_whole ? "the file" : says, is_whole, {}, range.end}};
    if (auto right = check_cms(field, range, rules, out); !right) return right;
    return check_revision(file, field, range);
  }

  // What the CMS says of certificate and time is taken over.
  Read<void> check_cms(const SignatureField& field, const Range& range, const CmsRules& rules,
                       FoundSignature& out) {
    const auto content = concat(
        {bytes_.first(range.first_end), bytes_.subspan(range.second_begin, range.end - range.second_begin)});
    auto found = read_cms(bytes_of(field.value.at("Contents").text), content, rules);
    if (found.fault) return tl::unexpected(*found.fault);
    if (found.signatures.size() != 1) return refused("malformed", "a signature of several signers");
    auto& one = found.signatures.front();
    out.certificate = std::move(one.certificate);
    out.others = std::move(one.others);
    out.hash = one.hash;
    out.algorithm = one.algorithm;
    if (one.signed_at) out.signed_at = one.signed_at;
    if (one.format != Format::cms_detached)
      return refused("malformed", "the signature holds a content of its own");
    if (one.fault) return tl::unexpected(*one.fault);
    return {};
  }

  // What the signer saw must be a file itself with this signature in it, and nothing may have been added
  // behind it but signatures, the last of which covers all.
  Read<void> check_revision(const File& file, const SignatureField& field, const Range& range) {
    const auto seen = File::open(bytes_.first(range.end), cost_);
    if (!seen) return refused(whole_file, to_string(seen.error()));
    const auto fields = signature_fields(*seen);
    const bool is_there =
        fields && std::any_of(fields->begin(), fields->end(), [&](const SignatureField& one) {
          return one.value.begin == field.value.begin && one.in_file;
        });
    if (!is_there) return refused(whole_file, "the signature is no part of the revision that it covers");
    if (range.end == bytes_.size()) return {};
    if (file.newest_section() < range.end)
      return refused(whole_file, "bytes that belong to no revision follow");
    if (last_end_ != bytes_.size())
      return refused("changed-after-signing", "and no later signature covers it");
    const auto change = change_beyond_signing(*seen, file);
    if (!change) return tl::unexpected(file.refusal(change.error()));
    if (*change) return refused("changed-after-signing", **change);
    return {};
  }

  ByteView bytes_;
  pdf::Cost cost_ = pdf::no_cost();
  std::size_t last_end_ = 0;  // of what the signatures cover
};

}  // namespace

Findings read_pdf(ByteView bytes) {
  if (bytes.size() > largest_file) return findings_of(fault("too-large"));
  return Reader(bytes).read();
}

}  // namespace tameshi::jlis::documents
