// The subcommands. Each adds itself to the command line; what it does comes back as an exit code: 0 all
// passed, 1 something failed, 2 it could not run.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace tameshi::cli {

// What the chosen subcommand will do once the command line is read.
using Action = std::function<int()>;

void add_run(CLI::App& app, Action& action);
void add_check(CLI::App& app, Action& action);
void add_conform(CLI::App& app, Action& action);
void add_deviations(CLI::App& app, Action& action);
void add_diff(CLI::App& app, Action& action);
void add_exec(CLI::App& app, Action& action);
void add_faults(CLI::App& app, Action& action);
void add_issue(CLI::App& app, Action& action);
void add_join(CLI::App& app, Action& action);
void add_keys(CLI::App& app, Action& action);
void add_lies(CLI::App& app, Action& action);
void add_list(CLI::App& app, Action& action);
void add_merge(CLI::App& app, Action& action);
void add_new(CLI::App& app, Action& action);
void add_persona(CLI::App& app, Action& action);
void add_relay(CLI::App& app, Action& action);
void add_schema(CLI::App& app, Action& action);
void add_serve(CLI::App& app, Action& action);
void add_sign(CLI::App& app, Action& action);
void add_signatures(CLI::App& app, Action& action);
void add_suite(CLI::App& app, Action& action);
void add_trace(CLI::App& app, Action& action);
void add_verify(CLI::App& app, Action& action);

}  // namespace tameshi::cli
