// The responder with its lies: what no lie strikes is the honest service's own answer. Used from many
// threads.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string_view>

#include "fake-jlis/ocsp/scene.hpp"
#include "fake-jlis/ocsp/service.hpp"
#include "fake-jlis/registry/lie_board.hpp"

namespace tameshi::jlis::ocsp {

// Of lies.yaml; read once. The endpoints of filters are "signature" and "authentication".
const LieList& lies();

class LyingService {
 public:
  LyingService(Service& honest, LieBoard& board, Strangers strangers)
      : honest_(honest), board_(board), strangers_(std::move(strangers)) {}

  std::shared_ptr<const Answered> answer(Kind endpoint, ByteView request, bool registered = true);

 private:
  std::shared_ptr<const Answered> distorted_answer(Service::Prepared prepared, const std::vector<Lie>& lies);
  void remember(const Service::Prepared& prepared, const Bytes& body);
  [[nodiscard]] Earlier earlier() const;

  Service& honest_;
  LieBoard& board_;
  Strangers strangers_;
  mutable std::mutex mutex_;
  Earlier earlier_;
};

}  // namespace tameshi::jlis::ocsp
