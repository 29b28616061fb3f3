#include <fmt/format.h>

#include <algorithm>

#include "base/openssl_chain.hpp"
#include "conformance/bundle/bundle.hpp"
#include "conformance/bundle/judged.hpp"
#include "conformance/bundle/manifest.hpp"
#include "reports/text.hpp"
#include "reports/words.hpp"

namespace tameshi::bundle {
namespace {

// One look after the other; each adds lines, and a Problem is the last.
struct Looking {
  const Terms& terms;
  std::vector<Line>& lines;

  void good(std::string text) const { lines.push_back({Mark::good, std::move(text)}); }
  void note(std::string text) const { lines.push_back({Mark::note, std::move(text)}); }
};

struct Opened {
  std::vector<File> files;  // without manifest and signature
  Manifest manifest;
  Bytes manifest_bytes;
  std::optional<Bytes> signature;
};

Result<Opened> open(ByteView archive) {
  Opened out;
  TRY(out.files, unpack(archive));
  if (out.files.front().name != manifest_name)
    return failure("the manifest is not its first file", std::string(manifest_name));
  out.manifest_bytes = std::move(out.files.front().contents);
  out.files.erase(out.files.begin());
  if (!out.files.empty() && out.files.front().name == signature_name) {
    out.signature = std::move(out.files.front().contents);
    out.files.erase(out.files.begin());
  }
  TRY(out.manifest, manifest_from_json(text_of(out.manifest_bytes)));
  if (auto checked = check_files(out.manifest, out.files); !checked) return tl::unexpected(checked.error());
  return out;
}

Result<void> look_at_trust(const Looking& looking, const Seal& seal) {
  if (looking.terms.trusted.empty()) {
    looking.note("trust: not asked; whose certificate this is, only --trust CA.pem can tell");
    return {};
  }
  const std::span<const Bytes> others(seal.certificates.begin() + 1, seal.certificates.end());
  const auto chain =
      openssl::check_chain(seal.certificates.front(), others, looking.terms.trusted, looking.terms.at);
  if (!chain)
    return failure("the signer's certificate does not lead to one of --trust: " + chain.error().what,
                   "trust");
  looking.good(
      fmt::format("trust: the certificate leads to one of --trust, valid on {}; revocation was not asked",
                  to_string(looking.terms.at)));
  return {};
}

Result<void> look_at_signature(const Looking& looking, const Opened& opened) {
  if (!opened.signature) {
    if (!opened.manifest.signed_by.empty())
      return failure("the manifest names a signer, and there is no signature", std::string(signature_name));
    if (!looking.terms.trusted.empty())
      return failure("it is not signed, and so by nobody of --trust", "signature");
    looking.note("signature: none; whoever changed the bundle could have made its manifest anew");
    return {};
  }
  const auto seal = check_seal(*opened.signature, opened.manifest_bytes);
  if (!seal) return failure(seal.error().what, std::string(signature_name));
  if (fingerprints(seal->certificates) != opened.manifest.signed_by)
    return failure("it carries other certificates than the manifest names", std::string(signature_name));
  looking.good(fmt::format("signature: by {} (certificate SHA-256 {}), who says on {}",
                           reports::one_line(seal->subject), opened.manifest.signed_by.front(),
                           seal->signed_at ? to_string(*seal->signed_at) : "no day"));
  return look_at_trust(looking, *seal);
}

bool is_by(const Report& report, const Tool& tool) {
  return report.tool_version == tool.version && report.tool_commit == tool.commit;
}

// What is not there twice is made twice: every file but environment and suite follows from report.json.
Result<void> look_at_report(const Looking& looking, const Opened& opened, const Record& record) {
  const auto& by = record.report;
  if (!is_by(by, looking.terms.tool)) {
    looking.note(fmt::format(
        "report: written by tameshi {} ({}), this is {} ({}): pages and evidence were not made again",
        reports::one_line(by.tool_version), reports::one_line(by.tool_commit), looking.terms.tool.version,
        looking.terms.tool.commit));
    return {};
  }
  const auto wanted = files_of(record);
  for (std::size_t i = 0; i < std::max(wanted.size(), opened.files.size()); ++i) {
    if (i >= wanted.size()) return failure("does not follow from report.json", opened.files[i].name);
    if (i >= opened.files.size() || wanted[i].name != opened.files[i].name)
      return failure("should be here, says report.json", wanted[i].name);
    if (wanted[i] != opened.files[i]) return failure("is not what report.json gives", wanted[i].name);
  }
  looking.good("report: page, JUnit, TAP, journal and evidence are what report.json gives");
  return {};
}

Result<void> look_at_verdicts(const Looking& looking, const Record& record) {
  if (auto checked = check_suite(record); !checked) return checked;
  looking.good(
      fmt::format("suite: {} scenarios and subject files are those of the report", record.suite.size()));
  const auto judge = is_by(record.report, looking.terms.tool) ? Judge::same_program : Judge::another_version;
  if (auto checked = check_verdicts(record, judge); !checked)
    return failure(checked.error().what, "verdict of \"" + reports::one_line(checked.error().where) + "\"");
  looking.good(fmt::format("verdicts: {} made again from scenario and journal are the same",
                           record.report.runs.size()));
  return {};
}

Result<void> look_at_all(const Looking& looking, ByteView archive) {
  TRY(const auto opened, open(archive));
  looking.good(
      fmt::format("files: {} and the manifest, none missing, none beside them, each with its SHA-256",
                  opened.files.size()));
  if (auto looked = look_at_signature(looking, opened); !looked) return looked;
  TRY(const auto record, record_in(opened.files));
  if (auto looked = look_at_report(looking, opened, record); !looked) return looked;
  if (auto looked = look_at_verdicts(looking, record); !looked) return looked;
  if (record.report.unfinished) looking.note("the run was stopped before its end");
  looking.note("it says: " + reports::summary_of(tally(record.report.runs), reports::english()));
  return {};
}

}  // namespace

bool Verification::accepted() const {
  return std::none_of(lines.begin(), lines.end(), [](const Line& line) { return line.mark == Mark::bad; });
}

Verification verify(ByteView archive, const Terms& terms) {
  Verification out;
  if (const auto looked = look_at_all({terms, out.lines}, archive); !looked)
    out.lines.push_back({Mark::bad, reports::one_line(to_string(looked.error()))});
  return out;
}

Result<Record> read_bundle(ByteView archive) {
  TRY(const auto opened, open(archive));
  return record_in(opened.files);
}

}  // namespace tameshi::bundle
