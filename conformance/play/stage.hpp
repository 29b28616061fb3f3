// What the acts of a scenario work on. One act_on_*.cpp per actor.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/journal.hpp"
#include "conformance/play/cast.hpp"
#include "conformance/play/play.hpp"
#include "conformance/play/reader_slot.hpp"
#include "conformance/play/recorded_card.hpp"
#include "conformance/play/served_jlis.hpp"
#include "conformance/play/world.hpp"
#include "conformance/scenario/scenario.hpp"
#include "simulator/card/faulty_card.hpp"
#include "simulator/iso7816/t0_card.hpp"

namespace tameshi::play {

// What an act came to; the stage writes it into the journal.
struct Ending {
  std::string outcome = "done";
  std::vector<NamedText> details;
  std::vector<Artefact> artefacts;
};

// One person's card in the run: the honest one, how the reader meets it, and how the second reader does, for
// which no faults are armed.
struct GuestCard {
  GuestCard(World& of, card::FaultBoard& board, Journal& journal, Trace trace, const Around& around = {})
      : world(of),
        outside(around ? around(of.card()) : nullptr),
        faulty(outside ? *outside : of.card(), board),
        recorded(of.card(), faulty, journal, trace),
        aside([&of](ByteView command) { return "second reader: " + of.card().describe(command); }, of.card(),
              journal, trace),
        as_t0(recorded),
        aside_as_t0(aside) {
    aside.leave_power_out();
  }

  [[nodiscard]] bool is_t0() const { return world.card().generation().protocol == card::Protocol::t0; }
  // By the protocol of its generation.
  [[nodiscard]] iso7816::Card& in_reader() {
    if (is_t0()) return as_t0;
    return recorded;
  }
  [[nodiscard]] iso7816::Card& in_second_reader() {
    if (is_t0()) return aside_as_t0;
    return aside;
  }

  World& world;
  bool is_forged = false;
  std::unique_ptr<iso7816::Card> outside;  // null: the card itself
  card::FaultyCard faulty;
  RecordedCard recorded;
  RecordedCard aside;
  iso7816::T0Card as_t0;
  iso7816::T0Card aside_as_t0;
};

// The cards that a scenario names besides the first, each with the world that made it.
struct Guest {
  Guest(const WorldSettings& settings, card::FaultBoard& board, Journal& journal, Trace trace,
        const Around& around = {})
      : world(settings), card(world, board, journal, trace, around) {}

  World world;
  GuestCard card;
};

struct Stage {
  const scenario::Scenario& scenario;
  World& world;
  Journal& journal;
  GuestCard* card;                          // that is in the reader, or was last
  std::map<std::string, GuestCard*> cards;  // by persona
  card::FaultBoard& board;
  ReaderSlot& reader;
  ServedJlis* jlis;  // null: nobody in this scenario has to do with J-LIS
  const Cast* subjects;
  std::string directory;                         // for files handed to programs
  std::map<std::string, Bytes> kept{};           // artefacts by the names that the scenario gave them
  std::vector<subjects::NamedSecret> secrets{};  // of everybody; empty where the scenario shows them
};

Ending act_on_subject(Stage& stage, const scenario::Step& step);
Ending act_on_card(Stage& stage, const scenario::Step& step);
Ending act_on_clock(Stage& stage, const scenario::Step& step);
Ending act_on_resident(Stage& stage, const scenario::Step& step);
Ending act_on_jlis(Stage& stage, const scenario::Step& step);
Ending act_as_examiner(Stage& stage, const scenario::Step& step);

// What an event of the register did, for the journal.
std::vector<NamedText> told(const jlis::agency::Happened& happened);

// The fault with the other person's file in hand.
card::Fault with_persona(const Stage& stage, card::Fault fault);

// That person's card is in the second reader from now on.
void insert_second(Stage& stage, const std::string& persona);

// The bytes that a `document` or `kept` parameter names; nothing when nothing of that name was made.
std::optional<Bytes> bytes_named(const Stage& stage, const std::string& name);

// A PIN parameter as text: "right" and "wrong" by the persona and the key, the step's when it is
// left out; anything else as it is.
Secret pin_for(const World& world, const scenario::Step& step, const std::string& word,
               std::string_view key = {});

}  // namespace tameshi::play
