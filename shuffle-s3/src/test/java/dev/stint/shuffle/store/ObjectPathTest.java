package dev.stint.shuffle.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectPath.Scheme;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectPathTest {

  @Test
  void takesKeysAsTheyStand() {
    assertThat(ObjectPath.parse("s3://bucket/a%20b/c d//e=é"))
        .isEqualTo(new ObjectPath(Scheme.S3, "bucket", "a%20b/c d//e=é"));
    assertThat(ObjectPath.parse("file:///tmp/a b"))
        .isEqualTo(new ObjectPath(Scheme.FILE, "", "tmp/a b"));
  }

  @Test
  void printsWhatItParsed() {
    for (String path : List.of("s3://bucket/a/b..c/...", "s3://b/folder/", "file:///a/.b")) {
      assertThat(ObjectPath.parse(path)).hasToString(path);
    }
    assertThat(ObjectPath.parsePrefix("s3://bucket")).hasToString("s3://bucket/");
  }

  @Test
  void prefixesMayEndAnywhere() {
    assertThat(ObjectPath.parsePrefix("s3://bucket/").key()).isEmpty();
    assertThat(ObjectPath.parsePrefix("s3://bucket/a/..").key()).isEqualTo("a/..");
    assertThat(ObjectPath.parsePrefix("file:///").key()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bucket/key, write s3://bucket/key or file:///folder/file",
    "s3a://bucket/key, write s3://bucket/key",
    "/tmp/file, file:///folder/file",
    "file:/tmp/file, file:///folder/file",
    "file://tmp/file, not an absolute path",
    "s3:///key, names no bucket",
    "s3://buc ket/key, names no bucket",
    "s3://bucket, names no object",
    "s3://bucket/, names no object",
    "s3://bucket/a/../b, segment . or ..",
    "file:///a/., segment . or ..",
    "file:///a//b, two in a row",
    "file:///a/, ends in a slash",
  })
  void saysHowToWriteAPath(String path, String words) {
    assertThatThrownBy(() -> ObjectPath.parse(path))
        .isInstanceOf(StintException.class)
        .hasMessageContaining(path)
        .hasMessageContaining(words);
  }

  @Test
  void ordersAsUtf8Does() {
    var random = new Random(11);
    int[] codePoints = {
      'a', 'b', 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x1F600
    };
    for (int round = 0; round < 20_000; round++) {
      String left = randomText(random, codePoints);
      String right = randomText(random, codePoints);

      int expected = Arrays.compareUnsigned(left.getBytes(UTF_8), right.getBytes(UTF_8));

      assertThat(Integer.signum(ObjectPath.UTF8_ORDER.compare(left, right)))
          .as("%s and %s", left, right)
          .isEqualTo(Integer.signum(expected));
    }
  }

  private static String randomText(Random random, int[] codePoints) {
    var text = new StringBuilder();
    int length = random.nextInt(4);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(codePoints[random.nextInt(codePoints.length)]);
    }
    return text.toString();
  }
}
