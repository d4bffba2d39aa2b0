package dev.stint.config.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSizeTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "4096, 4096",
    "1B, 1",
    "1kB, 1000",
    "128MiB, 134217728",
    "1.5 GB, 1500000000",
    "' 2 tib ', 2199023255552",
    "0.5KiB, 512"
  })
  void readsNumberAndUnit(String text, long bytes) {
    assertThat(DataSize.parse(text)).isEqualTo(new DataSize(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MiB", "-1", "12 apples", "1e3", "1,5MB", "999999999999999TiB"})
  void refusesWhatIsNoSize(String text) {
    assertThatThrownBy(() -> DataSize.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'%s' is not a size; write a number and a unit, such as 128MiB or 1.5GB", text);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1000, 1024, 128 << 20, 3L << 40, 10_240L << 20})
  void printsWhatItReads(long bytes) {
    var size = new DataSize(bytes);

    assertThat(DataSize.parse(size.toString())).isEqualTo(size);
  }

  @Test
  void prefersTheLargestUnitThatDivides() {
    assertThat(DataSize.ofMebibytes(128)).hasToString("128MiB");
    assertThat(DataSize.ofMebibytes(2048)).hasToString("2GiB");
    assertThat(new DataSize(1000)).hasToString("1000B");
  }
}
