// tameshi keys: makes the pool of RSA keys, so that issuing costs a signature and not a key generation.
#include <fmt/format.h>
#include <unistd.h>

#include <iostream>

#include "conformance/cli/commands.hpp"
#include "conformance/play/office.hpp"
#include "conformance/play/world.hpp"
#include "fake-jlis/ca/key_numbers.hpp"
#include "fake-jlis/ca/key_pool.hpp"

namespace tameshi::cli {

void add_keys(CLI::App& app, Action& action) {
  struct Options {
    std::string directory;
    unsigned count = jlis::ca::key_numbers::usual_count;
  };
  auto options = std::make_shared<Options>();
  auto* command =
      app.add_subcommand("keys", "Make the pool of RSA keys that fake certificates are issued with");
  command->add_option("--keys", options->directory, "Folder of the pool");
  command->add_option("--count", options->count, "How many keys it shall hold")->capture_default_str();
  command->callback([options, &action] {
    action = [options] {
      const auto directory = options->directory.empty() ? play::default_key_directory() : options->directory;
      jlis::ca::KeyPool pool(directory);
      const auto filled = pool.fill(options->count, [](unsigned made, unsigned wanted) {
        if (isatty(STDERR_FILENO) == 1)
          std::cerr << fmt::format("\rkey {} of {}", made, wanted) << std::flush;
        if (isatty(STDERR_FILENO) == 1 && made == wanted) std::cerr << '\n';
      });
      if (!filled) throw Trouble(filled.error());
      // The CAs' generations have keys of their own; founding them once makes those too.
      const SystemClock clock;
      const play::Office founded({.key_directory = directory}, clock);
      std::cout << fmt::format("{} RSA keys in {}\n", options->count, directory);
      return 0;
    };
  });
}

}  // namespace tameshi::cli
