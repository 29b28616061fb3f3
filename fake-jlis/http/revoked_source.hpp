// What the lists' words mean to the registry.
#pragma once

#include "fake-jlis/agency/agency.hpp"
#include "fake-jlis/crl/publish.hpp"

namespace tameshi::jlis::http {

// Gives certificates by serial, holding a page of each generation and no more. The agency must outlive it.
crl::RevokedSource revoked_source(const agency::Agency& agency);

// By its code, among those where certificates were issued.
std::optional<registry::Municipality> municipality_of(const agency::Agency& agency, std::string_view code);

}  // namespace tameshi::jlis::http
