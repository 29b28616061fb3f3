// A TLS client whose own key may be elsewhere, in a card: it is asked for each signature. One request of
// HTTP/1.1 goes through it and one answer comes back.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace tameshi::openssl {

enum class TlsProtocol : std::uint8_t { tls1_2, tls1_3 };

// Whose certificate goes to a server that asks for one.
struct TlsClientKey {
  Bytes certificate;  // DER
  // RSA: a DigestInfo, to be padded and signed (PKCS#1 v1.5); EC: a digest, whose signature is an
  // ECDSA-Sig-Value. Nothing ends the handshake.
  std::function<std::optional<Bytes>(ByteView input)> sign;
};

struct TlsQuestion {
  std::string host;  // a name or an address; the server's certificate must be for it
  std::string port;
  std::string trusted;  // PEM of the roots; empty: any server will do
  TlsProtocol oldest = TlsProtocol::tls1_2;
  std::chrono::milliseconds timeout{30'000};
  std::string path = "/";
  std::optional<TlsClientKey> key;
  std::optional<std::chrono::seconds> at;  // since 1970: when the server's certificate is judged; else now
};

enum class TlsEnd : std::uint8_t {
  answered,         // with `status`
  alert,            // from the server, by its name in `detail`
  not_trusted,      // the server's certificate; `detail` says why
  no_common_terms,  // no protocol or algorithm that both can
  not_signed,       // the key gave no signature
  no_answer,        // `detail` says why
  nonsense,         // what came is no TLS, or no HTTP
};

struct TlsAnswer {
  TlsEnd end = TlsEnd::no_answer;
  std::string detail;
  std::string protocol;    // "TLSv1.2", once the handshake was done
  bool was_asked = false;  // for a certificate
  int status = 0;
  std::string text;  // the answer as it came, at most 64 KiB
};

// An RSA key of a card signs by PKCS#1 v1.5 only, which TLS 1.3 does not take from anybody (RFC 8446 §4.2.3):
// with such a key TLS 1.2 is all that is offered. Trouble is OpenSSL's own.
TlsAnswer ask_by_tls(const TlsQuestion& question);

}  // namespace tameshi::openssl
