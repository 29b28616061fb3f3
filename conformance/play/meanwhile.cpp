#include "conformance/play/meanwhile.hpp"

#include <algorithm>
#include <future>

#include "conformance/judge/judge.hpp"

namespace tameshi::play {

Meanwhile::Meanwhile(Journal& journal, const scenario::Step& step) : journal_(journal), step_(step) {
  journal_.after_write([this] { look(); });
}

Meanwhile::~Meanwhile() {
  journal_.after_write(nullptr);
}

bool Meanwhile::is_due() const {
  if (next_ >= step_.meanwhile.size()) return false;
  auto events = journal_.events();
  std::erase_if(events, [this](const Event& event) { return event.step != step_.number; });
  return judge::came_true(step_.meanwhile[next_].when, events);
}

void Meanwhile::look() {
  std::unique_lock lock(mutex_);
  // What happens meanwhile writes events too, and so may others before this one is let go.
  if (due_ || over_ || !is_due()) return;
  due_ = true;
  changed_.notify_all();
  changed_.wait(lock, [this] { return !due_; });
}

void Meanwhile::around(const std::function<void()>& act,
                       const std::function<void(const scenario::Step&)>& happen) {
  auto done = std::async(std::launch::async, [&] {
    const auto end = [this] {
      const std::lock_guard lock(mutex_);
      over_ = true;
      changed_.notify_all();
    };
    try {
      act();
    } catch (...) {
      end();
      throw;
    }
    end();
  });
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return due_ || over_; });
    if (!due_) break;
    lock.unlock();
    const auto let_go = [this, &lock] {
      lock.lock();
      due_ = false;
      ++next_;
      changed_.notify_all();
    };
    try {
      happen(step_.meanwhile[next_].act.front());
    } catch (...) {
      let_go();
      over_ = true;
      lock.unlock();
      done.wait();
      throw;
    }
    let_go();
  }
  lock.unlock();
  done.get();
}

}  // namespace tameshi::play
