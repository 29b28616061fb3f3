// Test cases as data: every entry of a *.cases.yaml file becomes a Boost.Test case of its own, with the
// entry's file and line, so that a single one runs by name and a failure points into the YAML.
#pragma once

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <sstream>
#include <string>

#include "base/yaml_reader.hpp"

namespace tameshi::testing {

inline std::string file_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

// Reads ROOM/name; the file is a list of maps, each with a `name`.
inline yaml::Node read_cases(const std::string& path) {
  yaml::Problems problems;
  auto node = yaml::read(file_text(path), path, problems);
  for (const auto& problem : problems.all()) throw std::runtime_error(to_string(problem));
  if (!node || node->kind != yaml::Node::Kind::list || node->items.empty()) {
    throw std::runtime_error(path + ": no cases");
  }
  return *std::move(node);
}

template <typename Function>
bool register_cases(const std::string& suite_name, const std::string& path, Function check) {
  namespace ut = boost::unit_test;
  auto* suite = new ut::test_suite(suite_name, path, 1);
  for (auto& item : read_cases(path).items) {
    const auto* name = item.find("name");
    if (name == nullptr) throw std::runtime_error(to_string(item.place) + ": a case needs a name");
    suite->add(ut::make_test_case([item, check] { check(item); }, name->text, path,
                                  static_cast<std::size_t>(item.place.line)));
  }
  ut::framework::master_test_suite().add(suite);
  return true;
}

// The text under a key of a case; empty when absent.
inline std::string text_at(const yaml::Node& node, std::string_view key) {
  const auto* found = node.find(key);
  return found == nullptr ? std::string() : found->text;
}

}  // namespace tameshi::testing

// At namespace scope of a *_test.cpp: CASES("suite", "x.cases.yaml", check_function);
#define TAMESHI_CASES_JOIN(a, b) a##b
#define TAMESHI_CASES_NAME(line) TAMESHI_CASES_JOIN(cases_registered_, line)
#define CASES(suite, file, check)                                   \
  [[maybe_unused]] static const bool TAMESHI_CASES_NAME(__LINE__) = \
      tameshi::testing::register_cases(suite, TAMESHI_ROOM "/" file, check)
