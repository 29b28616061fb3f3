#include "fake-jlis/ca/key_pool.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/test/unit_test.hpp>
#include <fstream>

#include "fake-jlis/ca/test_world.hpp"

using namespace tameshi;
using namespace tameshi::jlis::ca;

namespace {

constexpr unsigned shared_keys = 3;

unsigned mode_of(const std::filesystem::path& path) {
  struct stat status {};
  BOOST_TEST_REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777U;
}

void write(const std::filesystem::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::string text_in(const std::filesystem::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string fingerprints(KeyPool& pool) {
  std::string out;
  for (unsigned n = 0; n < shared_keys; ++n) {
    out += hex(openssl::sha256(value_or_trouble(pool.key(n)).public_key_info())) + "\n";
  }
  return out;
}

// A process that waits for the starting signal, takes the keys and notes which ones it got.
pid_t start_filler(const std::filesystem::path& keys, const std::filesystem::path& notes, int signal) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  char go = 0;
  int result = 1;
  try {
    if (::read(signal, &go, 1) == 1) {
      KeyPool pool(keys);
      write(notes, fingerprints(pool));
      result = 0;
    }
  } catch (...) {
    result = 2;
  }
  ::_exit(result);
}

int exit_code_of(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::size_t files_in(const std::filesystem::path& directory) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(directory), {}));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(key_pool)

BOOST_AUTO_TEST_CASE(a_missing_key_is_made_and_the_next_pool_finds_it) {
  const ScratchFolder directory;
  KeyPool pool(directory.path() / "deep" / "keys");
  const auto made = value_or_trouble(pool.key(7));
  BOOST_TEST(pool.file_of(7).filename() == "rsa2048-00007.pem");
  BOOST_TEST(mode_of(pool.file_of(7)) == 0600U);
  BOOST_TEST(mode_of(directory.path() / "deep" / "keys") == 0700U);
  KeyPool other(directory.path() / "deep" / "keys");
  BOOST_TEST(value_or_trouble(other.key(7)).public_key_info() == made.public_key_info());
}

BOOST_AUTO_TEST_CASE(a_loaded_key_is_kept) {
  const ScratchFolder directory;
  KeyPool pool(directory.path() / "keys");
  const auto made = value_or_trouble(pool.key(0));
  std::filesystem::remove(pool.file_of(0));
  BOOST_TEST(value_or_trouble(pool.key(0)).get() == made.get());
}

BOOST_AUTO_TEST_CASE(two_processes_at_once_agree_on_every_key) {
  const ScratchFolder directory;
  const auto keys = directory.path() / "keys";
  std::array<int, 2> signal{};
  BOOST_TEST_REQUIRE(::pipe(signal.data()) == 0);
  const auto first = start_filler(keys, directory.path() / "first", signal[0]);
  const auto second = start_filler(keys, directory.path() / "second", signal[0]);
  BOOST_TEST_REQUIRE(::write(signal[1], "go", 2) == 2);
  BOOST_TEST(exit_code_of(first) == 0);
  BOOST_TEST(exit_code_of(second) == 0);
  KeyPool pool(keys);
  const auto stored = fingerprints(pool);
  BOOST_TEST(text_in(directory.path() / "first") == stored);
  BOOST_TEST(text_in(directory.path() / "second") == stored);
  BOOST_TEST(files_in(keys) == shared_keys);  // and nothing temporary is left
}

BOOST_AUTO_TEST_CASE(filling_reports_each_key) {
  const ScratchFolder directory;
  KeyPool pool(directory.path() / "keys");
  std::string seen;
  BOOST_TEST(
      pool.fill(2, [&](unsigned done,
                       unsigned count) { seen += std::to_string(done) + "/" + std::to_string(count) + " "; })
          .has_value());
  BOOST_TEST(seen == "1/2 2/2 ");
  BOOST_TEST(files_in(directory.path() / "keys") == 2U);
}

BOOST_AUTO_TEST_CASE(a_corrupt_file_is_named_with_the_cure) {
  const ScratchFolder directory;
  KeyPool pool(directory.path());
  const std::string private_text = "c2VjcmV0";
  write(pool.file_of(0), "-----BEGIN PRIVATE KEY-----\n" + private_text + "\n-----END PRIVATE KEY-----\n");
  const auto problem = to_string(pool.key(0).error());
  BOOST_TEST(problem.find(pool.file_of(0).string() + ": this is not a private key") == 0U, problem);
  BOOST_TEST(problem.find("remove the file; a new key takes its place") != std::string::npos, problem);
  BOOST_TEST(problem.find(private_text) == std::string::npos);
  BOOST_TEST(!pool.fill(2).has_value());
}

BOOST_AUTO_TEST_CASE(a_key_of_another_size_is_refused) {
  const ScratchFolder directory;
  KeyPool pool(directory.path());
  write(pool.file_of(0), openssl::PrivateKey::generate_rsa(1024).to_pem());
  BOOST_TEST(to_string(pool.key(0).error()).find("not an RSA key of 2048 bits") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_p384_key_has_numbers_of_its_own) {
  const ScratchFolder directory;
  KeyPool pool(directory.path() / "keys");
  const auto made = value_or_trouble(pool.key(0, KeyAlgorithm::p384));
  BOOST_TEST(is_of(made, KeyAlgorithm::p384));
  BOOST_TEST(!is_of(made, KeyAlgorithm::rsa_2048));
  BOOST_TEST(pool.file_of(0, KeyAlgorithm::p384).filename() == "p384-00000.pem");
  BOOST_TEST(mode_of(pool.file_of(0, KeyAlgorithm::p384)) == 0600U);
  BOOST_TEST(is_of(value_or_trouble(pool.key(0)), KeyAlgorithm::rsa_2048));
  BOOST_TEST(files_in(directory.path() / "keys") == 2U);
  KeyPool other(directory.path() / "keys");
  BOOST_TEST(value_or_trouble(other.key(0, KeyAlgorithm::p384)).public_key_info() == made.public_key_info());
}

BOOST_AUTO_TEST_CASE(openssl_knows_the_curve_of_a_p384_key) {
  const ScratchFolder directory;
  KeyPool pool(directory.path());
  (void)value_or_trouble(pool.key(3, KeyAlgorithm::p384));
  const auto notes = (directory.path() / "text").string();
  const auto command =
      "openssl pkey -noout -text_pub -in " + pool.file_of(3, KeyAlgorithm::p384).string() + " > " + notes;
  BOOST_TEST_REQUIRE(std::system(command.c_str()) == 0);
  BOOST_TEST(text_in(notes).find("NIST CURVE: P-384") != std::string::npos, text_in(notes));
}

BOOST_AUTO_TEST_CASE(a_key_of_another_curve_or_kind_is_refused_as_p384) {
  const ScratchFolder directory;
  KeyPool pool(directory.path());
  const auto wrong = pool.file_of(0, KeyAlgorithm::p384).string();
  for (const auto* kind : {"EC -pkeyopt ec_paramgen_curve:P-256", "RSA -pkeyopt rsa_keygen_bits:1024"}) {
    const auto command = std::string("openssl genpkey -quiet -algorithm ") + kind + " -out " + wrong;
    BOOST_TEST_REQUIRE(std::system(command.c_str()) == 0);
    const auto problem = to_string(pool.key(0, KeyAlgorithm::p384).error());
    BOOST_TEST(problem.find(wrong + ": this is not a key on the curve P-384; remove the file") == 0U,
               problem);
  }
}

BOOST_AUTO_TEST_CASE(an_encrypted_key_is_refused_without_asking_anybody) {
  const ScratchFolder directory;
  KeyPool pool(directory.path());
  const auto command =
      "openssl genpkey -quiet -algorithm RSA -aes128 -pass pass:x -out " + pool.file_of(0).string();
  BOOST_TEST_REQUIRE(std::system(command.c_str()) == 0);
  BOOST_TEST(to_string(pool.key(0).error()).find("this is not a private key") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_empty_file_is_refused) {
  const ScratchFolder directory;
  KeyPool pool(directory.path());
  write(pool.file_of(0), "");
  BOOST_TEST(!pool.key(0).has_value());
}

BOOST_AUTO_TEST_CASE(a_directory_that_is_a_file_is_trouble) {
  const ScratchFolder directory;
  write(directory.path() / "keys", "no directory");
  KeyPool pool(directory.path() / "keys");
  BOOST_CHECK_THROW((void)pool.key(0), Trouble);
}

BOOST_AUTO_TEST_SUITE_END()
