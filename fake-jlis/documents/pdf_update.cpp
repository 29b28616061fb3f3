#include "fake-jlis/documents/pdf_update.hpp"

#include <fmt/format.h>

namespace tameshi::jlis::documents::pdf {
namespace {

// Runs of numbers that follow each other: the first, and how many.
std::vector<std::pair<long, long>> runs_of(const std::map<long, std::size_t>& offsets) {
  std::vector<std::pair<long, long>> out;
  for (const auto& [number, offset] : offsets) {
    if (out.empty() || out.back().first + out.back().second != number) out.emplace_back(number, 0);
    ++out.back().second;
  }
  return out;
}

}  // namespace

Update::Update(const File& file) : file_(file), next_(file.trailer().at("Size").number) {
  if (!file.locations().empty()) next_ = std::max(next_, file.locations().rbegin()->first + 1);
}

Result<Object> Update::object(long number) const {
  const auto found = objects_.find(number);
  if (found != objects_.end()) return found->second;
  return file_.object(number);
}

Result<void> Update::append(Object& dictionary, std::string_view key, Object item) {
  const auto& there = dictionary.at(key);
  if (!there.is_null() && !there.is_array() && !there.is_reference())
    return failure(fmt::format("/{} is no list", key));
  if (!there.is_reference()) {
    auto list = there.is_array() ? there : array({});
    list.items.push_back(std::move(item));
    dictionary.set(key, std::move(list));
    return {};
  }
  TRY(auto list, object(there.number));
  if (!list.is_array()) return failure(fmt::format("/{} is no list", key));
  list.items.push_back(std::move(item));
  put(there.number, std::move(list));
  return {};
}

Object Update::trailer(long size) const {
  auto out = dictionary({{"Size", integer(size)}, {"Root", file_.trailer().at("Root")}});
  for (const auto* key : {"Info", "ID"}) {
    if (!file_.trailer().at(key).is_null()) out.set(key, file_.trailer().at(key));
  }
  out.set("Prev", integer(static_cast<long>(file_.newest_section())));
  return out;
}

// Entries of twenty bytes (ISO 32000-1 §7.5.4).
void Update::write_table(std::string& out, const std::map<long, std::size_t>& offsets) const {
  const auto section = out.size();
  out += "xref\n";
  for (const auto& [first, count] : runs_of(offsets)) {
    out += fmt::format("{} {}\n", first, count);
    for (long number = first; number < first + count; ++number)
      out += fmt::format("{:010} 00000 n \n", offsets.at(number));
  }
  out += fmt::format("trailer\n{}\nstartxref\n{}\n%%EOF\n", pdf::written(trailer(next_)), section);
}

// A stream that lists itself, too (§7.5.8).
void Update::write_stream(std::string& out, std::map<long, std::size_t> offsets) const {
  const auto section = out.size();
  const auto number = next_;
  offsets[number] = section;
  auto head = trailer(number + 1);
  head.set("Type", name("XRef"));
  head.set("W", array({integer(1), integer(4), integer(1)}));
  auto index = array({});
  for (const auto& [first, count] : runs_of(offsets)) {
    index.items.push_back(integer(first));
    index.items.push_back(integer(count));
  }
  head.set("Index", std::move(index));
  std::string rows;
  for (const auto& [one, offset] : offsets) {
    rows += '\x01';
    for (int shift = 24; shift >= 0; shift -= 8) rows += static_cast<char>(offset >> shift);
    rows += '\0';
  }
  head.set("Length", integer(static_cast<long>(rows.size())));
  out += fmt::format("{} 0 obj\n{}\nstream\n", number, pdf::written(head));
  out += rows + fmt::format("\nendstream\nendobj\nstartxref\n{}\n%%EOF\n", section);
}

Bytes Update::written() const {
  std::string out(text_of(file_.bytes()));
  if (!out.ends_with('\n')) out += '\n';
  std::map<long, std::size_t> offsets;
  for (const auto& [number, object] : objects_) {
    offsets[number] = out.size();
    out += fmt::format("{} 0 obj\n{}\nendobj\n", number, pdf::written(object));
  }
  if (file_.newest_kind() == SectionKind::table) {
    write_table(out, offsets);
  } else {
    write_stream(out, std::move(offsets));
  }
  return bytes_of(out);
}

}  // namespace tameshi::jlis::documents::pdf
