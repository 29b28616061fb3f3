// A card whose answers Python functions may change: faults that no table has.
#pragma once

#include <pybind11/pybind11.h>

#include <string>
#include <vector>

#include "simulator/iso7816/card.hpp"

namespace tameshi::python {

// An answer as Python sees it.
struct Response {
  pybind11::bytes data;
  std::uint16_t sw = 0;
  std::string_view because;
  std::string_view source;
};

struct Distortion {
  pybind11::function function;
  std::string operation;  // "READ BINARY"; empty: any
};

class DistortedCard final : public iso7816::Card {
 public:
  explicit DistortedCard(iso7816::Card& inner) : inner_(inner) {}

  [[nodiscard]] ByteView atr() const override { return inner_.atr(); }
  void power_on() override { inner_.power_on(); }
  void power_off() override { inner_.power_off(); }
  void reset() override { inner_.reset(); }
  iso7816::Answer transmit(ByteView command) override;

  // With the interpreter's lock.
  void add(Distortion distortion) { distortions_.push_back(std::move(distortion)); }
  void clear() { distortions_.clear(); }

 private:
  iso7816::Answer distorted(ByteView command, iso7816::Answer answer);

  iso7816::Card& inner_;
  std::vector<Distortion> distortions_;
  Bytes data_;
};

}  // namespace tameshi::python
