package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// `SET TIME ZONE` holds for the statements after it: what they compute, write and print.
class TimeZoneCommandTest extends HomeTest {

  private static final String NOON = "SELECT TIMESTAMP '2024-07-01 12:00:00Z' AS t";

  @Test
  void statementsComputeAndPrintInIt() {
    assertThat(rows("SET TIME ZONE 'Europe/Berlin'; " + NOON)).endsWith("t\n2024-07-01 14:00:00\n");
    assertThat(
            rows(
                "SET TIME ZONE 'America/New_York'; SELECT hour(TIMESTAMP '2024-07-01 12:00:00Z') AS"
                    + " h, current_timezone() AS z"))
        .endsWith("h,z\n8,America/New_York\n");
    assertThat(
            rows(
                "SET spark.sql.session.timeZone = +5:30;"
                    + " SELECT CAST(TIMESTAMP '2024-07-01 00:00:00' AS BIGINT) AS s"))
        .endsWith("s\n1719772200\n");
  }

  @Test
  void anIntervalIsAnOffset() {
    assertThat(rows("SET TIME ZONE INTERVAL 10 HOURS; " + NOON))
        .endsWith("t\n2024-07-01 22:00:00\n");
    assertThat(rows("SET TIME ZONE INTERVAL '-15:40:32' HOUR TO SECOND; " + NOON))
        .endsWith("t\n2024-06-30 20:19:28\n");
  }

  @Test
  void localIsTheSessionsOwn() {
    String own = rows("SELECT current_timezone() AS z");

    assertThat(
            rows("SET TIME ZONE 'Asia/Tokyo'; SET TIME ZONE LOCAL; SELECT current_timezone() AS z"))
        .endsWith(own);
    assertThat(rows("SET TIME ZONE 'Asia/Tokyo'; RESET spark.sql.session.timeZone; " + NOON))
        .endsWith(rows(NOON));
  }

  @Test
  void itIsTold() {
    assertThat(rows("SET TIME ZONE 'Asia/Tokyo'; SET spark.sql.session.timeZone"))
        .endsWith("spark.sql.session.timeZone,Asia/Tokyo\n");
  }

  @Test
  void whatIsNoZoneIsRefused() {
    assertThat(error("SET TIME ZONE 'invalid/zone'"))
        .contains("there is no time zone 'invalid/zone'", "Europe/Berlin");
    assertThat(error("SET TIME ZONE")).contains("SET TIME ZONE needs");
    assertThat(error("SET TIME ZONE INTERVAL 19 HOURS")).contains("18 hours at most");
    assertThat(error("SET TIME ZONE INTERVAL 3 DAYS")).contains("18 hours at most");
    assertThat(error("SET TIME ZONE INTERVAL 10 HOURS 1 MILLISECOND")).contains("whole seconds");
    assertThat(error("SET TIME ZONE INTERVAL 2 MONTHS")).contains("whole seconds");
  }

  /// A view means what it meant when it was made.
  @Test
  void aViewOfAnotherZoneIsRefused() {
    String view = "CREATE TEMPORARY VIEW v AS SELECT hour(TIMESTAMP '2024-07-01 12:00:00Z') AS h; ";

    assertThat(rows("SET TIME ZONE 'Asia/Tokyo'; " + view + "SELECT h FROM v")).endsWith("h\n21\n");
    assertThat(
            error("SET TIME ZONE 'Asia/Tokyo'; " + view + "SET TIME ZONE 'UTC'; SELECT h FROM v"))
        .contains(
            "the view 'v' was made with the time zone Asia/Tokyo", "SET TIME ZONE 'Asia/Tokyo'");
  }

  /// At the end of summer time an hour comes twice.
  @Test
  void variablesAreInstants() {
    assertThat(
            rows(
                "SET TIME ZONE 'Europe/Berlin'; DECLARE t TIMESTAMP; SET VAR t = (SELECT max(x)"
                    + " FROM VALUES (TIMESTAMP '2024-10-27 01:30:00Z') AS v(x)); SELECT CAST(t AS"
                    + " BIGINT) AS s"))
        .endsWith("s\n1729992600\n");
  }
}
