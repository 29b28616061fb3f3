#include "conformance/subjects/card_reader.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "base/mutant.hpp"
#include "base/openssl.hpp"
#include "base/result.hpp"
#include "conformance/subjects/card_form.hpp"
#include "simulator/iso7816/command_apdu.hpp"

namespace tameshi::subjects {
namespace {

constexpr std::array<std::uint8_t, 10> jpki_aid{0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01};

constexpr std::array<std::uint8_t, 10> form_aid{0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08};

constexpr std::array files{
    CardFiles{"authentication", 0x0018, 0x0017, 0x000A},
    CardFiles{"signature", 0x001B, 0x001A, 0x0001},
    CardFiles{"authentication-ca", 0, 0, 0x000B},
    CardFiles{"signature-ca", 0, 0, 0x0002},
};

// For bugs: the first row with a file of the second.
constexpr std::array swapped_pins{CardFiles{"authentication", 0x001B, 0x0017, 0x000A}};
constexpr std::array swapped_keys{CardFiles{"authentication", 0x0018, 0x001A, 0x000A}};

// DigestInfo of SHA-256 up to the digest, RFC 8017 §9.2 note 1.
constexpr std::array<std::uint8_t, 19> sha256_prefix{0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60,
                                                     0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
                                                     0x01, 0x05, 0x00, 0x04, 0x20};

Bytes command(std::uint8_t cla, std::uint8_t ins, std::uint16_t p1p2, ByteView data,
              std::optional<std::uint32_t> ne = {}) {
  return iso7816::encode({.cla = cla,
                          .ins = ins,
                          .p1 = static_cast<std::uint8_t>(p1p2 >> 8),
                          .p2 = static_cast<std::uint8_t>(p1p2),
                          .data = data,
                          .ne = ne});
}

// As it is typed, but for bugs.
std::string presented(const Secret& pin) {
  auto out = pin.plain();
  if (mutant("pads-pins")) out.resize(16, ' ');
  if (mutant("cuts-pins-to-eight")) out = out.substr(0, 8);
  if (mutant("writes-passwords-in-small-letters"))
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out;
}

}  // namespace

const CardFiles* card_files(std::string_view word) {
  const auto* found =
      std::find_if(files.begin(), files.end(), [&](const CardFiles& row) { return row.word == word; });
  if (mutant("takes-the-other-pin") && found == files.begin()) return &swapped_pins.at(0);
  if (mutant("takes-the-other-key") && found == files.begin()) return &swapped_keys.at(0);
  if (mutant("reads-the-other-certificate") && found == files.begin() + 2) return &files.at(3);
  return found == files.end() ? nullptr : found;
}

iso7816::Answer CardReader::transmit(ByteView bytes) {
  auto answer = card_.transmit(bytes);
  if (answer.lost == iso7816::Lost::nothing) return answer;
  lost_ = answer.lost;
  return {iso7816::sw::no_precise_diagnosis, {}, answer.reason, answer.lost};
}

// A card of T=0 says 6Cxx to a wrong Le and keeps the data behind 61xx for GET RESPONSE (ISO/IEC 7816-3
// §12.2).
Attempt<Bytes> CardReader::send(ByteView bytes) {
  constexpr std::uint8_t correct_length = 0x6C;
  constexpr std::uint8_t more_data = 0x61;
  auto answer = transmit(bytes);
  if (answer.status.sw1() == correct_length) {
    Bytes again(bytes.begin(), bytes.end());
    again.back() = answer.status.sw2();
    answer = transmit(again);
  }
  Bytes out(answer.data.begin(), answer.data.end());
  while (answer.status.sw1() == more_data && !mutant("gives-up-at-61xx")) {
    answer = transmit(Bytes{0x00, 0xC0, 0x00, 0x00, answer.status.sw2()});
    append(out, answer.data);
  }
  if (!answer.status.is_ok() && !mutant("takes-any-status-for-success")) return tl::unexpected(answer.status);
  return out;
}

Attempt<void> CardReader::open() {
  if (mutant("never-selects-the-application")) return {};
  const auto selected = send(command(0x00, 0xA4, 0x040C, jpki_aid));
  if (!selected && !mutant("goes-on-without-the-application")) return tl::unexpected(selected.error());
  return {};
}

Attempt<void> CardReader::open_form() {
  TRY([[maybe_unused]] auto none, send(command(0x00, 0xA4, 0x040C, form_aid)));
  return {};
}

Attempt<void> CardReader::select_file(std::uint16_t file) {
  const std::array<std::uint8_t, 2> id{static_cast<std::uint8_t>(file >> 8), static_cast<std::uint8_t>(file)};
  const auto selected = send(command(0x00, 0xA4, 0x020C, id));
  if (!selected && !mutant("goes-on-without-the-file")) return tl::unexpected(selected.error());
  return {};
}

Attempt<Bytes> CardReader::read(std::size_t offset, std::size_t count) {
  return send(command(0x00, 0xB0, static_cast<std::uint16_t>(offset), {}, static_cast<std::uint32_t>(count)));
}

// What `whole` begins with, up to this size.
Attempt<Bytes> CardReader::read_on(Bytes whole, std::size_t size) {
  constexpr std::size_t block = 256;
  while (whole.size() < size) {
    TRY(auto piece, read(mutant("counts-offsets-in-one-byte") ? whole.size() % 256 : whole.size(),
                         std::min(block, size - whole.size())));
    if (piece.empty()) break;
    append(whole, piece);
    if (mutant("reads-one-block-only")) break;
  }
  return whole;
}

Attempt<Bytes> CardReader::read_certificate(std::uint16_t file) {
  if (auto selected = select_file(file); !selected) return tl::unexpected(selected.error());
  TRY(auto whole, read(0, 4));
  // 30 82 hh ll: the length of every certificate of this card.
  if (whole.size() != 4 || whole[0] != 0x30 || whole[1] != 0x82) return whole;
  const std::size_t size =
      4U + (mutant("takes-lengths-of-one-byte") ? whole[3] : be16(ByteView(whole).subspan(2)));
  return read_on(std::move(whole), mutant("reads-two-kilobytes") ? 2048 : size);
}

Attempt<Bytes> CardReader::read_form(std::uint16_t file) {
  constexpr std::size_t head = 5;
  if (auto selected = select_file(file); !selected) return tl::unexpected(selected.error());
  TRY(auto whole, read(0, head));
  const auto size = size_of_form(whole).value_or(0);
  return read_on(std::move(whole), size);
}

Attempt<void> CardReader::verify(std::uint16_t pin_file, const Secret& pin) {
  if (auto selected = select_file(pin_file); !selected) return selected;
  const auto verify = command(0x00, 0x20, 0x0080, bytes_of(presented(pin)));
  if (mutant("never-presents-the-pin")) return {};
  const auto first = send(verify);
  if (mutant("sends-every-pin-twice")) send(verify);
  if (first) return {};
  if (mutant("sends-a-missed-pin-again") && first.error().counter()) send(verify);
  if (mutant("resets-the-counter-after-a-miss")) send(command(0x00, 0x2C, 0x0080, bytes_of(pin.plain())));
  if (mutant("takes-a-miss-for-success") && first.error().counter()) return {};
  return tl::unexpected(first.error());
}

Attempt<unsigned> CardReader::tries_left(std::uint16_t pin_file) {
  if (auto selected = select_file(pin_file); !selected) return tl::unexpected(selected.error());
  const auto guess = mutant("asks-tries-by-presenting-a-pin") ? bytes_of("0000") : Bytes{};
  const auto answer = transmit(command(0x00, 0x20, 0x0080, guess));
  if (const auto counter = answer.status.counter()) return *counter;
  return tl::unexpected(answer.status);
}

Attempt<Bytes> CardReader::sign(std::uint16_t key_file, ByteView document) {
  if (mutant("signs-the-hash-alone")) return sign_as_given(key_file, openssl::sha256(document));
  if (mutant("signs-the-same-each-time"))
    return sign_as_given(key_file, concat({sha256_prefix, Bytes(32, 0)}));
  if (mutant("hashes-the-text-without-its-line-end") && !document.empty() && document.back() == '\n')
    document = document.first(document.size() - 1);
  auto out = sign_as_given(key_file, concat({sha256_prefix, openssl::sha256(document)}));
  if (mutant("signs-every-document-twice"))
    out = sign_as_given(key_file, concat({sha256_prefix, openssl::sha256(document)}));
  return out;
}

Attempt<Bytes> CardReader::sign_as_given(std::uint16_t key_file, ByteView input) {
  if (auto selected = select_file(key_file); !selected) return tl::unexpected(selected.error());
  return send(command(0x80, 0x2A, 0x0080, input, 256));
}

}  // namespace tameshi::subjects
