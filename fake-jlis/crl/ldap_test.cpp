// OpenLDAP's slapd in front of the lists, asked by ldapsearch, over a socket in a folder of its own.
#include <poll.h>
#include <signal.h>

#include "base/percent.hpp"
#include "base/pidfd.hpp"
#include "base/process.hpp"
#include "base/testing/cases.hpp"
#include "fake-jlis/crl/test_world.hpp"

using namespace tameshi;
using namespace tameshi::jlis;
using namespace tameshi::jlis::crl;
using crl::testing::save;
using crl::testing::world;

namespace {

Bytes list_of(const std::string& id, const Bytes& point, const Issuer& issuer) {
  return published({list_id_from(id).value(), point}, world().now, issuer, world().source, {});
}

// Answers from its making to its end.
class Directory {
 public:
  explicit Directory(const std::vector<Bytes>& lists) {
    std::vector<std::string> command{"fake-jlis/crl/ldap/serve.sh", folder_.file("slapd"), url_};
    for (std::size_t i = 0; i < lists.size(); ++i) {
      command.push_back(folder_.file(std::to_string(i) + ".crl"));
      save(command.back(), lists[i]);
    }
    const auto ran = value_or_trouble(run({.command = command, .timeout = std::chrono::minutes{1}}));
    BOOST_REQUIRE_MESSAGE(ran.exit_code == 0, ran.output + ran.errors);
  }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  ~Directory() {
    pid_t pid = 0;
    std::ifstream(folder_.file("slapd/slapd.pid")) >> pid;
    if (pid > 0) end(pid);
  }

  [[nodiscard]] std::string search(const std::string& name, const std::string& attribute) const {
    const auto ran = value_or_trouble(run({.command = {"ldapsearch", "-LLL", "-o", "ldif-wrap=no", "-x", "-H",
                                                       url_, "-s", "base", "-b", name, attribute},
                                           .timeout = std::chrono::minutes{1}}));
    return ran.output + ran.errors;
  }

 private:
  // To its end: it tidies up in the folder, which goes next.
  static void end(pid_t pid) {
    const auto process = open_pidfd(pid);
    ::kill(pid, SIGTERM);
    pollfd watched{process.get(), POLLIN, 0};
    ::poll(&watched, 1, 10'000);
  }

  ScratchFolder folder_;
  std::string url_ = "ldapi://" + percent_encoded(folder_.file("ldapi"));
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ldap)

BOOST_AUTO_TEST_CASE(openldap_hands_out_the_lists_under_their_distribution_points) {
  const auto& three = world().signature3.issuer;
  const auto newer = list_of("signature/3/13221", world().kiyose, three);
  const auto older = list_of("signature/2/13221", world().kiyose, world().signature2.issuer);
  const auto own = list_of("signature/3/authority", three.name, three);
  const auto full = list_of("signature/3/full", {}, three);
  const Directory directory({newer, older, own, full});

  const std::string authority = "OU=FAKE-JPKI for digital signature,O=FAKE-JPKI,C=JP";
  const auto people = directory.search(
      "CN=Kiyose-shi CRLDP,OU=Tokyo-to,OU=CRL Distribution Points," + authority, "certificateRevocationList");
  BOOST_TEST(contains(people, "certificateRevocationList;binary:: " + base64(newer) + "\n"), people);
  BOOST_TEST(contains(people, "certificateRevocationList;binary:: " + base64(older) + "\n"));
  BOOST_TEST(contains(directory.search(authority, "authorityRevocationList"),
                      "authorityRevocationList;binary:: " + base64(own) + "\n"));
  BOOST_TEST(contains(directory.search(authority, "certificateRevocationList"),
                      "certificateRevocationList;binary:: " + base64(full) + "\n"));
  BOOST_TEST(contains(directory.search("CN=Nowhere CRLDP," + authority, "certificateRevocationList"),
                      "No such object"));
}

BOOST_AUTO_TEST_SUITE_END()
