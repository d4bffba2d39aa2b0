package dev.stint.coordinator.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.config.memory.FunctionDisk;
import dev.stint.config.memory.FunctionMemory;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptPolicyTest {

  private static final long MIB = 1L << 20;

  private final AttemptPolicy policy = AttemptPolicy.of(512 * MIB);

  @Test
  void theNextFunctionHasTwiceAsMuchOrWhatIsNeededAndAQuarterMore() {
    assertThat(policy.largerThan(512 * MIB)).isEqualTo(1024 * MIB);
    assertThat(policy.largerThan(512 * MIB, 100 * MIB)).isEqualTo(1024 * MIB);

    long memory = policy.largerThan(512 * MIB, 2048 * MIB);

    assertThat(FunctionMemory.operatorBytes(memory)).isBetween(2560 * MIB, 2561 * MIB);
  }

  @Test
  void whoNeedsMoreDiskComesToTheLargestFunctionAtOnce() {
    long needed = FunctionDisk.largeOperatorMemoryBytes();

    assertThat(policy.largerThan(512 * MIB, needed)).isEqualTo(10_240 * MIB);
    assertThat(
            policy
                .withFunctionSizes(List.of(1769 * MIB, 4096 * MIB, 10_240 * MIB))
                .largerThan(1769 * MIB, needed))
        .isEqualTo(10_240 * MIB);
  }
}
