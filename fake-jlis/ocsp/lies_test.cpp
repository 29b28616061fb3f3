// Every lie is told to four programs that share nothing with us, and the rows say which of them notice.
#include <fmt/ranges.h>

#include <atomic>
#include <set>
#include <sstream>
#include <thread>

#include "base/process.hpp"
#include "base/testing/cases.hpp"
#include "fake-jlis/ocsp/lying_service.hpp"
#include "fake-jlis/ocsp/test_world.hpp"

namespace tameshi::jlis::ocsp::testing {
namespace {

Lie armed(std::string_view text) {
  return value_or_trouble(lie_from_text(lies(), text));
}

// Of today's cards, and of the announced next ones.
constexpr unsigned rsa = 3;
constexpr unsigned p384 = 4;

const Issuer& issuer(unsigned generation = rsa) {
  return world().issuer(Kind::signature, generation);
}

// What is asked where one good certificate with a nonce does not show the lie.
struct Asked {
  std::vector<std::uint64_t> serials{good_serial};
  std::optional<Bytes> nonce = Bytes(16, 0x21);
  unsigned generation = rsa;
};

Asked asked_for(const std::string& lie, unsigned generation) {
  Asked out;
  out.generation = generation;
  if (lie == "nonce-unasked") out.nonce.reset();
  if (lie == "answer-missing" || lie == "answers-reversed") out.serials = {good_serial, other_good_serial};
  if (lie == "good-instead" || lie == "good-after-signing") out.serials = {held_serial};
  return out;
}

Bytes request_of(const Asked& asked) {
  std::vector<Bytes> ids;
  for (const auto serial : asked.serials)
    ids.push_back(cert_id(issuer(asked.generation), der::integer(serial)));
  return request_for(ids, asked.nonce);
}

// The lie strikes the second request; the first is somebody else's, with a nonce of its own.
std::shared_ptr<const Answered> told(const std::string& lie, const Clock& clock, unsigned generation = rsa) {
  Service honest(clock, generation == rsa ? world().issuers : world().with_next(), listed);
  LieBoard board;
  LyingService service(honest, board, world().strangers);
  board.arm(armed(lie + " nth=2"));
  service.answer(Kind::signature, request_of({{good_serial}, Bytes(16, 0x77), generation}));
  return service.answer(Kind::signature, request_of(asked_for(lie, generation)));
}

std::size_t count(const std::string& text, std::string_view what) {
  std::size_t out = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++out;
  return out;
}

struct Desk {
  explicit Desk(unsigned whose = rsa) : generation(whose) {}

  unsigned generation;
  ScratchFolder folder;
  std::string ca = folder.write("ca.pem", pem("CERTIFICATE", ca_certificate(issuer(generation))));
  std::string leaf(std::uint64_t serial) const {
    return folder.write("leaf.pem", pem("CERTIFICATE", certificate_of(issuer(generation), serial)));
  }
};

bool says_no_ill(const ProcessResult& seen) {
  const auto text = seen.output + seen.errors;
  return seen.exit_code == 0 && count(text, "Response verify OK") == 1 && count(text, "WARNING") == 0 &&
         count(text, "ERROR") == 0;
}

// Whether a program that relies on `openssl ocsp` would go on. Asked twice: it compares nonces with a request
// that it reads, and CertIDs with certificates that it reads, not both at once.
bool openssl_accepts(const Desk& desk, const std::string& reply, const Asked& asked) {
  const auto request = desk.folder.write("request.bin", text_of(request_of(asked)));
  const std::vector<std::string> common{"-respin", reply, "-CAfile", desk.ca, "-no-CApath", "-no-CAstore"};
  std::vector<std::string> by_request{"openssl", "ocsp", "-reqin", request};
  std::vector<std::string> by_name{"openssl", "ocsp", "-no_nonce", "-issuer", desk.ca};
  by_name.insert(by_name.end(), {"-cert", desk.leaf(asked.serials[0])});
  for (std::size_t i = 1; i < asked.serials.size(); ++i) {
    by_name.insert(by_name.end(), {"-serial", std::to_string(asked.serials[i])});
  }
  by_request.insert(by_request.end(), common.begin(), common.end());
  by_name.insert(by_name.end(), common.begin(), common.end());
  const auto named = value_or_trouble(run({.command = by_name}));
  return says_no_ill(named) && count(named.output, ": good\n") == asked.serials.size() &&
         says_no_ill(value_or_trouble(run({.command = by_request})));
}

bool ocsptool_accepts(const Desk& desk, const std::string& reply) {
  const auto seen = value_or_trouble(
      run({.command = {"ocsptool", "--verify-response", "--load-response", reply, "--load-trust", desk.ca}}));
  const auto text = seen.output + seen.errors;
  return seen.exit_code == 0 && count(text, "Verifying OCSP Response: Success.") == 1 &&
         count(text, "Certificate Status: good") > 0 && count(text, "Certificate Status: revoked") == 0;
}

using Judges = std::map<std::string, std::set<std::string>>;  // of a reply, who refuses

// One process for all replies of the folder.
void ask_python(const ScratchFolder& replies, Judges& refusals) {
  const auto seen = value_or_trouble(
      run({.command = {".venv/bin/python", TAMESHI_ROOM "/judge_replies.py", replies.file("")}}));
  BOOST_TEST(seen.exit_code == 0, seen.errors);
  std::istringstream lines(seen.output);
  std::string name, pkilint, cryptography;
  while (std::getline(lines, name, '\t') && std::getline(lines, pkilint, '\t') &&
         std::getline(lines, cryptography)) {
    if (pkilint != "ok") refusals[name].insert("pkilint");
    if (cryptography != "ok") refusals[name].insert("cryptography");
  }
}

Judges judged(const Clock& clock, unsigned generation) {
  Judges out;
  const Desk desk(generation);
  const ScratchFolder replies;
  for (const auto& lie : lies().words) {
    const auto reply = replies.write(lie.name + ".der", text_of(told(lie.name, clock, generation)->body));
    if (!openssl_accepts(desk, reply, asked_for(lie.name, generation))) out[lie.name].insert("openssl");
    if (!ocsptool_accepts(desk, reply)) out[lie.name].insert("ocsptool");
  }
  ask_python(replies, out);
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ocsp_lies)

BOOST_AUTO_TEST_CASE(there_are_enough_and_each_strikes) {
  BOOST_TEST(lies().words.size() >= 100U);
  const FrozenClock clock(usual_now());
  for (const auto& lie : lies().words) {
    BOOST_TEST_CONTEXT(lie.name) {
      const auto answered = told(lie.name, clock);
      BOOST_TEST(answered->lies == std::vector<std::string>{lie.name}, boost::test_tools::per_element());
      BOOST_TEST(told(lie.name, clock)->body == answered->body, boost::test_tools::per_element());
    }
  }
}

// What is about RSA has no place in a reply that a P-384 key signs, and says so; everything else is told.
BOOST_AUTO_TEST_CASE(a_p384_responder_lies_or_says_why_it_cannot) {
  const FrozenClock clock(usual_now());
  const std::set<std::string> of_rsa{"md5-signature",   "sha384-signature", "pss-signature",
                                     "labelled-sha384", "labelled-ecdsa",   "algorithm-without-null"};
  for (const auto& lie : lies().words) {
    BOOST_TEST_CONTEXT(lie.name) {
      const auto answered = told(lie.name, clock, p384);
      BOOST_TEST(answered->lies.empty() == of_rsa.contains(lie.name));
      const bool says_why = answered->because.find(lie.name + " changes nothing: ") != std::string::npos;
      BOOST_TEST(says_why == of_rsa.contains(lie.name), answered->because);
      BOOST_TEST(told(lie.name, clock, p384)->body == answered->body, boost::test_tools::per_element());
    }
  }
}

// Who notices may be another one than of RSA; that nobody does must not come of the key.
BOOST_AUTO_TEST_CASE(others_notice_the_lies_of_a_p384_responder) {
  const FrozenClock clock(SystemClock().now());
  const auto refusals = judged(clock, p384);
  for (const auto& lie : lies().words) {
    const bool is_told = !told(lie.name, clock, p384)->lies.empty();
    const bool is_caught = is_told && !lie.caught_by.starts_with("no-tool: ");
    BOOST_TEST(refusals.contains(lie.name) == is_caught,
               lie.name + ", which of RSA is caught by " + lie.caught_by);
  }
}

// OpenSSL and GnuTLS know the machine's time only, so here the world has it too.
BOOST_AUTO_TEST_CASE(others_notice_what_the_rows_say) {
  const FrozenClock clock(SystemClock().now());
  const auto refusals = judged(clock, rsa);
  for (const auto& lie : lies().words) {
    BOOST_TEST_CONTEXT(lie.name) {
      const auto found = refusals.find(lie.name);
      if (found == refusals.end()) {
        BOOST_TEST(lie.caught_by.starts_with("no-tool: "), "nobody notices; the row says " + lie.caught_by);
      } else {
        BOOST_TEST(fmt::format("{}", fmt::join(found->second, ", ")) == lie.caught_by);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(the_honest_reply_is_accepted_by_all) {
  const FrozenClock clock(SystemClock().now());
  Service honest(clock, world().with_next(), listed);
  const ScratchFolder replies;
  for (const auto& asked :
       {Asked{}, Asked{{good_serial}, {}}, Asked{{good_serial, other_good_serial}}, Asked{.generation = p384},
        Asked{{good_serial}, {}, p384}, Asked{{good_serial, other_good_serial}, {}, p384}}) {
    const Desk desk(asked.generation);
    const auto answered = honest.answer(Kind::signature, request_of(asked));
    const auto reply = replies.write("honest.der", text_of(answered->body));
    BOOST_TEST(openssl_accepts(desk, reply, asked));
    BOOST_TEST(ocsptool_accepts(desk, reply));
  }
}

// Of every kind: good, each revocation, unknown, several, other generations, SHA-256, refusals.
BOOST_AUTO_TEST_CASE(a_linter_finds_nothing_in_honest_replies) {
  const FrozenClock clock(usual_now());
  Service honest(clock, world().with_next(), listed);
  const ScratchFolder replies;
  const auto ask = [&](const std::string& name, const Issuer& one, const std::vector<std::uint64_t>& serials,
                       Hash hash, const std::optional<Bytes>& nonce) {
    std::vector<Bytes> ids;
    for (const auto serial : serials) ids.push_back(cert_id(one, der::integer(serial), hash));
    replies.write(name + ".der", text_of(honest.answer(one.id.kind, request_for(ids, nonce))->body));
  };
  for (const auto& one : world().with_next()) {
    const auto id = fmt::format("{}-{}", to_string(one.id.kind), one.id.generation);
    ask(id + "-good", one, {good_serial}, Hash::sha1, {});
    ask(id + "-good-sha256", one, {good_serial}, Hash::sha256, Bytes(32, 1));
    ask(id + "-held", one, {held_serial}, Hash::sha1, Bytes(1, 1));
    ask(id + "-unspecified", one, {unspecified_serial}, Hash::sha1, {});
    ask(id + "-unknown", one, {999'999'999}, Hash::sha1, {});
    ask(id + "-several", one, {good_serial, leaked_serial, 999'999'999}, Hash::sha256, {});
  }
  replies.write("malformed.der", text_of(honest.answer(Kind::signature, Bytes{0x30, 0})->body));
  replies.write("unauthorized.der", text_of(honest.answer(Kind::signature, request_of({}), false)->body));
  Judges refusals;
  ask_python(replies, refusals);
  for (const auto& [name, who] : refusals) BOOST_TEST(!who.contains("pkilint"), name);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(ocsp_lying_service)

BOOST_AUTO_TEST_CASE(what_no_lie_strikes_is_the_honest_answer) {
  const FrozenClock clock(usual_now());
  Service honest(clock, world().issuers, listed);
  LieBoard board;
  LyingService service(honest, board, world().strangers);
  const auto request = request_of({{good_serial}, {}});
  const auto before = service.answer(Kind::signature, request);
  board.arm(armed("revoked-instead authority=signature/2"));
  board.arm(armed("revoked-instead endpoint=authentication"));
  board.arm(armed("revoked-instead serial=200000002"));
  BOOST_TEST(service.answer(Kind::signature, request) == before);
  board.arm(armed("revoked-instead serial=200000001"));
  const auto lied = service.answer(Kind::signature, request);
  BOOST_TEST(lied->lies.size() == 1U);
  BOOST_TEST((lied->body != before->body));
  BOOST_TEST(!lied->caching.has_value());
  board.disarm("");
  BOOST_TEST(service.answer(Kind::signature, request) == before);
}

BOOST_AUTO_TEST_CASE(the_seed_says_which_bit) {
  const FrozenClock clock(usual_now());
  Service honest(clock, world().issuers, listed);
  const auto with = [&](const std::string& lie) {
    LieBoard board;
    LyingService service(honest, board, world().strangers);
    board.arm(armed(lie));
    return service.answer(Kind::signature, request_of({}))->body;
  };
  BOOST_TEST((with("bit-flipped seed=9000") == with("bit-flipped seed=9000")));
  BOOST_TEST((with("bit-flipped seed=9000") != with("bit-flipped seed=9001")));
}

BOOST_AUTO_TEST_CASE(a_refusal_may_be_lied_about_and_nothing_breaks) {
  const FrozenClock clock(usual_now());
  Service honest(clock, world().issuers, listed);
  for (const auto& lie : lies().words) {
    LieBoard board;
    LyingService service(honest, board, world().strangers);
    board.arm(armed(lie.name));
    BOOST_TEST(service.answer(Kind::signature, Bytes{0x30, 0}) != nullptr, lie.name);
    BOOST_TEST(service.answer(Kind::signature, request_of({}), false) != nullptr, lie.name);
  }
}

// A world of one CA and one generation has no other: the stranger stands in.
BOOST_AUTO_TEST_CASE(a_small_world_can_lie_as_well) {
  const FrozenClock clock(usual_now());
  Service honest(clock, {issuer()}, listed);
  for (const auto& lie : lies().words) {
    LieBoard board;
    LyingService service(honest, board, world().strangers);
    board.arm(armed(lie.name));
    BOOST_TEST(service.answer(Kind::signature, request_of({})) != nullptr, lie.name);
  }
}

BOOST_AUTO_TEST_CASE(many_may_ask_at_once) {
  FrozenClock clock(usual_now());
  Service honest(clock, world().issuers, listed);
  LieBoard board;
  LyingService service(honest, board, world().strangers);
  std::atomic<int> answered{0};
  const auto ask = [&](std::uint64_t serial) {
    for (int i = 0; i < 20; ++i) {
      const auto nonce = i % 2 == 0 ? std::optional<Bytes>(Bytes(8, 1)) : std::nullopt;
      if (!service.answer(Kind::signature, request_of({{serial}, nonce}))->body.empty()) ++answered;
    }
  };
  std::vector<std::thread> clients;
  for (const auto serial : {good_serial, held_serial, leaked_serial}) clients.emplace_back(ask, serial);
  for (int i = 0; i < 10; ++i) {
    board.arm(armed("nonce-replayed"));
    clock.advance(std::chrono::minutes(5));
    honest.forget();
    board.disarm("");
  }
  for (auto& client : clients) client.join();
  BOOST_TEST(answered == 60);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::jlis::ocsp::testing
