package dev.stint.coordinator.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanWordsTest {

  private static final String JOIN =
      """
      Stage 3 (about 9 rows) -> hash on country, name
        Project: country, name
          Join inner: customer_id = customer_id
            probe: Read stage 2, hot buckets divided: customer_id
            build: Scan customers (csv): customer_id; columns 1 of 3; splits 1
      """;

  @Test
  void titleSaysWhatIsDoneInItsOrder() {
    assertThat(PlanWords.title(JOIN)).isEqualTo("Scan customers, join inner");
  }

  @Test
  void stageThatOnlyReadsIsCalledSo() {
    assertThat(PlanWords.title("Stage 1 -> result\n  Gather stage 0: a\n")).isEqualTo("Gather");
  }

  @Test
  void stageThatWritesFilesSaysWhich() {
    assertThat(PlanWords.title("Stage 1 -> parquet files in s3://b/x, append\n  Read stage 0: a\n"))
        .isEqualTo("Write parquet files");
  }

  @Test
  void keysAreThoseOfTheExchange() {
    assertThat(PlanWords.keys(JOIN)).isEqualTo("country, name");
    assertThat(PlanWords.keys("Stage 1 -> result\n")).isEmpty();
  }
}
