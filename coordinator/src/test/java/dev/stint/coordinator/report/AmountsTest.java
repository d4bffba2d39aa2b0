package dev.stint.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.00 kB",
    "9994, 9.99 kB",
    "9996, 10.0 kB",
    "34_500_000, 34.5 MB",
    "999_499, 999 kB",
    "999_600, 1.00 MB",
    "9223372036854775807, 9.22 EB"
  })
  void bytesHaveThreeDigits(String bytes, String text) {
    assertThat(Amounts.bytes(Long.parseLong(bytes.replace("_", "")))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.00 s",
    "4, 0.00 s",
    "236, 0.24 s",
    "9994, 9.99 s",
    "12345, 12.3 s",
    "99949, 99.9 s",
    "99950, 1 min 40 s",
    "245000, 4 min 05 s"
  })
  void timesAreInSecondsOrMinutes(long millis, String text) {
    assertThat(Amounts.time(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, $0",
    "12.4, $12.40",
    "0.1, $0.10",
    "0.012345, $0.0123",
    "0.0000004, $0.000000400",
    "0.00012, $0.000120"
  })
  void dollarsKeepDigitsThatSaySomething(double dollars, String text) {
    assertThat(Amounts.dollars(dollars)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, '0 files'", "1, '1 file'", "1234567, '1,234,567 files'"})
  void countsAgreeWithTheirNoun(long count, String text) {
    assertThat(Amounts.count(count, "file")).isEqualTo(text);
  }
}
