#define BOOST_TEST_MODULE tameshi
#include <boost/test/unit_test.hpp>

// Fontconfig, pango and glib keep what they have loaded until the process ends; that is theirs, not a leak of
// ours. The name is LeakSanitizer's.
extern "C" const char* __lsan_default_suppressions();   // NOLINT(bugprone-reserved-identifier)
extern "C" const char* __lsan_default_suppressions() {  // NOLINT(bugprone-reserved-identifier)
  return "leak:libfontconfig\nleak:libpango\nleak:libglib\nleak:libcairo\n";
}
