package dev.stint.executor.kernel.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class LikeMatcherTest {

  @Test
  void agreesWithARegularExpression() {
    var random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      String pattern = text(random, "aab%%_é😀");
      String text = text(random, "aaabé😀");
      byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);

      boolean isMatch = new LikeMatcher(pattern, '\\').matches(bytes, 1, bytes.length - 1);

      assertThat(isMatch).as("%s like %s", text, pattern).isEqualTo(reference(text, pattern));
    }
  }

  private static String text(Random random, String alphabet) {
    int[] codePoints = alphabet.codePoints().toArray();
    var text = new StringBuilder();
    for (int i = random.nextInt(7); i > 0; i--) {
      text.appendCodePoint(codePoints[random.nextInt(codePoints.length)]);
    }
    return text.toString();
  }

  private static boolean reference(String text, String pattern) {
    String expression = pattern.replace("%", ".*").replace("_", ".");
    return Pattern.compile(expression, Pattern.DOTALL).matcher(text).matches();
  }
}
