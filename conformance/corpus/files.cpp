#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "base/resources.hpp"
#include "conformance/corpus/names.hpp"

namespace tameshi::corpus {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& path, ByteView contents) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  std::ofstream out(path, std::ios::binary);
  out << text_of(contents);
  out.close();
  if (!out) throw Trouble("cannot write", path.string(), "is the folder writable and the disk not full?");
}

std::string_view document_name(platform::Format format) {
  switch (format) {
    case platform::Format::cms:
      return "document.cms";
    case platform::Format::xml:
      return "document.xml";
    case platform::Format::pdf:
      return "document.pdf";
    default:
      return "document.bin";
  }
}

std::string_view signature_name(platform::Format format) {
  return format == platform::Format::cms_detached ? "signature.cms" : "signature.bin";
}

void write(const fs::path& folder, const Item& item) {
  const auto files = files_of(item);
  const auto put = [&folder](const NamedFile& file) { write(folder / file.path, file.contents); };
  put(files.document);
  for (const auto* file : {&files.certificate, &files.list, &files.list_before, &files.signature}) {
    if (*file) put(**file);
  }
  for (const auto& [request, response] : files.ocsp) {
    put(request);
    put(response);
  }
}

}  // namespace

void check_new(const std::string& folder) {
  const fs::path path(folder);
  std::error_code error;
  if (fs::exists(path, error) && !fs::is_directory(path, error))
    throw Trouble("this is no folder", folder, "name a new one");
  if (fs::is_directory(path, error) && !fs::is_empty(path, error))
    throw Trouble("something is in this folder", folder, "name a new one, or empty it");
}

std::string path_of_root(const std::string& name) {
  return fmt::format("roots/{}.pem", name);
}

ItemFiles files_of(const Item& item) {
  const auto named = [&item](std::string_view name, const Bytes& contents) {
    return NamedFile{fmt::format("cases/{}/{}", item.id, name), contents};
  };
  const auto unless_empty = [&named](std::string_view name, const Bytes& contents) {
    return contents.empty() ? std::nullopt : std::optional(named(name, contents));
  };
  ItemFiles out;
  out.document = named(document_name(item.format), item.document);
  out.signature = unless_empty(signature_name(item.format), item.signature);
  out.list = unless_empty("list.crl", item.list);
  out.list_before = unless_empty("list-before.crl", item.list_before);
  if (!item.certificate.empty())
    out.certificate = named("certificate.pem", bytes_of(pem("CERTIFICATE", item.certificate)));
  for (std::size_t i = 0; i < item.ocsp.size(); ++i) {
    out.ocsp.emplace_back(named(fmt::format("ocsp-{}.req.der", i + 1), item.ocsp[i].request),
                          named(fmt::format("ocsp-{}.resp.der", i + 1), item.ocsp[i].response));
  }
  return out;
}

void write_files(const Corpus& corpus, const std::string& version, const std::string& folder) {
  const fs::path to(folder);
  check_new(folder);
  for (const auto& root : corpus.roots)
    write(to / path_of_root(root.name), bytes_of(pem("CERTIFICATE", root.der)));
  for (const auto& item : corpus.items) write(to, item);
  write(to / "limbo.json", bytes_of(limbo_of(corpus)));
  write(to / "README.md", bytes_of(resources::find("conformance/corpus/folder.md").value()));
  write(to / "index.json", bytes_of(index_of(corpus, version)));
}

}  // namespace tameshi::corpus
