#include "fake-jlis/personalisation/personalise.hpp"

#include "fake-jlis/personalisation/compose.hpp"
#include "fake-jlis/personalisation/credentials.hpp"

namespace tameshi::jlis::personalisation {

CardContents personalise(const Issuer& issuer, const registry::Persona& persona, const Terms& terms) {
  KeysByName keys{{"input-support/internal-key", terms.keys.input_support_internal},
                  {"input-support/session-key", terms.keys.input_support_session},
                  {"card-face/signing-key", terms.keys.card_face_signing},
                  {"common/internal-key", terms.keys.common_internal}};
  auto contents = compose(issuer, keys, words_of(persona, terms));
  return {std::move(contents), std::move(keys), credentials_of(persona, terms.not_after)};
}

}  // namespace tameshi::jlis::personalisation
