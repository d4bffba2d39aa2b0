package dev.stint.config.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionMemoryTest {

  @ParameterizedTest(name = "{0} MiB")
  @CsvSource({
    "128, 64, 12",
    "256, 96, 36",
    "512, 320, 204",
    "1024, 768, 512",
    "1769, 1415, 884",
    "10240, 8192, 5120"
  })
  void heapAndOperatorsHaveTheirShares(long memory, long heap, long operators) {
    assertThat(FunctionMemory.heapBytes(memory << 20) >> 20).isEqualTo(heap);
    assertThat(FunctionMemory.operatorBytes(memory << 20) >> 20).isEqualTo(operators);
  }

  @ParameterizedTest(name = "{0} bytes")
  @ValueSource(longs = {1, 1_000_003, 50_331_648, 251_658_241, 927_465_472, 5_368_709_120L})
  void aFunctionForOperatorsHasEnoughForThem(long needed) {
    assertThat(FunctionMemory.operatorBytes(FunctionMemory.ofOperators(needed)))
        .isGreaterThanOrEqualTo(needed);
  }

  @Test
  void moreMemoryIsNeverLessForOperators() {
    for (long memory = 129L << 20; memory <= 10_240L << 20; memory += 1L << 20) {
      assertThat(FunctionMemory.operatorBytes(memory))
          .isGreaterThanOrEqualTo(FunctionMemory.operatorBytes(memory - (1L << 20)));
    }
  }
}
