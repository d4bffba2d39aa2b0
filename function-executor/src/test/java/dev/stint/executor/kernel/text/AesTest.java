package dev.stint.executor.kernel.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AesTest {

  @Test
  void freshVectorsAreNeverTheSame() {
    var vectors = Aes.freshVectors(2, 16);

    assertThat(vectors.bytes(0)).hasSize(16).isNotEqualTo(vectors.bytes(1));
    assertThat(Aes.freshVectors(1, 16).bytes(0)).isNotEqualTo(vectors.bytes(0));
  }
}
