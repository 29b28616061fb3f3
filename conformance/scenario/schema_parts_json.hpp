// Pieces that both schemas are made of.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/scenario/vocabulary.hpp"

namespace tameshi::scenario::schema {

// Ordered, so that the same vocabulary gives the same text.
using Json = nlohmann::ordered_json;

Json text();
Json described(Json schema, std::string_view says);
Json one_of(const std::vector<std::string>& words);
Json one_or_more(const Json& item);
Json list_of(const Json& item);
// A map with these keys and no others.
Json map_of(Json properties, const std::vector<std::string>& required = {});
Json whole_number(long lowest, long highest);
// The same, in which a word, a number or a list may also be "${name}".
Json or_filled_in(Json schema);
// The whole of it may stand in a table, too: with: "${operation.with}".
Json or_all_filled_in(Json schema);
// The root of a schema file.
Json document(std::string_view title, const Json& schema);
std::string printed(const Json& schema);

}  // namespace tameshi::scenario::schema
