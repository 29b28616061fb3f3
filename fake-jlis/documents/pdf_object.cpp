#include "fake-jlis/documents/pdf_object.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tameshi::jlis::documents::pdf {
namespace {

bool is_regular(char c) {
  return c > ' ' && c < 0x7F && std::string_view("#()<>[]{}/%").find(c) == std::string_view::npos;
}

std::string written_name(std::string_view text) {
  std::string out = "/";
  for (const char c : text) {
    out += is_regular(c) ? std::string(1, c) : fmt::format("#{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string written_dictionary(const Object& object) {
  std::string out = "<<";
  for (const auto& [key, value] : object.entries)
    out += fmt::format(" {} {}", written_name(key), written(value));
  return out + " >>";
}

std::string written_array(const Object& object) {
  std::string out = "[";
  for (const auto& item : object.items) out += (out.size() == 1 ? "" : " ") + written(item);
  return out + "]";
}

}  // namespace

const Object& Object::at(std::string_view key) const {
  static const Object none;
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const Entry& one) { return one.key == key; });
  return found == entries.end() ? none : found->value;
}

void Object::set(std::string_view key, Object value) {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const Entry& one) { return one.key == key; });
  if (found == entries.end()) {
    entries.push_back({std::string(key), std::move(value)});
  } else {
    found->value = std::move(value);
  }
}

bool Object::operator==(const Object& other) const {
  return kind == other.kind && number == other.number && generation == other.generation &&
         text == other.text && items == other.items && entries == other.entries &&
         is_stream == other.is_stream;
}

Object integer(long value) {
  Object out;
  out.kind = Object::Kind::integer;
  out.number = value;
  return out;
}

Object name(std::string_view text) {
  Object out;
  out.kind = Object::Kind::name;
  out.text = text;
  return out;
}

Object string(std::string_view bytes) {
  Object out;
  out.kind = Object::Kind::string;
  out.text = bytes;
  return out;
}

Object reference(long number, long generation) {
  Object out;
  out.kind = Object::Kind::reference;
  out.number = number;
  out.generation = generation;
  return out;
}

Object array(std::vector<Object> items) {
  Object out;
  out.kind = Object::Kind::array;
  out.items = std::move(items);
  return out;
}

Object dictionary(std::vector<Entry> entries) {
  Object out;
  out.kind = Object::Kind::dictionary;
  out.entries = std::move(entries);
  return out;
}

std::string written(const Object& object) {
  switch (object.kind) {
    case Object::Kind::null:
      return "null";
    case Object::Kind::boolean:
      return object.number == 0 ? "false" : "true";
    case Object::Kind::integer:
      return std::to_string(object.number);
    case Object::Kind::real:
      return object.text;
    case Object::Kind::string:
      return fmt::format("<{}>", hex(bytes_of(object.text)));
    case Object::Kind::name:
      return written_name(object.text);
    case Object::Kind::array:
      return written_array(object);
    case Object::Kind::dictionary:
      return written_dictionary(object);
    default:
      return fmt::format("{} {} R", object.number, object.generation);
  }
}

}  // namespace tameshi::jlis::documents::pdf
