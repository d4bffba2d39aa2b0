package dev.stint.plan.type;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "interval year to month|-1|INTERVAL '-0-1' YEAR TO MONTH",
        "interval year to month|-2147483648|INTERVAL '-178956970-8' YEAR TO MONTH",
        "interval year|24|INTERVAL '2' YEAR",
        "interval day to second|-9223372036854775808"
            + "|INTERVAL '-106751991 04:00:54.775808' DAY TO SECOND",
        "interval day to hour|97200000000|INTERVAL '1 03' DAY TO HOUR",
        "interval hour|-3600000000|INTERVAL '-01' HOUR",
        "interval minute to second|3661000001|INTERVAL '61:01.000001' MINUTE TO SECOND",
        "interval second|1500000|INTERVAL '01.5' SECOND"
      })
  void literalReadsBack(String type, long value, String literal) {
    var interval = DataType.parse(type);

    assertThat(IntervalText.literal(value, interval)).isEqualTo(literal);
    assertThat(IntervalText.parse(literal, interval)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "interval year to month,1",
    "interval year to month,1-12",
    "interval year to month,178956970-8",
    "interval day to second,1 24:00:00",
    "interval day to second,1 02:03",
    "interval minute to second,1:60",
    "interval day,INTERVAL '1' HOUR",
    "interval day,106751992",
    "interval second,1.1234567891"
  })
  void othersAreNone(String type, String text) {
    assertThat(IntervalText.parse(text, DataType.parse(type))).isNull();
  }
}
