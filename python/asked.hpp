// Asking a site of fake J-LIS without a socket.
#pragma once

#include <pybind11/pybind11.h>

#include <map>
#include <string>

#include "fake-jlis/http/message.hpp"

namespace tameshi::python {

inline jlis::http::Request request_from(const std::string& method, const std::string& path,
                                        const pybind11::bytes& body,
                                        const std::map<std::string, std::string>& headers) {
  jlis::http::Request out;
  out.method = method;
  out.target = path;
  out.body = std::string(body);
  for (const auto& [name, value] : headers) out.fields.push_back({name, value});
  out.peer.address = "127.0.0.1";
  return out;
}

// (status, headers, body)
inline pybind11::tuple tuple_of(const jlis::http::Reply& reply) {
  pybind11::dict fields;
  if (!reply.content_type.empty()) fields["Content-Type"] = reply.content_type;
  for (const auto& [name, value] : reply.fields) fields[pybind11::str(name)] = value;
  const auto text = reply.body.view();
  return pybind11::make_tuple(reply.status, fields, pybind11::bytes(text.data(), text.size()));
}

}  // namespace tameshi::python
