package dev.stint.plan.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataTypeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "boolean",
        "tinyint",
        "smallint",
        "int",
        "bigint",
        "float",
        "double",
        "decimal(38,0)",
        "string",
        "binary",
        "date",
        "timestamp",
        "timestamp_ntz",
        "time(0)",
        "interval year to month",
        "interval month",
        "interval hour to second",
        "void"
      })
  void nameReadsBack(String name) {
    assertThat(DataType.parse(name)).hasToString(name);
  }

  @Test
  void aliasesAndCaseAreSparks() {
    assertThat(DataType.parse(" LONG ")).isEqualTo(DataType.BIGINT);
    assertThat(DataType.parse("Decimal")).isEqualTo(DataType.decimal(10, 0));
    assertThat(DataType.parse("numeric( 5 )")).isEqualTo(DataType.decimal(5, 0));
    assertThat(DataType.parse("time without time zone")).isEqualTo(DataType.TIME);
    assertThat(DataType.parse("Interval  DAY TO  second")).isEqualTo(DataType.DAY_TO_SECOND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"decimal(39,0)", "decimal(0,0)", "decimal(3,4)", "strng", ""})
  void whatIsNoTypeIsRefused(String name) {
    assertThatThrownBy(() -> DataType.parse(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void decimalsOfEighteenDigitsFitALong() {
    assertThat(DataType.decimal(18, 2).physicalType()).isEqualTo(PhysicalType.LONG);
    assertThat(DataType.decimal(19, 2).physicalType()).isEqualTo(PhysicalType.INT128);
  }
}
