package dev.stint.executor.kernel.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CivilDateTest {

  @Test
  void agreesWithJavaTime() {
    var random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      long day = i < 50_000 ? i - 25_000 : random.nextInt();
      var date = LocalDate.ofEpochDay(day);
      long packed = CivilDate.pack(day);

      assertThat(CivilDate.year(packed)).isEqualTo(date.getYear());
      assertThat(CivilDate.month(packed)).isEqualTo(date.getMonthValue());
      assertThat(CivilDate.dayOfMonth(packed)).isEqualTo(date.getDayOfMonth());
      assertThat(CivilDate.day(date.getYear(), date.getMonthValue(), date.getDayOfMonth()))
          .isEqualTo(day);
    }
  }

  @Test
  void knowsTheLengthOfEveryMonthOfAnEra() {
    for (int year = -400; year <= 400; year++) {
      for (int month = 1; month <= 12; month++) {
        var date = LocalDate.of(year, month, 1);
        assertThat(CivilDate.lengthOfMonth(year, month)).isEqualTo(date.lengthOfMonth());
        assertThat(CivilDate.isLeapYear(year)).isEqualTo(date.isLeapYear());
        assertThat(CivilDate.exists(year, month, date.lengthOfMonth())).isTrue();
        assertThat(CivilDate.exists(year, month, date.lengthOfMonth() + 1)).isFalse();
      }
    }
  }
}
