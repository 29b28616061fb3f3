// A revocation list of a million entries: ours beside OpenSSL's X509_CRL interface, both in a child process
// of its own, so that each one's peak memory is its own. And ten million into a file.
#include <openssl/x509v3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

#include "base/der.hpp"
#include "bench/measure.hpp"
#include "fake-jlis/crl/publish.hpp"

namespace tameshi::bench {
namespace {

using namespace jlis;
using namespace jlis::crl;

constexpr double megabyte = 1024.0 * 1024.0;

const Instant now = value_or_trouble(parse_instant("2026-04-01T09:00+09:00"));

// Serials with holes, revoked over a few years, with the reasons that occur.
registry::RevokedCertificate revoked(std::uint64_t i) {
  using registry::Reason;
  constexpr std::array reasons{Reason::superseded, Reason::affiliation_changed, Reason::certificate_hold,
                               Reason::cessation_of_operation, Reason::key_compromise};
  return {200'000'000 + 3 * i, {now - std::chrono::minutes{i % 2'000'000}, reasons[i % reasons.size()]}};
}

RevokedSource source_of(std::uint64_t count) {
  return [count](const Ask&, const TakeRevoked& take) {
    for (std::uint64_t i = 0; i < count; ++i) take(revoked(i));
  };
}

const Issuer& issuer() {
  static const Issuer one = [] {
    const auto key = openssl::PrivateKey::generate_rsa(2048);
    const auto attribute = der::sequence({der::oid("2.5.4.10"), der::text(der::utf8_tag, "FAKE-JPKI")});
    return Issuer{der::sequence({der::set({attribute})}), openssl::sha1(key.public_key_bits()), key};
  }();
  return one;
}

const NamedList full{{{Kind::signature, 3}, Scope::full, {}}, {}};

void require(bool done) {
  if (!done) throw std::runtime_error("OpenSSL: " + openssl::last_error());
}

X509_REVOKED* openssl_entry(const registry::RevokedCertificate& certificate, ASN1_INTEGER* serial,
                            ASN1_TIME* time, ASN1_ENUMERATED* reason) {
  auto* out = X509_REVOKED_new();
  const auto at =
      std::chrono::duration_cast<std::chrono::seconds>(certificate.revocation.at.time_since_epoch());
  require(ASN1_INTEGER_set_uint64(serial, certificate.serial) == 1 &&
          ASN1_TIME_set(time, at.count()) != nullptr &&
          ASN1_ENUMERATED_set(reason, static_cast<long>(certificate.revocation.reason)) == 1 &&
          X509_REVOKED_set_serialNumber(out, serial) == 1 &&
          X509_REVOKED_set_revocationDate(out, time) == 1 &&
          X509_REVOKED_add1_ext_i2d(out, NID_crl_reason, reason, 0, 0) == 1);
  return out;
}

void add_entries(X509_CRL* crl, std::uint64_t count) {
  auto* serial = ASN1_INTEGER_new();
  auto* time = ASN1_TIME_new();
  auto* reason = ASN1_ENUMERATED_new();
  for (std::uint64_t i = 0; i < count; ++i) {
    require(X509_CRL_add0_revoked(crl, openssl_entry(revoked(i), serial, time, reason)) == 1);
  }
  ASN1_ENUMERATED_free(reason);
  ASN1_TIME_free(time);
  ASN1_INTEGER_free(serial);
}

// The same list by X509_CRL: entries, times, number, signature, DER. Gives the length.
std::size_t by_openssl(std::uint64_t count) {
  auto* crl = X509_CRL_new();
  auto* name = X509_NAME_new();
  auto* time = ASN1_TIME_new();
  auto* number = ASN1_INTEGER_new();
  const auto text = bytes_of("FAKE-JPKI");
  add_entries(crl, count);
  require(
      X509_CRL_set_version(crl, X509_CRL_VERSION_2) == 1 &&
      X509_NAME_add_entry_by_NID(name, NID_organizationName, MBSTRING_UTF8, text.data(), -1, -1, 0) == 1 &&
      X509_CRL_set_issuer_name(crl, name) == 1 && ASN1_TIME_set(time, 1'775'000'000) != nullptr &&
      X509_CRL_set1_lastUpdate(crl, time) == 1 && X509_CRL_set1_nextUpdate(crl, time) == 1 &&
      ASN1_INTEGER_set(number, 20544) == 1 && X509_CRL_add1_ext_i2d(crl, NID_crl_number, number, 0, 0) == 1 &&
      X509_CRL_sign(crl, issuer().key.get(), EVP_sha256()) > 0);
  unsigned char* der = nullptr;
  const int length = i2d_X509_CRL(crl, &der);
  require(length > 0);
  OPENSSL_free(der);
  ASN1_INTEGER_free(number);
  ASN1_TIME_free(time);
  X509_NAME_free(name);
  X509_CRL_free(crl);
  return static_cast<std::size_t>(length);
}

std::size_t by_us(std::uint64_t count) {
  return published(full, now, issuer(), source_of(count), {}).size();
}

std::size_t by_us_into_file(std::uint64_t count) {
  auto* file = std::tmpfile();
  if (file == nullptr) throw std::runtime_error("no temporary file");
  publish(full, now, issuer(), source_of(count), {}, into(file));
  const auto length = std::ftell(file);
  std::fclose(file);
  return static_cast<std::size_t>(length);
}

struct Made {
  double seconds = 0;
  double length = 0;  // bytes
  double peak = 0;    // bytes
};

Made made_here(const std::function<std::size_t()>& make) {
  const auto start = std::chrono::steady_clock::now();
  Made out;
  out.length = static_cast<double>(make());
  out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  out.peak = static_cast<double>(usage.ru_maxrss) * 1024.0;
  return out;
}

Made in_child(const std::function<std::size_t()>& make) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
  const auto child = fork();
  if (child == 0) {
    const auto out = made_here(make);
    _exit(write(ends[1], &out, sizeof out) == sizeof out ? 0 : 1);
  }
  Made out;
  const auto got = read(ends[0], &out, sizeof out);
  close(ends[0]);
  close(ends[1]);
  waitpid(child, nullptr, 0);
  if (got != sizeof out) throw std::runtime_error("the child made no list");
  return out;
}

void bench() {
  constexpr std::uint64_t million = 1'000'000;
  issuer();  // the key takes its time
  Made ours;
  Made peer;
  const auto rate_of = [](const std::function<std::size_t()>& make, Made& out) {
    out = in_child(make);
    return million / out.seconds;
  };
  const auto best = in_turn([&] { return rate_of([] { return by_us(million); }, ours); },
                            [&] { return rate_of([] { return by_openssl(million); }, peer); });
  tell("entries of a CRL of 1,000,000, written", best.ours, "/s", "OpenSSL's X509_CRL interface", best.peer,
       30);
  tell("size of that CRL, beside the memory that it takes", ours.length / megabyte, " MB", "peak memory",
       ours.peak / megabyte, 0.5);
  tell("entries per MB of peak memory", million / (ours.peak / megabyte), "", "OpenSSL's X509_CRL interface",
       million / (peer.peak / megabyte), 4);
  const auto large = in_child([] { return by_us_into_file(10 * million); });
  tell("size of a CRL of 10,000,000 entries in a file, beside the memory that it takes",
       large.length / megabyte, " MB", "peak memory", large.peak / megabyte, 10);
}

}  // namespace
}  // namespace tameshi::bench

int main() {
  tameshi::bench::bench();
}
