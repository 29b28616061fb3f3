// The words that a persona and an issue put into a certificate's placeholders.
#pragma once

#include "fake-jlis/ca/fill_in.hpp"
#include "fake-jlis/ca/settings.hpp"
#include "fake-jlis/registry/persona.hpp"

namespace tameshi::jlis::ca {

// What a CA says of itself, in every certificate.
Words authority_words(Kind kind, const Settings& settings);

// What stands of the person and of the issue.
Words subject_words(const registry::Persona& persona, Instant issued_at, std::uint64_t serial,
                    const Settings& settings);

}  // namespace tameshi::jlis::ca
