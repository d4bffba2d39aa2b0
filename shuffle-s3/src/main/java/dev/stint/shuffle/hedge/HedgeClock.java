package dev.stint.shuffle.hedge;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How time passes for requests: tests decide it.
interface HedgeClock {

  HedgeClock SYSTEM =
      new HedgeClock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public <T> @Nullable T poll(BlockingQueue<T> answers, long nanos)
            throws InterruptedException {
          return answers.poll(nanos, TimeUnit.NANOSECONDS);
        }
      };

  long nanoTime();

  /// The next of `answers`, or `null` if none comes within `nanos`.
  <T> @Nullable T poll(BlockingQueue<T> answers, long nanos) throws InterruptedException;
}
