// The card in the reader beside the server.
#include <fmt/format.h>

#include "fake-jlis/http/admin_json.hpp"

namespace tameshi::jlis::http {
namespace {

Outcome shown(const CardDoor& door) {
  const auto card = door.show();
  Json out{{"of", card.of},       {"carrier", card.carrier}, {"generation", card.generation},
           {"inserted", card.in}, {"reader", card.reader},   {"certificates", Json::array()}};
  for (const auto& id : card.certificates) out["certificates"].push_back(json_of(id));
  if (card.room) out["room"] = *card.room;
  if (!card.trouble.empty()) out["trouble"] = card.trouble;
  return Answered{200, std::move(out)};
}

tl::unexpected<Refusal> no_card(const CardDoor& door) {
  return tl::unexpected(Refusal{404, "no-card", fmt::format("there is no card: {}", door.why_none), false});
}

Outcome show_card(const Desk& desk) {
  return desk.card.show ? shown(desk.card) : no_card(desk.card);
}

// First whose it is, then where it is.
Outcome set_card(const Desk& desk, const Json& body) {
  const auto& door = desk.card;
  if (!door.show) return no_card(door);
  if (body.contains("of")) {
    if (const auto changed = door.change(body.at("of").get<std::string>()); !changed)
      return refused(409, "cannot-be-held-out", changed.error());
  }
  if (body.contains("inserted")) door.put(body.at("inserted").get<bool>());
  return shown(door);
}

}  // namespace

void add_card(Desk& desk, Operations& to) {
  to["showCard"] = [&desk](const Call&) { return show_card(desk); };
  to["setCard"] = [&desk](const Call& call) { return set_card(desk, call.body); };
}

}  // namespace tameshi::jlis::http
