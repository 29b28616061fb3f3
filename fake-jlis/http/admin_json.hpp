// The operations of the admin interface, a file for each subject.
#pragma once

#include "fake-jlis/http/admin.hpp"
#include "fake-jlis/http/api_json.hpp"

namespace tameshi::jlis::http {

using Operations = std::map<std::string, Operation>;

void add_clock(Desk& desk, Operations& to);
void add_people(Desk& desk, Operations& to);
void add_lies(Desk& desk, Operations& to);
void add_records(Desk& desk, Operations& to);
void add_access(Desk& desk, Operations& to);
void add_card(Desk& desk, Operations& to);
void add_four_info(Desk& desk, Operations& to);

Json json_of(const registry::CertificateId& id);

}  // namespace tameshi::jlis::http
