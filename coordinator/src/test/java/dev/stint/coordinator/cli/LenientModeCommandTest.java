package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What is NULL without ANSI mode and what fails all the same; the answers are Spark's.
class LenientModeCommandTest extends HomeTest {

  private static final String LENIENT = "SET spark.sql.ansi.enabled = false; ";

  @Test
  void secondsThatATypeCannotHoldAreNull() {
    assertThat(
            rows(
                LENIENT
                    + "SELECT CAST(TIMESTAMP '2024-02-29 12:34:56.789' AS SMALLINT) AS s,"
                    + " CAST(TIMESTAMP '2089-02-15 08:35:42.8' AS INT) AS i,"
                    + " CAST(TIMESTAMP '1969-12-31 23:59:59.9' AS TINYINT) AS t,"
                    + " CAST(TIMESTAMP '2089-02-15 08:35:42.8' AS BIGINT) AS b"))
        .endsWith("s,i,t,b\n,,-1,3759294942\n");
  }

  @Test
  void whatIsNoTimeOfDayFails() {
    assertThat(error(LENIENT + "SELECT to_time('24:00:00')")).contains("24:00:00");
    assertThat(error(LENIENT + "SELECT to_time('', 'HH:mm')")).contains("HH:mm");
  }
}
