// Bodies of an HTTP subject: filled in from names, and looked into by JSON pointers.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "base/http_client.hpp"
#include "conformance/subjects/http_way.hpp"

namespace tameshi::subjects {

// What a name stands for: a text, bytes, or both.
struct Named {
  std::string text;
  std::optional<Bytes> bytes = {};
};
using Names = std::map<std::string, Named, std::less<>>;

// The text with its slots filled in; a name that is missing leaves nothing.
std::string filled(std::string_view text, const Names& names);
// The same for a path: what is filled in is percent-encoded.
std::string filled_path(std::string_view path, const Names& names);
// Names and values as application/x-www-form-urlencoded.
std::string filled_form(const std::vector<NamedText>& form, const Names& names);
// A template as JSON. Numbers, true, false and null that stand without quotes are what they look like;
// "{list:name}" alone becomes a list of words. Keys whose only slot is a name that is missing are left out.
std::string filled_json(const yaml::Node& node, const Names& names);

// What a pointer finds: a text, or anything else as JSON; nothing when the body is no JSON, nests too deep,
// or has no such place.
std::optional<std::string> found_at(const std::string& body, const std::string& pointer);
// What a Take finds in an answer.
std::optional<std::string> taken(const Take& take, const HttpAnswer& answer);

}  // namespace tameshi::subjects
