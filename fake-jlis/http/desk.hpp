// All that the doors of the house share: the agency, what it answers with, who came.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "fake-jlis/agency/agency.hpp"
#include "fake-jlis/crl/lies.hpp"
#include "fake-jlis/fees/ledger.hpp"
#include "fake-jlis/four-info/service.hpp"
#include "fake-jlis/http/access.hpp"
#include "fake-jlis/http/answer_counts.hpp"
#include "fake-jlis/http/card_door.hpp"
#include "fake-jlis/http/guest_book.hpp"
#include "fake-jlis/http/message.hpp"
#include "fake-jlis/http/refusal.hpp"
#include "fake-jlis/http/world_clock.hpp"
#include "fake-jlis/ocsp/lying_service.hpp"
#include "fake-jlis/registry/lie_board.hpp"

namespace tameshi::jlis::http {

using jlis::to_string;
using tameshi::to_string;

struct SiteSettings {
  std::string base_url;      // "http://127.0.0.1:8080": as others reach us
  Secret admin_token;        // empty: none is asked for
  std::FILE* log = nullptr;  // JSON lines
  GuestBook::Listener on_visit = {};
  // Visits have the bodies of the standard services, which hold nothing secret: for a run's journal.
  bool keep_bodies = false;
  crl::Settings lists = {};
};

// The lists as they were last published, each kept until the next comes out.
class PublishedLists {
 public:
  // Made when it is first asked for; two that ask at once may make it twice, and get the same bytes.
  Body get(const crl::ListId& id, std::uint64_t number, const std::function<Body()>& make);
  void forget();

 private:
  std::mutex mutex_;
  std::map<crl::ListId, std::pair<std::uint64_t, Body>> kept_;
};

struct Desk {
  Desk(SiteSettings chosen, agency::Agency& the_agency, WorldClock& the_clock, ca::KeyPool& the_pool);

  SiteSettings settings;
  agency::Agency& agency;
  WorldClock& clock;
  ca::KeyPool& pool;
  ocsp::Strangers strangers;
  ocsp::Service ocsp;
  LieBoard ocsp_lies;
  ocsp::LyingService responder;
  PublishedLists lists;
  LieBoard list_lies;
  four_info::Service four_info;
  AnswerCounts answers;
  fees::Ledger ledger;
  GuestBook guests;
  LieBoard wire;
  CardDoor card;  // set before the first request

  // Somebody has moved the clock: what was answered for another time may have changed since.
  void forget();

  [[nodiscard]] std::shared_ptr<const AccessRules> access() const;
  void set_access(AccessRules rules);

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const AccessRules> access_ = std::make_shared<const AccessRules>();
};

// What a door answers, and what is to be remembered of it.
struct Served {
  Reply reply;
  std::string because;
  std::vector<ServiceAnswer> answers;
  std::vector<std::string> lies;
  std::optional<LieTarget> target;  // what a fault on the wire may strike
};

Served refuse(const Refusal& refusal);

// GET and HEAD, or a 405 that says so.
std::optional<Served> unless_read(const Request& request);

// Doors. Each takes what follows its own name: "/signature/3".
Served at_ocsp(Desk& desk, const Request& request, std::string_view path);
Served at_crl(Desk& desk, const Request& request, std::string_view path);
Served at_ca(Desk& desk, const Request& request, std::string_view path);
std::string index_page(const Desk& desk);

// One generation of a CA, as "3" among the paths of a kind; nothing for any other text.
const ca::Authority* authority_at(const Desk& desk, std::string_view kind, std::string_view generation,
                                  registry::AuthorityId& id);

// 304 where the client has it already (RFC 9110 §13.1), 200 with its validators otherwise.
Reply cacheable(const Request& request, std::string media_type, Body body, const std::string& etag);

}  // namespace tameshi::jlis::http
