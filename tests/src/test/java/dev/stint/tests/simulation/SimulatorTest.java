package dev.stint.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/// Whole runs in worlds by seed.
class SimulatorTest {

  private static final Logger LOG = Logger.getLogger("dev.stint.coordinator");

  private final Coverage coverage = new Coverage();

  @Test
  void runsKeepTheirPromisesWhateverHappens() throws InterruptedException {
    LOG.setLevel(Level.SEVERE);
    var worlds = new java.util.concurrent.atomic.AtomicLong();
    long start = System.nanoTime();
    var thrown = new java.util.ArrayList<Throwable>();
    var thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    worlds.set(Seeds.within(Duration.ofSeconds(20), 100, this::play));
                  } catch (Throwable e) {
                    thrown.add(e);
                  }
                });
    thread.join();
    System.out.printf("%d worlds in %.1f s%n", worlds.get(), (System.nanoTime() - start) / 1e9);
    coverage.counts().forEach((pair, count) -> System.out.println(pair + ": " + count));
    System.out.println("missing " + coverage.missing());
    assertThat(thrown).isEmpty();
  }

  private void play(long seed) {
    new World(seed, coverage).play();
  }
}
