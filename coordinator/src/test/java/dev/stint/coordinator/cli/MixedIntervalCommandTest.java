package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Times moved by `make_interval`; the answers are Spark's.
class MixedIntervalCommandTest extends HomeTest {

  private static final String TIME = "TIMESTAMP '2020-01-31 10:00:00'";

  private String value(String expression) {
    var lines = rows("SELECT CAST(" + expression + " AS STRING) AS v").lines().toList();
    return lines.size() < 2 ? "" : lines.getLast();
  }

  @Test
  void datesMoveByMonthsAndDays() {
    assertThat(value("DATE '2020-01-31' + make_interval(0, 1)")).isEqualTo("2020-02-29");
    assertThat(value("DATE '2020-01-31' - make_interval(0, 1, 1, 1)")).isEqualTo("2019-12-23");
    assertThat(value("make_interval(0, 1) + DATE '2020-01-31'")).isEqualTo("2020-02-29");
    assertThat(value("DATE '2020-01-31' + -make_interval(0, 1)")).isEqualTo("2019-12-31");
    assertThat(value("DATE '2020-01-31' - make_interval(0, 1) - make_interval(0, 0, 0, 1)"))
        .isEqualTo("2019-12-30");
    assertThat(value("CAST(NULL AS DATE) + make_interval(0, 1, 0, 0, 5)")).isEmpty();
    for (var hours : new String[] {"1", "24", "2147483647"}) {
      assertThat(error("SELECT DATE '2020-01-31' + make_interval(0, 1, 0, 0, " + hours + ")"))
          .contains("[INVALID_INTERVAL_WITH_MICROSECONDS_ADDITION]");
    }
  }

  @Test
  void timestampsMoveByMonthsThenDaysThenTime() {
    assertThat(value(TIME + " + make_interval(1, 1, 1, 1, 1, 1, 1.5)"))
        .isEqualTo("2021-03-08 11:01:01.5");
    assertThat(value("TIMESTAMP_NTZ '2020-01-31 10:00:00' - make_interval(1, 1, 1, 1, 1, 1, 1.5)"))
        .isEqualTo("2018-12-23 08:58:58.5");
    assertThat(value("TIMESTAMP '2020-03-31 10:00:00' - make_interval(0, 1, 0, 1)"))
        .isEqualTo("2020-02-28 10:00:00");
    assertThat(value(TIME + " + make_interval(0, 0, 0, 0, 0, 0, 1234567890.123456)"))
        .isEqualTo("2059-03-16 09:31:30.123456");
    assertThat(value(TIME + " + make_interval(1.5, '1', 0, 0, 0, 0, '1.23456789')"))
        .isEqualTo("2021-02-28 10:00:01.234568");
    assertThat(value("'2020-01-31' + make_interval(0, 1)")).isEqualTo("2020-02-29 00:00:00");
    assertThat(rows("SELECT TIMESTAMP '2020-01-31 10:00:00' + make_interval(id, id) FROM range(3)"))
        .isEqualTo(
            """
            "TIMESTAMP '2020-01-31 10:00:00' + make_interval(id, id, 0, 0, 0, 0, 0.000000)"
            2020-01-31 10:00:00
            2021-02-28 10:00:00
            2022-03-31 10:00:00
            """);
  }

  @Test
  void hoursAreNoDaysOfTheCalendar() {
    var outcome =
        cli.csv(
            "--time-zone",
            "America/New_York",
            "SELECT TIMESTAMP '2021-03-13 10:00:00' + make_interval(0, 0, 0, 0, 24) AS a, TIMESTAMP"
                + " '2021-03-13 10:00:00' + make_interval(0, 0, 0, 1) AS b");

    assertThat(outcome.out()).isEqualTo("a,b\n2021-03-14 11:00:00,2021-03-14 10:00:00\n");
  }

  @Test
  void whatOverflowsIsAnErrorOrNull() {
    assertThat(error("SELECT " + TIME + " + make_interval(2147483647)"))
        .contains("ARITHMETIC_OVERFLOW");
    assertThat(error("SELECT " + TIME + " + make_interval(0, 0, 2147483647)"))
        .contains("ARITHMETIC_OVERFLOW");
    assertThat(value(TIME + " + try_make_interval(2147483647)")).isEmpty();
    assertThat(value(TIME + " + make_interval(NULL, 1)")).isEmpty();
    assertThat(error("SELECT " + TIME + " + try_make_interval('x')"))
        .contains("CAST_INVALID_INPUT");
  }

  @Test
  void whereAPartIsNullNothingOverflows() {
    assertThat(
            rows(
                "SELECT d + make_interval(y, m, w) AS a FROM VALUES (DATE '2020-01-01', NULL, 0,"
                    + " 2147483647), (NULL, 1, 1, 2147483647) AS t(d, y, m, w)"))
        .isEqualTo("a\n\n\n");
    assertThat(value("CAST(NULL AS DATE) + make_interval(2147483647)")).isEmpty();
    assertThat(
            rows(
                "SET spark.sql.ansi.enabled = false; SELECT DATE '1582-10-04' - make_interval(1, 1,"
                    + " -148532809) AS a"))
        .endsWith("a\n+2848264-10-21\n");
  }

  @Test
  void withoutAnsiModeDatesMoveByHoursToo() {
    var lenient = "SET spark.sql.ansi.enabled = false; SELECT ";
    assertThat(
            rows(
                lenient
                    + "DATE '2020-01-31' + make_interval(0, 1, 0, 0, 25) AS a, DATE '2020-01-31' -"
                    + " make_interval(0, 0, 0, 0, 1) AS b, DATE '2020-01-31' - make_interval(0, 0,"
                    + " 0, 0, -1) AS c, "
                    + TIME
                    + " + make_interval(2147483647) AS d, "
                    + TIME
                    + " + make_interval('x') AS e"))
        .endsWith("a,b,c,d,e\n2020-03-01,2020-01-30,2020-01-31,,\n");
  }

  @Test
  void noValueIsOfMonthsAndDaysAndTime() {
    for (var use :
        new String[] {
          "make_interval(1)",
          "make_interval(1) - DATE '2020-01-01'",
          "2 * make_interval(1)",
          "make_interval(1) + make_interval(1)",
          "typeof(try_make_interval())",
          "date_add(DATE '2020-01-01', make_interval(0, 1))"
        }) {
      assertThat(error("SELECT " + use))
          .contains("make_ym_interval (interval year to month) and make_dt_interval");
    }
    assertThat(error("SELECT TIME '10:00:00' + make_interval(0, 0, 0, 0, 1)"))
        .contains("'+' does not go with time(6) and interval");
    assertThat(error("SELECT DATE '2020-01-01' + make_interval(1, 2, 3, 4, 5, 6, 7, 8)"))
        .contains("make_interval takes 0 to 7 arguments, not 8");
    assertThat(error("SELECT DATE '2020-01-01' + make_interval(TRUE)")).contains("boolean");
  }
}
