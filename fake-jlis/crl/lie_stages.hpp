// The three places at which a list is distorted, and the tables of what is done there. Each lie of lies.yaml
// stands in one table.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "fake-jlis/crl/lies.hpp"

namespace tameshi::jlis::crl {

// Which list is made, as of when, signed by whom.
struct Choice {
  NamedList list;
  Instant now{};
  Issuer issuer;
};

// All that a list says.
struct ListValue {
  ListFields fields;
  std::vector<EntryFields> entries;
  openssl::PrivateKey key;
};

// What a lie may know besides the value.
struct Telling {
  const Lie& lie;
  Publication publication;
  const Schedule& schedule;
  const NamedList& list;
  const Accomplices& accomplices;
};

template <typename Act>
using LieTable = std::vector<std::pair<std::string_view, Act>>;

using ChoiceAct = void (*)(Choice&, const Lie&, const Accomplices&);
using ValueAct = void (*)(ListValue&, const Telling&);
using BytesAct = void (*)(Bytes&, const Lie&);

const LieTable<ChoiceAct>& choice_lies();
const LieTable<ValueAct>& date_lies();
const LieTable<ValueAct>& issuer_lies();
const LieTable<ValueAct>& entry_lies();
const LieTable<ValueAct>& entry_extension_lies();
const LieTable<ValueAct>& extension_lies();
const LieTable<ValueAct>& garbage_lies();
const LieTable<BytesAct>& bytes_lies();

template <typename Act>
Act find_act(const LieTable<Act>& table, std::string_view name) {
  for (const auto& [known, act] : table) {
    if (known == name) return act;
  }
  return nullptr;
}

// What is done to the value; nothing for a lie of another stage.
ValueAct value_act(std::string_view name);

// The extension, made when it is not there.
Extension& extension(std::vector<Extension>& extensions, std::string_view oid);
void drop_extension(std::vector<Extension>& extensions, std::string_view oid);
// The entry that the lie is about: of the filter's serial, or chosen by the seed; nothing when there is none.
EntryFields* victim_of(ListValue& value, const Lie& lie);

}  // namespace tameshi::jlis::crl
