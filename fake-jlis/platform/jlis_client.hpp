// J-LIS as a client sees it: addresses below one base URL, over whatever HTTP is given. Every answer that is
// not the expected form is a refusal of the table, never an exception.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "base/http_client.hpp"
#include "base/secret.hpp"
#include "fake-jlis/platform/reason.hpp"
#include "fake-jlis/registry/status.hpp"

namespace tameshi::jlis::platform {

struct JlisAddress {
  std::string base_url;  // "http://127.0.0.1:8080"
  Secret token;          // as a registered verifier; empty: none is sent
  std::string platform;  // our name there, where no token says it
};

// One row of /crl/index.json.
struct ListAddress {
  std::string path;           // "/crl/signature/3/Tokyo-to/Kiyose-shi.crl"
  Bytes key_identifier;       // of the authority that signs
  std::optional<Bytes> name;  // Name of the distribution point, DER; nothing: the full list
};

// One row of /ca/index.json.
struct AuthorityAddress {
  Kind kind = Kind::signature;
  std::string path;  // of its certificate, DER
  std::string policy;
  std::string mobile_policy;
};

class JlisClient {
 public:
  JlisClient(JlisAddress address, HttpFetch fetch) : address_(std::move(address)), fetch_(std::move(fetch)) {}

  // POST, RFC 6960 appendix A.1.
  [[nodiscard]] Verified<Bytes> ask_ocsp(Kind kind, ByteView request) const;
  [[nodiscard]] Verified<std::vector<ListAddress>> list_addresses() const;
  [[nodiscard]] Verified<Bytes> fetch_list(const std::string& path) const;
  // Their own certificates, for who has no other way to them.
  [[nodiscard]] Result<std::vector<AuthorityAddress>> authority_addresses() const;
  [[nodiscard]] Result<Bytes> fetch_authority(const std::string& path) const;

  // The four-information service: JSON both ways. What it answers, of whatever status below 500, is the
  // caller's.
  struct Answered {
    int status = 0;
    std::string body;
  };
  [[nodiscard]] Verified<Answered> call(std::string_view method, const std::string& path,
                                        const std::string& body = {}) const;

 private:
  [[nodiscard]] HttpRequest request_for(std::string_view method, const std::string& path) const;
  [[nodiscard]] Verified<Bytes> body_of(const HttpRequest& request, std::string_view media_type,
                                        std::string_view unreachable) const;

  JlisAddress address_;
  HttpFetch fetch_;
};

Result<std::vector<AuthorityAddress>> authority_addresses_in(std::string_view json);
// Reads /crl/index.json; rows of other scopes are left out.
Result<std::vector<ListAddress>> list_addresses_in(std::string_view json);

}  // namespace tameshi::jlis::platform
