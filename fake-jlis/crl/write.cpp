#include "fake-jlis/crl/write.hpp"

#include "base/der.hpp"
#include "base/result.hpp"

namespace tameshi::jlis::crl {
namespace {

constexpr std::size_t piece = 64UL * 1024;

// Gathers small writes into pieces.
class Pieces {
 public:
  explicit Pieces(std::function<void(ByteView)> take) : take_(std::move(take)) { held_.reserve(piece); }
  void put(ByteView more) {
    if (held_.size() + more.size() > piece) flush();
    written_ += more.size();
    append(held_, more);
  }
  void flush() {
    if (!held_.empty()) take_(held_);
    held_.clear();
  }
  [[nodiscard]] std::size_t written() const { return written_; }

 private:
  std::function<void(ByteView)> take_;
  Bytes held_;
  std::size_t written_ = 0;
};

// TBSCertList ::= SEQUENCE { version INTEGER OPTIONAL, signature, issuer, thisUpdate, nextUpdate OPTIONAL,
//   revokedCertificates SEQUENCE OF … OPTIONAL, crlExtensions [0] EXPLICIT OPTIONAL }
struct Layout {
  Bytes head;  // up to the first entry
  std::size_t entries = 0;
  Bytes tail;  // after the last

  [[nodiscard]] std::size_t size() const { return head.size() + entries + tail.size(); }
};

Layout lay_out(const ListFields& fields, std::size_t entries) {
  const bool listed = entries != 0 || fields.empty_entries;
  const auto front = concat({fields.version, fields.algorithm_inside, fields.issuer, fields.this_update,
                             fields.next_update, listed ? der::header(der::sequence_tag, entries) : Bytes{}});
  Layout out;
  out.tail = fields.after_entries;
  if (!fields.extensions.empty()) append(out.tail, der::context(0, encode(fields.extensions)));
  append(out.tail, fields.after_extensions);
  out.entries = entries;
  out.head = concat({der::header(der::sequence_tag, front.size() + entries + out.tail.size()), front});
  return out;
}

void put_signed_part(const Layout& layout, const Entries& entries, Pieces& pieces) {
  const auto before = pieces.written();
  pieces.put(layout.head);
  entries.each([&](ByteView entry) { pieces.put(entry); });
  pieces.put(layout.tail);
  pieces.flush();
  if (pieces.written() - before != layout.size()) {
    throw Trouble("the entries of a list changed while it was written", "", "write it again");
  }
}

Bytes digest_of(const Layout& layout, const Entries& entries, openssl::Hash hash) {
  openssl::RunningDigest digest(hash);
  Pieces pieces([&](ByteView more) { digest.update(more); });
  put_signed_part(layout, entries, pieces);
  return digest.finish();
}

// An RSA signature's length is known beforehand, so that hashing and writing are one pass.
void write_rsa(const ListFields& fields, const Layout& layout, const Entries& entries,
               const openssl::PrivateKey& key, const Sink& sink) {
  const auto signature_header = der::header(der::bit_string_tag, key.signature_size() + 1);
  const auto length =
      layout.size() + fields.algorithm_outside.size() + signature_header.size() + 1 + key.signature_size();
  const auto outer = der::header(der::sequence_tag, length);
  sink.expect(outer.size() + length);
  sink.take(outer);
  openssl::RunningDigest digest(hash_of(fields.algorithm));
  Pieces pieces([&](ByteView more) {
    digest.update(more);
    sink.take(more);
  });
  put_signed_part(layout, entries, pieces);
  sink.take(fields.algorithm_outside);
  sink.take(der::bit_string(openssl::sign_hash(key, hash_of(fields.algorithm), digest.finish())));
}

// An ECDSA signature's is not.
void write_ecdsa(const ListFields& fields, const Layout& layout, const Entries& entries,
                 const openssl::PrivateKey& key, const Sink& sink) {
  const auto hash = hash_of(fields.algorithm);
  const auto signature = der::bit_string(openssl::sign_hash(key, hash, digest_of(layout, entries, hash)));
  const auto length = layout.size() + fields.algorithm_outside.size() + signature.size();
  const auto outer = der::header(der::sequence_tag, length);
  sink.expect(outer.size() + length);
  sink.take(outer);
  Pieces pieces(sink.take);
  put_signed_part(layout, entries, pieces);
  sink.take(fields.algorithm_outside);
  sink.take(signature);
}

}  // namespace

Sink into(Bytes& bytes) {
  return {[&bytes](std::size_t length) { bytes.reserve(bytes.size() + length); },
          [&bytes](ByteView more) { append(bytes, more); }};
}

Sink into(std::FILE* file) {
  return {[](std::size_t) {},
          [file](ByteView more) {
            if (std::fwrite(more.data(), 1, more.size(), file) == more.size()) return;
            throw Trouble("a list could not be written to its file", "", "is the disk full?");
          }};
}

void write_list(const ListFields& fields, const Entries& entries, const openssl::PrivateKey& key,
                const Sink& sink) {
  const auto layout = lay_out(fields, entries.length());
  if (key.is_rsa()) {
    write_rsa(fields, layout, entries, key, sink);
  } else {
    write_ecdsa(fields, layout, entries, key, sink);
  }
}

}  // namespace tameshi::jlis::crl
