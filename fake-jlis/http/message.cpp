#include "fake-jlis/http/message.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace tameshi::jlis::http {
namespace {

constexpr std::array<std::pair<unsigned, std::string_view>, 30> phrases{{
    {100, "Continue"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {411, "Length Required"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
}};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

const std::string* Request::field(std::string_view name) const {
  for (const auto& field : fields) {
    if (same_name(field.name, name)) return &field.value;
  }
  return nullptr;
}

std::string_view Request::path() const {
  const std::string_view all = target;
  return all.substr(0, all.find('?'));
}

std::string_view Request::query() const {
  const std::string_view all = target;
  const auto mark = all.find('?');
  return mark == std::string_view::npos ? std::string_view() : all.substr(mark + 1);
}

Body::Body(std::string text) {
  auto owned = std::make_shared<const std::string>(std::move(text));
  view_ = *owned;
  owner_ = std::move(owned);
}

Body::Body(Bytes bytes) : Body(std::make_shared<const Bytes>(std::move(bytes))) {}

Body::Body(std::shared_ptr<const Bytes> bytes) {
  view_ = text_of(*bytes);
  owner_ = std::move(bytes);
}

std::string_view reason_phrase(unsigned status) {
  const auto* const found = std::find_if(phrases.begin(), phrases.end(),
                                         [&](const auto& phrase) { return phrase.first == status; });
  return found == phrases.end() ? std::string_view("Unknown") : found->second;
}

}  // namespace tameshi::jlis::http
