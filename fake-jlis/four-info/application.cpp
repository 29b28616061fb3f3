#include "fake-jlis/four-info/application.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/suggest.hpp"
#include "base/xml_reader.hpp"

namespace tameshi::jlis::four_info {
namespace {

constexpr std::array<std::string_view, 4> words{"name", "birth-date", "sex", "address"};
constexpr std::array<std::string_view, 4> japanese{"氏名", "生年月日", "性別", "住所"};

std::string line_of(const xml::Element& element) {
  return fmt::format("line {}", element.line);
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// An element that has these children and nothing else.
Result<void> check_branch(const xml::Element& element, const std::vector<std::string>& children) {
  if (!element.attributes.empty() || !element.space.empty())
    return failure(fmt::format("<{}> has neither attributes nor a namespace", element.name),
                   line_of(element));
  if (!is_blank(element.text))
    return failure(fmt::format("<{}> holds elements and no text", element.name), line_of(element));
  for (const auto& child : element.children) {
    if (std::find(children.begin(), children.end(), child.name) == children.end())
      return failure(fmt::format("there is no <{}> in <{}>", child.name, element.name), line_of(child),
                     suggestion(child.name, children));
  }
  return {};
}

std::vector<const xml::Element*> children_of(const xml::Element& element, std::string_view name) {
  std::vector<const xml::Element*> out;
  for (const auto& child : element.children) {
    if (child.name == name) out.push_back(&child);
  }
  return out;
}

Result<std::string> text_of(const xml::Element& leaf) {
  if (!leaf.children.empty() || !leaf.attributes.empty() || !leaf.space.empty())
    return failure(fmt::format("<{}> holds a text and nothing else", leaf.name), line_of(leaf));
  return leaf.text;
}

Result<std::string> only_text(const xml::Element& element, std::string_view name) {
  const auto found = children_of(element, name);
  if (found.size() != 1)
    return failure(fmt::format("<{}> needs one <{}>, and has {}", element.name, name, found.size()),
                   line_of(element));
  return text_of(*found.front());
}

Result<std::string> only_id(const xml::Element& element, std::string_view name) {
  TRY(auto text, only_text(element, name));
  if (!is_id(text))
    return failure(fmt::format("\"{}\" is no {}", text, name), line_of(element),
                   "1 to 64 of A-Z, a-z, 0-9, \".\", \"_\" and \"-\"");
  return text;
}

Result<Instant> only_instant(const xml::Element& element, std::string_view name) {
  TRY(const auto text, only_text(element, name));
  auto instant = parse_instant(text);
  if (instant) return instant;
  auto problem = std::move(instant).error();
  problem.where = line_of(element);
  return tl::unexpected(std::move(problem));
}

Result<Item> read_item(const xml::Element& element) {
  TRY(const auto text, text_of(element));
  const auto* const found = std::find(japanese.begin(), japanese.end(), text);
  if (found == japanese.end())
    return failure(fmt::format("\"{}\" is none of the four items", text), line_of(element),
                   "氏名, 生年月日, 性別 or 住所");
  return all_items.at(static_cast<std::size_t>(found - japanese.begin()));
}

Result<std::vector<Item>> read_items(const xml::Element& service) {
  std::vector<Item> out;
  for (const auto* element : children_of(service, "同意項目")) {
    TRY(const auto item, read_item(*element));
    if (std::find(out.begin(), out.end(), item) != out.end())
      return failure(fmt::format("{} stands here a second time", in_japanese(item)), line_of(*element));
    out.push_back(item);
  }
  if (out.empty()) return failure("no item is consented to", line_of(service), "name one in <同意項目>");
  std::sort(out.begin(), out.end());
  return out;
}

Result<NamedService> read_service(const xml::Element& element) {
  constexpr std::size_t longest_name = 300;
  if (auto fit = check_branch(element, {"サービスID", "サービス名", "同意項目"}); !fit)
    return tl::unexpected(std::move(fit).error());
  NamedService out;
  TRY(out.id, only_id(element, "サービスID"));
  TRY(out.name, only_text(element, "サービス名"));
  if (is_blank(out.name) || out.name.size() > longest_name)
    return failure("a service has a name of at most 300 bytes", line_of(element));
  TRY(out.items, read_items(element));
  return out;
}

Result<std::vector<NamedService>> read_services(const xml::Element& root) {
  std::vector<NamedService> out;
  for (const auto* element : children_of(root, "サービス")) {
    TRY(auto service, read_service(*element));
    if (std::any_of(out.begin(), out.end(), [&](const NamedService& one) { return one.id == service.id; }))
      return failure(fmt::format("the service {} stands here a second time", service.id), line_of(*element));
    out.push_back(std::move(service));
  }
  if (out.empty()) return failure("no service is named", line_of(root), "name one in <サービス>");
  return out;
}

Result<xml::Element> read_root(std::string_view xml, std::string_view name,
                               const std::vector<std::string>& children) {
  TRY(auto root, xml::read(xml));
  if (root.name != name)
    return failure(fmt::format("the root is <{}>", root.name), line_of(root),
                   fmt::format("it must be <{}>", name));
  if (auto fit = check_branch(root, children); !fit) return tl::unexpected(std::move(fit).error());
  return root;
}

std::string leaf(std::string_view name, std::string_view text) {
  return fmt::format("<{0}>{1}</{0}>\n", name, xml::escaped(text));
}

std::string document(std::string_view root, const std::string& within) {
  return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{0}>\n{1}</{0}>\n", root, within);
}

constexpr std::string_view consent_root = "利用者同意申請情報";
constexpr std::string_view withdrawal_root = "利用者同意取消申請情報";

}  // namespace

std::string_view to_string(Item item) {
  return words.at(static_cast<std::size_t>(item));
}

std::string_view in_japanese(Item item) {
  return japanese.at(static_cast<std::size_t>(item));
}

std::optional<Item> item_from(std::string_view word) {
  for (const auto item : all_items) {
    if (word == to_string(item)) return item;
  }
  return std::nullopt;
}

bool is_id(std::string_view text) {
  constexpr std::size_t longest = 64;
  return !text.empty() && text.size() <= longest && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  });
}

Result<ConsentApplication> read_consent(std::string_view xml) {
  TRY(const auto root, read_root(xml, consent_root, {"受付日時", "事業者ID", "サービス"}));
  ConsentApplication out;
  TRY(out.accepted_at, only_instant(root, "受付日時"));
  TRY(out.provider, only_id(root, "事業者ID"));
  TRY(out.services, read_services(root));
  return out;
}

Result<WithdrawalApplication> read_withdrawal(std::string_view xml) {
  TRY(const auto root, read_root(xml, withdrawal_root, {"受付日時", "事業者ID", "サービスID"}));
  WithdrawalApplication out;
  TRY(out.accepted_at, only_instant(root, "受付日時"));
  TRY(out.provider, only_id(root, "事業者ID"));
  TRY(out.service, only_id(root, "サービスID"));
  return out;
}

std::string to_xml(const ConsentApplication& application) {
  auto within =
      leaf("受付日時", tameshi::to_string(application.accepted_at)) + leaf("事業者ID", application.provider);
  for (const auto& service : application.services) {
    within += "<サービス>\n" + leaf("サービスID", service.id) + leaf("サービス名", service.name);
    for (const auto item : service.items) within += leaf("同意項目", in_japanese(item));
    within += "</サービス>\n";
  }
  return document(consent_root, within);
}

std::string to_xml(const WithdrawalApplication& application) {
  return document(withdrawal_root, leaf("受付日時", tameshi::to_string(application.accepted_at)) +
                                       leaf("事業者ID", application.provider) +
                                       leaf("サービスID", application.service));
}

}  // namespace tameshi::jlis::four_info
