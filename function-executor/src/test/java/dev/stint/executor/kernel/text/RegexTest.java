package dev.stint.executor.kernel.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.failure.StintException;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RegexTest {

  private static final String HARD = "a".repeat(60) + "!";

  private static Regex hard(String expression, String function) {
    return Regex.compile(expression, function, 0, 100_000);
  }

  @Test
  void aSearchThatWouldTakeYearsEnds() {
    var regex = hard("a*a*a*a*a*a*a*a*c", "rlike");

    assertThat(regex.isFound(HARD)).isFalse();
    assertThat(regex.isFound(HARD + "aac")).isTrue();
  }

  @Test
  void whatOnlyJavaKnowsEndsWithAnError() {
    var regex = hard("a*a*a*a*a*a*a*a*(?!b)c", "rlike");

    assertThatThrownBy(() -> regex.isFound(HARD))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("REGEX_TOO_EXPENSIVE")
        .hasMessageContaining("rlike");
  }

  @Test
  void textsThatTheEnginesReadDifferentlyEndWithAnError() {
    var regex = hard("a*a*a*a*a*a*a*a*c", "rlike");

    assertThatThrownBy(() -> regex.isFound(HARD + "\n")).hasMessageContaining("takes too long");
  }

  @Test
  void anEditThatWouldTakeYearsEndsWithAnError() {
    var regex = hard("a*a*a*a*a*a*a*a*c", "regexp_replace");

    assertThatThrownBy(() -> regex.match(HARD, matcher -> matcher.replaceAll("x")))
        .hasMessageContaining("regexp_replace");
  }

  @Test
  void aLongTextExhaustsNoStack() {
    assertThat(Regex.compile("^(?:a|b)*$", "rlike").isFound("ab".repeat(50_000))).isTrue();
  }

  @Test
  void longTextsAreSearchedThroughAsTheyAre() {
    var regex = Regex.compile("b$", "rlike");

    assertThat(regex.isFound("a".repeat(100_000) + "b")).isTrue();
    assertThat(regex.<Integer>match("xay", Matcher::groupCount)).isZero();
  }

  /// Of random expressions those that are asked of RE2 mean there what they mean in Java.
  @Test
  void bothEnginesAgree() {
    var chance = new Random(11);
    var parts =
        List.of("a", "b", "[ab]", "[^a]", ".", "\\d", "\\w", "\\s", "(a|b)", "(?:ab)", "^", "$");
    var repeats = List.of("", "", "*", "+", "?", "{2}", "{1,3}", "*?", "+?");
    int compared = 0;
    for (int round = 0; round < 3000; round++) {
      var expression = new StringBuilder();
      for (int part = chance.nextInt(4); part >= 0; part--) {
        expression.append(parts.get(chance.nextInt(parts.size())));
        expression.append(repeats.get(chance.nextInt(repeats.size())));
        expression.append(chance.nextInt(8) == 0 ? "|" : "");
      }
      var text = new StringBuilder();
      for (int at = chance.nextInt(8); at > 0; at--) {
        text.append("ab1 é".charAt(chance.nextInt(5)));
      }
      var pattern = Pattern.compile(expression.toString());
      var linear = LinearRegex.of(pattern);
      if (linear != null && linear.hasSameMeaning(text.toString())) {
        compared++;
        assertThat(linear.isFound(text.toString()))
            .as("%s in '%s'", expression, text)
            .isEqualTo(pattern.matcher(text).find());
      }
    }
    assertThat(compared).isGreaterThan(1000);
  }
}
