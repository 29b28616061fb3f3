// Against openssl s_server, with a key that stands for a card.
#include "base/openssl_tls.hpp"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <regex>

#include "base/openssl.hpp"
#include "base/pem.hpp"
#include "base/running_process.hpp"
#include "base/scratch_folder.hpp"

namespace tameshi::openssl {
namespace {

using namespace std::chrono_literals;

std::string file_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void run_openssl(std::vector<std::string> words) {
  words.insert(words.begin(), "openssl");
  const auto done = run({.command = std::move(words)});
  BOOST_REQUIRE(done.has_value());
  BOOST_REQUIRE_MESSAGE(done->exit_code == 0, done->errors);
}

struct Credentials {
  std::string certificate;  // file
  std::string key;          // file
};

struct Bench {
  ScratchFolder folder;

  Credentials made(const std::string& name, std::vector<std::string> kind) const {
    const Credentials out{folder.file(name + ".pem"), folder.file(name + ".key")};
    std::vector<std::string> words{"req", "-x509", "-newkey"};
    words.insert(words.end(), kind.begin(), kind.end());
    for (const auto* word : {"-nodes", "-days", "2", "-subj", "/O=FAKE/CN=localhost", "-addext",
                             "subjectAltName=DNS:localhost,IP:127.0.0.1"})
      words.emplace_back(word);
    words.insert(words.end(), {"-keyout", out.key, "-out", out.certificate});
    run_openssl(words);
    return out;
  }
};

struct Server {
  RunningProcess process;
  std::string port;

  Server(const Credentials& own, const std::string& clients, const std::vector<std::string>& more)
      : process(started(own, clients, more)) {
    std::string said;
    process.serve_until(std::chrono::steady_clock::now() + 20s, [&] {
      while (const auto line = process.output().take_line()) said += *line + "\n";
      return process.has_ended() || said.find("ACCEPT") != std::string::npos;
    });
    static const std::regex place("ACCEPT .*:([0-9]+)");
    std::smatch match;
    BOOST_REQUIRE_MESSAGE(std::regex_search(said, match, place), said);
    port = match.str(1);
  }
  ~Server() {
    process.end_group();
    process.reap(false);
  }

  static RunningProcess started(const Credentials& own, const std::string& clients,
                                const std::vector<std::string>& more) {
    ProcessRequest request;
    request.command = {
        "openssl", "s_server", "-accept", "127.0.0.1:0", "-www",    "-cert", own.certificate,
        "-key",    own.key,    "-CAfile", clients,       "-Verify", "1",     "-verify_return_error"};
    request.command.insert(request.command.end(), more.begin(), more.end());
    return value_or_trouble(RunningProcess::start(request));
  }
};

TlsClientKey card_of(const Credentials& client, int& asked) {
  const auto key = value_or_trouble(PrivateKey::from_pem(file_text(client.key), client.key));
  return {from_pem_or_der(bytes_of(file_text(client.certificate))), [key, &asked](ByteView input) {
            ++asked;
            return std::optional(key.is_rsa() ? key.sign_pkcs1_raw(input) : key.sign_digest(input));
          }};
}

const std::vector<std::string> rsa{"rsa:2048"};
const std::vector<std::string> p384{"ec", "-pkeyopt", "ec_paramgen_curve:P-384"};

struct Meeting {
  TlsAnswer answer;
  int asked = 0;
};

Meeting meet(const std::vector<std::string>& kind, const std::vector<std::string>& server = {},
             const std::function<void(TlsQuestion&, const Bench&)>& change = {}) {
  const Bench bench;
  const auto own = bench.made("server", rsa);
  const auto client = bench.made("client", kind);
  const Server there(own, client.certificate, server);
  Meeting out;
  TlsQuestion question;
  question.host = "localhost";
  question.port = there.port;
  question.trusted = file_text(own.certificate);
  question.timeout = 20s;
  question.key = card_of(client, out.asked);
  if (change) change(question, bench);
  out.answer = ask_by_tls(question);
  return out;
}

int number(TlsEnd end) {
  return static_cast<int>(end);
}

BOOST_AUTO_TEST_SUITE(openssl_tls)

BOOST_AUTO_TEST_CASE(an_rsa_key_elsewhere_logs_in_by_tls_1_2) {
  const auto [answer, asked] = meet(rsa);
  BOOST_TEST(number(answer.end) == number(TlsEnd::answered), answer.detail);
  BOOST_TEST(answer.status == 200);
  BOOST_TEST(answer.protocol == "TLSv1.2");
  BOOST_TEST(answer.was_asked);
  BOOST_TEST(asked == 1);
}

BOOST_AUTO_TEST_CASE(an_ec_key_elsewhere_logs_in_by_tls_1_3) {
  const auto [answer, asked] = meet(p384);
  BOOST_TEST(number(answer.end) == number(TlsEnd::answered), answer.detail);
  BOOST_TEST(answer.protocol == "TLSv1.3");
  BOOST_TEST(asked == 1);
}

BOOST_AUTO_TEST_CASE(a_server_of_tls_1_3_only_and_an_rsa_card_have_no_common_terms) {
  const auto answer = meet(rsa, {"-tls1_3"}).answer;
  BOOST_TEST((answer.end == TlsEnd::alert || answer.end == TlsEnd::no_common_terms));
  BOOST_TEST(answer.detail.find("protocol version") != std::string::npos, answer.detail);
}

BOOST_AUTO_TEST_CASE(a_server_that_is_not_trusted_gets_nothing) {
  const auto [answer, asked] = meet(rsa, {}, [](TlsQuestion& question, const Bench& bench) {
    question.trusted = file_text(bench.made("other", rsa).certificate);
  });
  BOOST_TEST(number(answer.end) == number(TlsEnd::not_trusted), answer.detail);
  BOOST_TEST(asked == 0);
}

BOOST_AUTO_TEST_CASE(the_alert_of_a_server_that_refuses_is_named) {
  const auto answer = meet(rsa, {}, [](TlsQuestion& question, const Bench& bench) {
                        static int asked = 0;
                        question.key = card_of(bench.made("stranger", rsa), asked);
                      }).answer;
  BOOST_TEST(number(answer.end) == number(TlsEnd::alert), answer.detail);
  BOOST_TEST(answer.detail == "unknown CA");
}

BOOST_AUTO_TEST_CASE(no_signature_no_connection) {
  const auto answer = meet(rsa, {}, [](TlsQuestion& question, const Bench&) {
                        question.key->sign = [](ByteView) { return std::optional<Bytes>(); };
                      }).answer;
  BOOST_TEST(number(answer.end) == number(TlsEnd::not_signed), answer.detail);
}

BOOST_AUTO_TEST_CASE(nobody_there_is_no_answer) {
  TlsQuestion question;
  question.host = "127.0.0.1";
  question.port = "1";
  BOOST_TEST(number(ask_by_tls(question).end) == number(TlsEnd::no_answer));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::openssl
