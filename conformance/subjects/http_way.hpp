// How an HTTP subject is asked for an operation: the steps of the customer's app, which is ours. It has the
// card sign, sends what came of it, and takes what it needs from the answers.
#pragma once

#include <optional>
#include <regex>
#include <string>
#include <variant>
#include <vector>

#include "base/journal.hpp"
#include "base/yaml_reader.hpp"

namespace tameshi::subjects {

// A name for what a JSON pointer (RFC 6901) finds in the answer, what the first group of a pattern catches in
// its text, or a header field of it.
struct Take {
  std::string name;
  std::string pointer;
  std::optional<std::regex> pattern = {};
  std::string header = {};
};

// One request and its answer. Path and texts of the body may have {placeholders}: parameters of the operation
// and names taken before; {base64:name} and others of bytes, {list:name} of words.
struct Exchange {
  std::string method;
  std::string path;
  std::vector<NamedText> headers;
  std::optional<yaml::Node> json;  // the body; or
  std::vector<NamedText> form;     // application/x-www-form-urlencoded; or
  std::string body;                // as it is
  std::vector<Take> take;          // until the operation ends
  std::vector<Take> remember;      // of this customer, until the run ends
  Place place;
};

// The card signs; {signature}, {certificate} and, of formats that are one file, {signed} come of it. With
// nothing to sign only the certificate is read.
struct CardUse {
  std::string key;       // "authentication", "signature"
  std::string pin;       // the parameter's name; empty: none is presented
  std::string text;      // what is signed, with {placeholders}; or
  std::string document;  // the parameter whose bytes are
  std::string format;    // the parameter that says how; empty: raw
  Place place;
};

using AppStep = std::variant<Exchange, CardUse>;

// "{base64:signature}" in a text: its prefix, its name and where it stands.
struct Slot {
  std::string prefix;  // "base64", "base64url", "hex", "pem", "raw", "list", or empty
  std::string name;
  std::size_t position = 0;
  std::size_t length = 0;
};
std::vector<Slot> slots_in(std::string_view text);

}  // namespace tameshi::subjects
