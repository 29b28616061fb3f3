// The whole house without its sockets: a request in, a reply out. Used from many threads.
#pragma once

#include <functional>

#include "fake-jlis/http/desk.hpp"
#include "fake-jlis/http/four_info_door.hpp"

namespace tameshi::jlis::http {

class Site {
 public:
  Site(SiteSettings settings, agency::Agency& agency, WorldClock& clock, ca::KeyPool& pool);
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;

  Reply answer(const Request& request);
  // Of a request that never became one.
  void note_refused(const Refusal& refusal, const Peer& peer);

  [[nodiscard]] Desk& desk() { return desk_; }

 private:
  Served serve(const Request& request, Door door);
  Served administer(const Request& request);
  void strike(const Request& request, Served& served);

  Desk desk_;
  std::function<Reply(const Request&)> admin_;
  FourInfoApi four_info_;
};

// Which door a path leads to.
Door door_of(std::string_view path);

}  // namespace tameshi::jlis::http
