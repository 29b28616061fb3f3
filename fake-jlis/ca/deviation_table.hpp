// The list of deviations as a page of the documentation.
#pragma once

#include <string>

namespace tameshi::jlis::ca {

std::string deviations_page();

}  // namespace tameshi::jlis::ca
