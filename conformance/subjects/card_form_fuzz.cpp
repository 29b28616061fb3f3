// Whatever a card answers, what is read of it lies within it.
#include <cstdlib>

#include "conformance/subjects/card_form.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace tameshi;
  const ByteView file(data, size);
  const auto number = subjects::my_number_in(file);
  if (number && number->size() != 12) std::abort();
  const auto found = subjects::attributes_in(file);
  if (found && found->name.size() + found->address.size() + found->birth_date.size() > size) std::abort();
  static_cast<void>(subjects::size_of_form(file));
  return 0;
}
