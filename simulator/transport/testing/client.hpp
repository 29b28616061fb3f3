// A PC/SC client for tests of readers, and what it says.
#pragma once

#include <fmt/format.h>
#include <winscard.h>

#include "base/process.hpp"
#include "base/result.hpp"
#include "simulator/transport/pcsc_reader.hpp"

namespace tameshi::transport::testing {

// Connects, transmits the same command some times, leaves. Says what it got.
inline std::string use_card(const std::string& reader, int commands) {
  SCARDCONTEXT context{};
  SCARDHANDLE card{};
  DWORD protocol{};
  auto code = ::SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context);
  if (code != SCARD_S_SUCCESS) return ::pcsc_stringify_error(code);
  code = ::SCardConnect(context, reader.c_str(), SCARD_SHARE_SHARED, SCARD_PROTOCOL_T1, &card, &protocol);
  if (code != SCARD_S_SUCCESS) return ::pcsc_stringify_error(code);
  const Bytes command{0x00, 0xB0, 0x00, 0x00, 0x00};
  Bytes response(300);
  DWORD length = 0;
  for (int i = 0; i < commands && code == SCARD_S_SUCCESS; ++i) {
    length = response.size();
    code = ::SCardTransmit(card, SCARD_PCI_T1, command.data(), command.size(), nullptr, response.data(),
                           &length);
  }
  if (code != SCARD_S_SUCCESS) return ::pcsc_stringify_error(code);
  ::SCardDisconnect(card, SCARD_LEAVE_CARD);
  ::SCardReleaseContext(context);
  return fmt::format("{} bytes, {}", length, hex(ByteView(response).subspan(length - 2, 2)));
}

// What a function says in a child. The program it becomes after that only ends.
template <typename Function>
std::string in_child(Function function) {
  ProcessRequest request{.command = {"true"}, .timeout = std::chrono::seconds(60)};
  request.in_child = [&] {
    const auto said = function();
    [[maybe_unused]] const auto written = ::write(1, said.data(), said.size());
  };
  return value_or_trouble(run(request)).output;
}

template <typename Function>
std::string in_room_of(const PcscReader& reader, Function function) {
  return in_child([&] {
    reader.entry()();
    return function();
  });
}

inline std::string client_of(const PcscReader& reader, int commands = 1) {
  return in_room_of(reader, [&] { return use_card(reader.name(), commands); });
}

// Whether the reader's service says so in time.
inline bool await_in(const PcscReader& reader, CardPresence wanted) {
  return await_card(reader.entry(), reader.name(), wanted, std::chrono::seconds(30)).has_value();
}

inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

template <typename Function>
std::string trouble_of(Function function) {
  try {
    function();
  } catch (const Trouble& trouble) {
    return trouble.what();
  }
  return "no trouble";
}

inline constexpr auto good_answer = "258 bytes, 9000";

}  // namespace tameshi::transport::testing
