package dev.stint.shuffle.hedge;

import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// Time stands still; a first answer is late, or is awaited however long it takes.
enum LatenessClock implements HedgeClock {
  ALWAYS_LATE,
  NEVER_LATE;

  @Override
  public long nanoTime() {
    return 0;
  }

  @Override
  public <T> @Nullable T poll(BlockingQueue<T> answers, long nanos) throws InterruptedException {
    return switch (this) {
      case ALWAYS_LATE -> null;
      case NEVER_LATE -> answers.take();
    };
  }
}
