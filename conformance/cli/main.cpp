// tameshi: a virtual Individual Number card and a fake J-LIS, played by scenarios against other people's
// software.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iostream>

#include "base/openssl.hpp"
#include "base/result.hpp"
#include "conformance/cli/commands.hpp"
#include "conformance/cli/made_of.hpp"

namespace tameshi::cli {
namespace {

constexpr int could_not_run = 2;

std::string version() {
  return fmt::format("tameshi {} {}(OpenSSL {}, {})", TAMESHI_VERSION, commit().empty() ? "" : commit() + " ",
                     openssl::version(),
#ifdef NDEBUG
                     "release"
#else
                     "debug"
#endif
                     ) +
         fmt::format("\nmade with {}", fmt::join(parts(), ", "));
}

int run(int argc, char** argv) {
  CLI::App app(
      "A virtual Individual Number card (マイナンバーカード) and a fake J-LIS, played by scenarios.");
  app.set_version_flag("--version", version());
  app.require_subcommand(1);
  app.footer("Exit codes: 0 all passed, 1 something failed, 2 could not run.");
  Action action;
  add_run(app, action);
  add_check(app, action);
  add_conform(app, action);
  add_deviations(app, action);
  add_diff(app, action);
  add_exec(app, action);
  add_faults(app, action);
  add_issue(app, action);
  add_join(app, action);
  add_keys(app, action);
  add_lies(app, action);
  add_list(app, action);
  add_merge(app, action);
  add_new(app, action);
  add_persona(app, action);
  add_relay(app, action);
  add_schema(app, action);
  add_serve(app, action);
  add_sign(app, action);
  add_signatures(app, action);
  add_suite(app, action);
  add_trace(app, action);
  add_verify(app, action);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& e) {
    return app.exit(e);
  } catch (const CLI::ParseError& e) {
    app.exit(e, std::cout, std::cerr);
    return could_not_run;
  }
  return action();
}

}  // namespace
}  // namespace tameshi::cli

int main(int argc, char** argv) {
  try {
    return tameshi::cli::run(argc, argv);
  } catch (const tameshi::Trouble& trouble) {
    std::cerr << "tameshi: " << trouble.what() << '\n';
  } catch (const std::exception& e) {
    std::cerr << "tameshi: unexpected trouble of its own: " << e.what() << '\n';
  }
  return tameshi::cli::could_not_run;
}
