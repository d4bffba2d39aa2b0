package dev.stint.plan.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UserPathTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "s3://lake/trips/, s3://lake/trips/",
        "s3a://lake/trips, s3://lake/trips",
        "s3n://lake/trips, s3://lake/trips",
        "S3://lake/Trips, s3://lake/Trips",
        "S3A://lake/Trips, s3://lake/Trips",
        "s3://lake, s3://lake/",
        "s3a://lake, s3://lake/",
        "s3://lake/, s3://lake/",
        "s3://lake//a, s3://lake//a",
        "s3://lake/a%20b/s3a://x, s3://lake/a%20b/s3a://x",
        "\"s3://lake/{a,b}/*\", \"s3://lake/{a,b}/*\"",
        "file:///a/b, file:///a/b",
        "file:/a/b, file:///a/b",
        "FILE:///a/b, file:///a/b",
        "file:///, file:///",
        "/a/b, file:///a/b",
        "/a/../b/, file:///b",
        "/a:/b, file:///a:/b",
      })
  void eachFormHasOneMeaning(String written, String meant) {
    assertThat(UserPath.absolute(written)).isEqualTo(meant);
    assertThat(UserPath.absolute(meant)).isEqualTo(meant);
    assertThat(UserPath.isInS3(written)).isEqualTo(meant.startsWith("s3://"));
  }

  @ParameterizedTest
  @CsvSource({"a/b.csv", "a*.csv", "time-12:30.csv", "s3", "s3.csv", "./s3:x"})
  void whatHasNoSchemeIsTakenFromTheWorkingFolder(String written) {
    assertThat(UserPath.absolute(written))
        .isEqualTo("file://" + Path.of(written).toAbsolutePath().normalize());
  }

  @ParameterizedTest
  @CsvSource({
    "s3://, s3:// names no bucket: write s3://bucket/key",
    "s3:///key, s3:///key names no bucket: write s3://bucket/key",
    "s3:/lake/key, s3:/lake/key names no bucket: write s3://bucket/key",
    "s3a:lake, s3a:lake names no bucket: write s3://bucket/key",
    "file:a, file:a is not an absolute path: write file:///folder/file",
    "file://a/b, file://a/b is not an absolute path: write file:///folder/file",
    "hdfs://a/b, hdfs://a/b is not a path that Stint knows: write s3://bucket/key or"
        + " file:///folder/file",
    "'', 'a path is empty: write s3://bucket/key, or a file or folder'",
  })
  void wrongPathsAreAnsweredWithRightOnes(String written, String message) {
    assertThatThrownBy(() -> UserPath.absolute(written))
        .isInstanceOf(StintException.class)
        .hasMessage(message);
    assertThat(UserPath.isInS3(written)).isFalse();
  }

  @Test
  void noPathHoldsNul() {
    assertThatThrownBy(() -> UserPath.absolute("a\0b"))
        .isInstanceOfSatisfying(
            StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USER))
        .hasMessageStartingWith("a?b is not a path: ");
  }
}
