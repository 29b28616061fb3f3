// What people do, one function each.
#include "fake-jlis/nation/lives.hpp"
#include "fake-jlis/registry/life.hpp"

namespace tameshi::jlis::nation {

using std::chrono::days;
using std::chrono::sys_days;

bool Lives::act(const std::string& name, std::size_t who) {
  if (name == "be-born") return be_born(who);
  if (name == "arrive") return arrive();
  if (name == "give-consent") return give_consent(who);
  if (name == "withdraw-consent") return withdraw(who, false);
  if (name == "withdraw-elsewhere") return withdraw(who, true);
  if (name == "ask-items") return ask_items(who);
  return live(name, who);
}

bool Lives::live(const std::string& event, std::size_t who) {
  const auto* row = value_or_trouble(registry::find_life_event(event));
  const auto& persona = people_[who].persona;
  registry::LifeCommand command{event, persona.id, {}};
  const auto resident = realm_.store->resident(persona.id, realm_.clock.now());
  auto now = persona;
  if (resident) now.municipality = resident->items.municipality;
  // The town before the address in it.
  const auto put = [&](const std::string& name) {
    auto value = parameter(name, now, today(), chance_, towns_);
    if (value.empty()) return;
    if (name == "municipality") now.municipality.code = value.substr(0, value.find(' '));
    command.parameters.emplace(name, std::move(value));
  };
  for (const auto& name : row->parameters) put(name);
  const auto done = realm_.agency.apply(command);
  if (!done) return false;
  note(*done, who);
  if (event == "extend-stay") note_stay(who);
  return true;
}

// With a card at once, where the one who was picked for it lives: a child.
bool Lives::be_born(std::size_t near) {
  auto child = invented(people_.size(), today(), chance_, towns_);
  const auto parent = realm_.store->resident(people_[near].persona.id, realm_.clock.now());
  if (!parent || parent->standing != registry::Standing::here) return false;
  child.municipality = parent->items.municipality;
  child.address = parent->items.address;
  child.card.issued = today();
  return enter(std::move(child));
}

bool Lives::arrive() {
  const std::chrono::year_month_day born{sys_days{today()} - days{chance_.between(18 * 365, 50 * 365)}};
  auto person = invented(people_.size(), born, chance_, towns_);
  person.stay_until = std::chrono::year_month_day{sys_days{today()} + days{chance_.between(100, 1800)}};
  person.card.issued = today();
  return enter(std::move(person));
}

four_info::SignedApplication Lives::signed_by(const Inhabitant& person, std::string_view xml) const {
  const auto certificate = *realm_.store->certificate(*person.card_signature);
  const auto text = bytes_of(xml);
  return {text, value_or_trouble(realm_.pool.key(certificate.key)).sign_sha256(text), certificate.der};
}

// Not to everything that the service would like to know: each item is left out now and then.
bool Lives::give_consent(std::size_t who) {
  auto& person = people_[who];
  if (!person.card_signature) return false;
  const auto& [provider, service] = chance_.one_of(words().services);
  four_info::ConsentApplication application{realm_.clock.now(), provider, {service}};
  std::erase_if(application.services.front().items, [this](four_info::Item) { return chance_.percent(30); });
  if (application.services.front().items.empty())
    application.services.front().items = {service.items.front()};
  const auto done = realm_.site.desk().four_info.consent(provider, service.id,
                                                         signed_by(person, four_info::to_xml(application)));
  ++counts_.four_info["consent " + std::string(done ? "given" : four_info::to_string(done.error().when))];
  if (!done) return false;
  overseer_.consented(person.persona.id, application);
  person.consents.push_back({done->consents.front().id, provider, service.id});
  return true;
}

bool Lives::withdraw(std::size_t who, bool elsewhere) {
  auto& person = people_[who];
  if (person.consents.empty() || (!elsewhere && !person.card_signature)) return false;
  const auto consent = chance_.one_of(person.consents);
  auto& service = realm_.site.desk().four_info;
  const auto done =
      elsewhere
          ? service.withdraw_elsewhere(consent.id, chance_.one_of(four_info::other_channels))
          : service.withdraw(consent.id,
                             signed_by(person, four_info::to_xml(four_info::WithdrawalApplication{
                                                   realm_.clock.now(), consent.provider, consent.service})));
  ++counts_.four_info["withdrawal " +
                      (done ? done->channel : std::string(four_info::to_string(done.error().when)))];
  if (!done) return false;
  overseer_.withdrew(person.persona.id, consent.provider, consent.service);
  return true;
}

// Who asks knows an old certificate, and mostly has a consent; now and then somebody who has none tries.
bool Lives::ask_items(std::size_t who) {
  const auto& person = people_[who];
  if (person.signatures.empty()) return false;
  const auto& stranger = chance_.one_of(words().services);
  Inhabitant::Consent from{"", stranger.provider, stranger.service.id};
  if (!person.consents.empty() && chance_.percent(90)) from = chance_.one_of(person.consents);
  const auto& asked = chance_.one_of(person.signatures);
  const auto& service = realm_.site.desk().four_info;
  const auto told =
      service.latest(from.provider, from.service, {service.key_identifier_of(asked.authority), asked.serial});
  ++counts_.four_info["latest " + std::string(four_info::to_string(told.when))];
  overseer_.told(from.provider, from.service, told);
  return true;
}

}  // namespace tameshi::jlis::nation
