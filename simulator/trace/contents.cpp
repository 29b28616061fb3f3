#include "simulator/trace/contents.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/secret.hpp"
#include "simulator/trace/certificate.hpp"
#include "simulator/trace/forms.hpp"
#include "simulator/trace/show.hpp"
#include "simulator/trace/tlv.hpp"

namespace tameshi::trace {
namespace {

constexpr std::uint32_t sequence = 0x30;

std::string tag_in_words(std::uint32_t tag) {
  return tag > 0xFFFF ? fmt::format("{:06X}", tag)
         : tag > 0xFF ? fmt::format("{:04X}", tag)
                      : fmt::format("{:02X}", tag);
}

struct Tree {
  const FileRow* file;
  const Options& options;

  [[nodiscard]] std::vector<Node> of(const std::vector<Tlv>& tlvs) const {
    std::vector<Node> out;
    out.reserve(tlvs.size());
    for (const auto& tlv : tlvs) out.push_back(node(tlv));
    return out;
  }

  [[nodiscard]] Node node(const Tlv& tlv) const {
    const auto* row = tag_table().tag(file, tlv.header.tag);
    Node out{tag_in_words(tlv.header.tag), {}, {}};
    if (row != nullptr) out.name += " " + row->name;
    if (tlv.header.constructed && row != nullptr && row->form == Form::hex && !tlv.inside.empty()) {
      out.inside = of(tlv.inside);
    } else if (row != nullptr) {
      fill(out, *row, tlv.value);
    } else if (tlv.header.constructed) {
      out.inside = of(tlv.inside);
    } else {
      out.value = shown_hex(tlv.value, options);
    }
    return out;
  }

  void fill(Node& out, const TagRow& row, ByteView value) const {
    if (row.is_private && !options.show_numbers) {
      out.value = fmt::format("{} ({} bytes)", secret_dots, value.size());
      return;
    }
    out.value = value_in_words(row.form, value, options);
    out.inside = inside(row.form, value);
  }

  [[nodiscard]] std::vector<Node> inside(Form form, ByteView value) const {
    if (form == Form::certificate_body && value.size() > 2 * key_id_size) {
      std::vector<Node> out{
          {"issuer's key identifier", key_id_in_words(value.first(key_id_size)), {}},
          {"subject's key identifier", key_id_in_words(value.subspan(key_id_size, key_id_size)), {}}};
      if (const auto tlvs = read_tlvs(value.subspan(2 * key_id_size))) {
        for (auto& node : of(*tlvs)) out.push_back(std::move(node));
      }
      return out;
    }
    if (form != Form::objects) return {};
    const auto tlvs = read_tlvs(value);
    return tlvs ? of(*tlvs) : std::vector<Node>{};
  }
};

std::vector<Node> certificate_node(ByteView contents) {
  auto summary = certificate_summary(contents);
  if (summary.empty()) return {};
  return {{"certificate", fmt::format("{} bytes", whole_size(nullptr, contents).value_or(contents.size())),
           std::move(summary)}};
}

// The My Number's file is FF10 0C and digits: FF10 says constructed, and is not (facts/card.md §3.2).
std::vector<Node> flat_object(const FileRow& file, ByteView contents, const Options& options) {
  const auto header = read_header(contents);
  if (!header || header->whole() > contents.size() || file.tags.empty()) return {};
  const auto* row = tag_table().tag(&file, header->tag);
  if (row == nullptr || row->form == Form::hex) return {};
  return {Tree{&file, options}.node({*header, contents.subspan(header->size, header->length), {}})};
}

std::vector<Node> object_nodes(const FileRow* file, ByteView contents, const Options& options) {
  if (file != nullptr) {
    if (auto flat = flat_object(*file, contents, options); !flat.empty()) return flat;
  }
  const auto tlvs = read_tlvs(contents);
  return tlvs ? Tree{file, options}.of(*tlvs) : std::vector<Node>{};
}

}  // namespace

std::optional<std::size_t> whole_size(const FileRow* file, ByteView beginning) {
  if (file != nullptr) {
    if (const auto fixed = fixed_size(file->contents)) return fixed;
  }
  const auto header = read_header(beginning);
  return header ? std::optional(header->whole()) : std::nullopt;
}

std::vector<Node> contents_of(const FileRow* file, ByteView contents, const Options& options) {
  const auto kind = file == nullptr ? Contents::objects : file->contents;
  switch (kind) {
    case Contents::token_information:
      return token_information(contents, options);
    case Contents::presence:
      return presence(contents);
    case Contents::card_record:
      return card_record(contents, options);
    case Contents::text:
      return {{"text", shown_text(contents).value_or(shown_hex(contents, options)), {}}};
    case Contents::hex:
      return {};
    case Contents::certificate:
    case Contents::objects:
      break;
  }
  const bool may_be = file == nullptr || kind == Contents::certificate;
  if (may_be && !contents.empty() && contents[0] == sequence) {
    if (auto out = certificate_node(contents); !out.empty()) return out;
  }
  return object_nodes(file, contents, options);
}

std::vector<Node> object_of(const TagRow& row, ByteView value, const Options& options) {
  Node out{row.name, {}, {}};
  Tree{nullptr, options}.fill(out, row, value);
  return {out};
}

std::vector<Node> objects_in(ByteView bytes, const Options& options) {
  const auto tlvs = read_tlvs(bytes);
  return tlvs ? Tree{nullptr, options}.of(*tlvs) : std::vector<Node>{};
}

// DigestInfo ::= SEQUENCE { SEQUENCE { OID, NULL }, OCTET STRING } (RFC 8017 §9.2)
std::vector<Node> to_be_signed(ByteView data, const Options& options) {
  const auto tlvs = read_tlvs(data);
  if (!tlvs || tlvs->size() != 1 || tlvs->front().inside.size() != 2) return {};
  const auto& parts = tlvs->front().inside;
  if (tlvs->front().header.tag != sequence || parts[0].inside.empty() || parts[1].header.tag != 0x04)
    return {};
  return {{"DigestInfo",
           {},
           {{"digest", digest_name(parts[0].inside.front().value), {}},
            {"value", shown_hex(parts[1].value, options), {}}}}};
}

}  // namespace tameshi::trace
