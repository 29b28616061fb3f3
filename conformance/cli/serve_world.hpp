// The world that `tameshi serve` serves: its clock, its registry, its agency and who lives there.
#pragma once

#include <memory>

#include "conformance/cli/serve_options.hpp"
#include "fake-jlis/agency/agency.hpp"
#include "fake-jlis/agency/world_file.hpp"
#include "fake-jlis/http/world_clock.hpp"

namespace tameshi::cli {

std::string key_directory(const ServeOptions& options);

class ServedWorld {
 public:
  // `jlis_url` is what certificates name. Trouble when the options or the files are wrong.
  ServedWorld(const ServeOptions& options, const std::string& jlis_url);

  [[nodiscard]] jlis::http::WorldClock& clock() { return clock_; }
  [[nodiscard]] jlis::ca::KeyPool& pool() { return pool_; }
  [[nodiscard]] jlis::registry::Store& store() { return *store_; }
  [[nodiscard]] jlis::agency::Agency& agency() { return *agency_; }
  [[nodiscard]] bool newest_signs_lists() const { return file_.newest_signs_lists; }

 private:
  void set_clock(const ServeOptions& options);

  SystemClock machine_;
  jlis::http::WorldClock clock_{machine_};
  jlis::ca::KeyPool& pool_;
  jlis::agency::WorldFile file_;
  std::unique_ptr<jlis::registry::Store> store_;
  std::unique_ptr<jlis::agency::Agency> agency_;
};

}  // namespace tameshi::cli
