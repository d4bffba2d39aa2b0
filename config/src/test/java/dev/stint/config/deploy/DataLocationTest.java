package dev.stint.config.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.config.deploy.DataLocation.Access;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataLocationTest {

  @Test
  void slashAtTheEndMakesNoDifference() {
    assertThat(DataLocation.parse("s3://lake/raw/2024/", Access.READ))
        .isEqualTo(DataLocation.parse("s3://lake/raw/2024", Access.READ))
        .isEqualTo(new DataLocation("lake", "raw/2024", Access.READ))
        .hasToString("s3://lake/raw/2024");
  }

  @Test
  void prefixIsAnObjectOrTheFolderOfThatNameButNoOtherThatBeginsSo() {
    assertThat(DataLocation.parse("s3://lake/raw", Access.READ).objects())
        .containsExactly("lake/raw", "lake/raw/*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://lake", "s3://lake/"})
  void bucketAloneIsAllOfIt(String text) {
    assertThat(DataLocation.parse(text, Access.WRITE).objects()).containsExactly("lake/*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lake/raw",
        "file:///lake",
        "s3://",
        "s3:///raw",
        "s3://Lake/raw",
        "s3://lake/raw*",
        "s3://lake/ra?",
        "s3://lake/${aws:username}",
        "s3://lake//raw",
        "s3://lake/raw//",
        "s3://lake/sales/year=2026",
        "s3://*/raw"
      })
  void whatIsNoPlaceIsRefusedByName(String text) {
    assertThatThrownBy(() -> DataLocation.parse(text, Access.READ))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("location " + text);
  }
}
