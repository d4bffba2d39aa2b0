package dev.stint.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.config.price.PriceTable;
import dev.stint.config.price.Usage;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class BudgetTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final double GIGABYTE = 1 << 30;

  /// A gigabyte costs a dollar a second, a request ten cents.
  private static final PriceTable PRICES =
      new PriceTable("nowhere", "arm64", LocalDate.of(2026, 1, 1), 1, 0, 0.1, 0.1, 0.1);

  @Test
  void whatRunsUsesUpWhatIsLeft() {
    var usage = Usage.NONE.plusAttempt(1L << 30, 4_000_000_000L).plusRequests(5, 2, 3);

    assertThat(new Budget(20, PRICES).end(usage, 3 * GIGABYTE, NOW)).isEqualTo(NOW.plusSeconds(5));
  }

  @Test
  void nothingIsUsedUpWhereNothingRunsOrThereIsNoLimit() {
    assertThat(new Budget(20, PRICES).end(Usage.NONE, 0, NOW)).isNull();
    assertThat(new Budget(Double.POSITIVE_INFINITY, PRICES).end(Usage.NONE, GIGABYTE, NOW))
        .isNull();
  }

  @Test
  void aBudgetThatIsSpentEndsNow() {
    assertThat(new Budget(0.5, PRICES).end(Usage.NONE.plusRequests(6, 0, 0), 0, NOW))
        .isEqualTo(NOW);
  }
}
