#include "base/scratch_folder.hpp"

#include <boost/test/unit_test.hpp>

#include "base/result.hpp"
#include "base/testing/cases.hpp"

namespace tameshi {
namespace {

BOOST_AUTO_TEST_SUITE(scratch_folder)

BOOST_AUTO_TEST_CASE(it_goes_with_its_owner_and_all_that_is_in_it) {
  std::filesystem::path was;
  {
    const ScratchFolder folder;
    was = folder.path();
    BOOST_TEST(testing::file_text(folder.write("deep/in/it.txt", "something")) == "something");
  }
  BOOST_TEST(!was.empty());
  BOOST_TEST(!std::filesystem::exists(was));
}

BOOST_AUTO_TEST_CASE(two_are_two) {
  const ScratchFolder one;
  const ScratchFolder other;
  BOOST_TEST(one.path() != other.path());
}

BOOST_AUTO_TEST_CASE(what_cannot_be_written_is_trouble) {
  const ScratchFolder folder;
  folder.write("file", "no folder");
  BOOST_CHECK_THROW(folder.write("file/in/it", "something"), Trouble);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi
