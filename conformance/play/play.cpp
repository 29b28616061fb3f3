#include "conformance/play/play.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/scratch_folder.hpp"
#include "conformance/play/cast.hpp"
#include "conformance/play/meanwhile.hpp"
#include "conformance/play/real_card.hpp"
#include "conformance/play/stage.hpp"

namespace tameshi::play {
namespace {

Actor actor_of(const scenario::Step& step) {
  return actor_from(step.actor).value_or(Actor::harness);
}

// PINs as the scenario's words; one that was written out is dots.
std::vector<NamedText> shown_parameters(const scenario::Step& step) {
  std::vector<NamedText> out;
  if (!step.by.empty()) out.emplace_back("by", step.by);
  for (const auto& parameter : step.with) {
    const bool word = parameter.value == "right" || parameter.value == "wrong";
    const bool hide = parameter.name == "pin" && !word;
    out.emplace_back(parameter.name, hide ? std::string(secret_dots) : parameter.value);
  }
  return out;
}

Ending act(Stage& stage, const scenario::Step& step) {
  using Act = Ending (*)(Stage&, const scenario::Step&);
  static constexpr std::array<std::pair<std::string_view, Act>, 6> acts{{{"subject", act_on_subject},
                                                                         {"resident", act_on_resident},
                                                                         {"card", act_on_card},
                                                                         {"clock", act_on_clock},
                                                                         {"j-lis", act_on_jlis},
                                                                         {"examiner", act_as_examiner}}};
  for (const auto& [actor, function] : acts) {
    if (actor == step.actor) return function(stage, step);
  }
  throw Trouble(fmt::format("nobody plays \"{}\"", step.actor), to_string(step.place), "");
}

void keep(Stage& stage, const scenario::Step& step, const std::vector<Artefact>& artefacts) {
  for (const auto& artefact : artefacts) {
    for (const auto& wish : step.keep) {
      if (wish.artefact != artefact.name) continue;
      stage.kept[wish.as] = artefact.contents;
      stage.journal.write(actor_of(step), Artefact{wish.as, artefact.kind, artefact.contents});
    }
  }
}

void play_act(Stage& stage, const scenario::Step& step);

// With all that should happen while it goes on.
Ending whole_act(Stage& stage, const scenario::Step& step) {
  if (step.meanwhile.empty()) return act(stage, step);
  Ending out;
  Meanwhile meanwhile(stage.journal, step);
  meanwhile.around([&] { out = act(stage, step); },
                   [&](const scenario::Step& happening) { play_act(stage, happening); });
  return out;
}

void play_act(Stage& stage, const scenario::Step& step) {
  stage.journal.write(actor_of(step), ActStarted{step.act, shown_parameters(step)});
  auto ending = whole_act(stage, step);
  keep(stage, step, ending.artefacts);
  stage.journal.write(actor_of(step),
                      ActEnded{step.act, std::move(ending.outcome), std::move(ending.details)});
}

void play_step(Stage& stage, const scenario::Step& step) {
  stage.journal.set_step(step.number);
  play_act(stage, step);
}

ReaderSlot::Kind reader_kind(const subjects::SubjectFile& subject, const Options& options) {
  if (subject.reader == subjects::ReaderKind::in_process) return ReaderSlot::Kind::in_process;
  return options.system_reader ? ReaderSlot::Kind::system_pcsc : ReaderSlot::Kind::private_pcsc;
}

// Everybody whose card the scenario names besides the first.
std::vector<std::string> guests_of(const scenario::Scenario& scenario, const std::string& host) {
  std::set<std::string> out;
  for (const auto& fault : scenario.given.faults) out.insert(fault.persona);
  out.insert(scenario.given.second_persona);
  for (const auto* step : scenario.all_acts()) {
    if (step->fault) out.insert(step->fault->persona);
    const auto* of = step->actor == "card" || step->actor == "resident" ? step->parameter("of") : nullptr;
    if (of != nullptr && !step->fault) out.insert(of->value);
  }
  out.erase("");
  out.erase(host);
  return {out.begin(), out.end()};
}

// A program that verifies what the customer's app sends.
bool has_app(const subjects::SubjectFile& subject) {
  return subject.kind == subjects::Kind::exec && subject.reader == subjects::ReaderKind::in_process;
}

bool needs_jlis(const scenario::Scenario& scenario, const subjects::SubjectFile& subject) {
  const bool is_beside_jlis = subject.kind == subjects::Kind::http || subject.program || has_app(subject);
  const auto acts = scenario.all_acts();
  return is_beside_jlis || !scenario.given.lies.empty() ||
         std::any_of(acts.begin(), acts.end(), [](const auto* step) {
           return step->actor == "resident" || step->actor == "j-lis" || step->act == "ask-ocsp";
         });
}

struct Guests {
  std::vector<std::unique_ptr<Guest>> all;
  std::map<std::string, GuestCard*> cards;
};

// Where there is a J-LIS, all live in one register.
Guests invite(const std::vector<std::string>& personas, const Options& options, World& host, bool has_jlis,
              card::FaultBoard& board, Journal& journal, Trace trace) {
  Guests out;
  for (const auto& persona : personas) {
    auto settings = options.world;
    settings.persona = persona;
    settings.card_number = 1;  // keys of its own: whose signature it is can be told
    settings.clock = host.clock().now();
    out.all.push_back(std::make_unique<Guest>(settings, board, journal, trace, options.around));
    if (has_jlis) out.all.back()->world.join(host);
    out.cards[persona] = &out.all.back()->card;
  }
  return out;
}

std::vector<subjects::NamedSecret> all_secrets(const World& host, const Guests& guests) {
  auto out = host.secrets();
  for (const auto& guest : guests.all) {
    for (auto& secret : guest->world.secrets()) out.push_back(std::move(secret));
  }
  return out;
}

void play_all(const scenario::Scenario& scenario, const subjects::SubjectFile& file, const Options& options,
              World& world, Journal& journal, std::string& version) {
  const ScratchFolder folder;
  const auto trace = scenario.given.plain_trace ? Trace::plain : Trace::masked;
  card::FaultBoard board;
  std::optional<ServedJlis> jlis;
  if (needs_jlis(scenario, file)) jlis.emplace(world.office(), world.clock(), journal);
  // It knows the trust anchors from before, whatever J-LIS says now.
  Servers servers;
  const auto& names = scenario.given.subjects;
  for (const auto& name : names.empty() ? std::vector<std::string>{""} : names) {
    auto& server = servers[name];
    if (file.server == "platform")
      server.platform = std::make_unique<ServedPlatform>(*jlis, world.office(), world.clock(),
                                                         options.world.seed, options.witness);
    if (file.program)
      server.program = std::make_unique<ServedProgram>(file, *jlis, world.office(), world.clock(), journal);
  }
  for (const auto& [service, lie] : scenario.given.lies) jlis->arm(service, lie);
  GuestCard card(world, board, journal, trace, options.around);
  auto guests = invite(guests_of(scenario, world.persona().id), options, world, jlis.has_value(), board,
                       journal, trace);
  guests.cards[world.persona().id] = &card;
  RealCard real(file, journal, trace);
  const bool is_empty = scenario.given.reader_is_empty || real.is_there();
  ReaderSlot reader(reader_kind(file, options), journal, board, is_empty ? nullptr : &card.in_reader(),
                    world.persona().id);
  // By a clock that stands still nobody sees an answer come late, but a program of somebody else's.
  if (file.reader == subjects::ReaderKind::in_process && scenario.given.clock) board.take_no_time();
  Stage stage{scenario,     world,
              journal,      &card,
              guests.cards, board,
              reader,       jlis ? &*jlis : nullptr,
              nullptr,      folder.path().string()};
  const std::vector<NamedText> no_anchors;
  const Cast cast(file, names, servers,
                  {.journal = &journal,
                   .secrets = all_secrets(world, guests),
                   .card = [&] { return real.is_there() ? real.card() : reader.card(); },
                   .enter_reader = reader.entry(),
                   .holder = [&stage] { return stage.card->world.persona().id; },
                   .address = [&file] { return file.address; },
                   .jlis = [&] { return jlis ? jlis->url() : std::string(); },
                   .anchors = has_app(file) ? world.office().anchors() : no_anchors,
                   .server_root = {},
                   .person = options.person.hear ? &options.person : nullptr,
                   .shows_secrets = scenario.given.plain_trace,
                   .clock = &world.clock(),
                   .directory = folder.path().string()},
                  options.make_subject);
  stage.subjects = &cast;
  if (!scenario.given.plain_trace) stage.secrets = all_secrets(world, guests);
  version = cast.named({}).version();
  reader.on_second([&stage](const std::string& persona) { insert_second(stage, persona); });
  if (!scenario.given.second_persona.empty()) insert_second(stage, scenario.given.second_persona);
  for (const auto& fault : scenario.given.faults) board.arm(with_persona(stage, fault));
  for (const auto& step : scenario.steps) play_step(stage, step);
  journal.set_step(0);
  cast.leave();
  reader.remove();
  reader.remove_second();
}

}  // namespace

Played play(const scenario::Scenario& scenario, const subjects::SubjectFile& subject,
            const Options& options) {
  auto settings = options.world;
  if (scenario.given.clock) settings.clock = scenario.given.clock;
  if (!scenario.given.persona.empty()) settings.persona = scenario.given.persona;
  if (!scenario.given.deviation.empty()) settings.deviation = scenario.given.deviation;
  Played played;
  try {
    World world(settings);
    Journal journal(world.clock());
    played.began = world.clock().now();
    try {
      play_all(scenario, subject, options, world, journal, played.subject_version);
    } catch (const Trouble& trouble) {
      journal.write(Actor::harness, HarnessTrouble{trouble.what()});
    }
    played.journal = journal.events();
  } catch (const Trouble& trouble) {
    const FrozenClock never{Instant{}};
    Journal journal(settings.clock ? static_cast<const Clock&>(never) : never);
    journal.write(Actor::harness, HarnessTrouble{trouble.what()});
    played.journal = journal.events();
  }
  return played;
}

}  // namespace tameshi::play
