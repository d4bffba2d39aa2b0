package dev.stint.shuffle.s3;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// Time that passes only while somebody sleeps.
final class ScriptedClock implements S3Calls.Clock {

  final List<Long> sleeps = new CopyOnWriteArrayList<>();
  private final AtomicLong nanos = new AtomicLong();

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public void sleep(long duration) {
    sleeps.add(duration);
    nanos.addAndGet(duration);
  }
}
