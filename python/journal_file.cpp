#include "python/journal_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <future>
#include <optional>
#include <thread>

namespace tameshi::python {
namespace {

// The lines that begin within some bytes of the file.
struct Piece {
  std::vector<Event> events;
  std::size_t lines = 0;
  std::optional<Problem> problem;  // of the last line
};

bool is_event(std::string_view line) {
  return line.starts_with("{\"number\":");
}

Piece piece_of(const std::string& path, std::uintmax_t begin, std::uintmax_t end) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Trouble("cannot be read", path, "is the name right?");
  Piece out;
  std::string line;
  auto at = begin;
  if (begin != 0) {  // the line that goes on here is the piece's before; a line may also begin just here
    in.seekg(static_cast<std::streamoff>(begin - 1));
    std::getline(in, line);
    at = begin + line.size();
  }
  while (at < end && std::getline(in, line)) {
    at += line.size() + 1;
    ++out.lines;
    if (!is_event(line)) continue;
    auto event = event_from_json(line, path);
    if (!event) {
      out.problem = event.error();
      break;
    }
    out.events.push_back(*std::move(event));
  }
  return out;
}

// Begins and ends, for each processor one; a pipe is in one piece.
std::vector<std::uintmax_t> cuts_of(const std::string& path) {
  constexpr std::uintmax_t least = 1 << 20;  // bytes that are worth a thread
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error) return {0, UINTMAX_MAX};
  const std::uintmax_t most = std::max(1U, std::thread::hardware_concurrency());
  const auto count = std::clamp<std::uintmax_t>(size / least, 1, most);
  std::vector<std::uintmax_t> out;
  for (std::uintmax_t i = 0; i <= count; ++i) out.push_back(size * i / count);
  return out;
}

std::vector<Piece> pieces_of(const std::string& path) {
  const auto cuts = cuts_of(path);
  std::vector<std::future<Piece>> at_work;
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i)
    at_work.push_back(std::async(std::launch::async, piece_of, path, cuts[i], cuts[i + 1]));
  std::vector<Piece> out;
  out.reserve(at_work.size());
  for (auto& piece : at_work) out.push_back(piece.get());
  return out;
}

}  // namespace

Result<std::vector<Event>> events_in(const std::string& path) {
  std::vector<Event> out;
  std::size_t lines = 0;
  for (auto& piece : pieces_of(path)) {
    lines += piece.lines;
    if (piece.problem) {
      piece.problem->where = fmt::format("{}:{}", path, lines);
      return tl::unexpected(*std::move(piece.problem));
    }
    out.insert(out.end(), std::make_move_iterator(piece.events.begin()),
               std::make_move_iterator(piece.events.end()));
  }
  return out;
}

}  // namespace tameshi::python
