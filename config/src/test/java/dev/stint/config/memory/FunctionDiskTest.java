package dev.stint.config.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.config.price.PriceTable;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionDiskTest {

  @Test
  void onlyTheLargestFunctionsHaveMoreThanIsFree() {
    assertThat(FunctionDisk.bytes(1_769L << 20)).isEqualTo(PriceTable.FREE_TEMPORARY_BYTES);
    assertThat(FunctionDisk.bytes(10_240L << 20)).isEqualTo(10_240L << 20);
  }

  @Test
  void aFunctionLearnsWhatItHasFromAVariable() {
    assertThat(FunctionDisk.operatorBytes(Map.of("STINT_DISK_MB", "512"))).isEqualTo(496L << 20);
    assertThat(FunctionDisk.operatorBytes(Map.of())).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> FunctionDisk.operatorBytes(Map.of("STINT_DISK_MB", "much")))
        .hasMessageContaining("STINT_DISK_MB", "much");
  }
}
