package dev.stint.executor.kernel.text;

import dev.stint.plan.failure.StintException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// A Java regular expression whose search ends. Java's engine tries one way after the other, which
/// may take years over a short text; here it may look at so many characters. Whether such a text
/// matches is then asked of RE2, whose time grows with the text alone, if the expression means the
/// same there ([LinearRegex]); else it is the user's error. Belongs to one thread.
final class Regex {

  /// Characters looked at: a second, or less. Plain searches look at each a few times.
  private static final long MAX_STEPS = 50_000_000;

  private static final long MAX_STEPS_PER_CHARACTER = 1000;

  private final Pattern pattern;
  private final String function;
  private final long maxSteps;
  private @Nullable LinearRegex linear;
  private boolean isHard;

  private Regex(Pattern pattern, String function, long maxSteps) {
    this.pattern = pattern;
    this.function = function;
    this.maxSteps = maxSteps;
  }

  /// `function` is the name for messages.
  ///
  /// @throws StintException of kind USER naming the expression and what is wrong with it
  static Regex compile(String expression, String function) {
    return compile(expression, function, 0, MAX_STEPS);
  }

  /// As [#compile(String, String)], with the flags of [Pattern].
  static Regex compile(String expression, String function, int flags) {
    return compile(expression, function, flags, MAX_STEPS);
  }

  /// As [#compile(String, String, int)], with another limit.
  static Regex compile(String expression, String function, int flags, long maxSteps) {
    try {
      return new Regex(Pattern.compile(expression, flags), function, maxSteps);
    } catch (PatternSyntaxException e) {
      throw StintException.user(
          "[INVALID_PARAMETER_VALUE.PATTERN] %s: '%s' is no regular expression: %s"
              .formatted(function, expression, e.getDescription()),
          e);
    }
  }

  String expression() {
    return pattern.pattern();
  }

  /// Whether it is found anywhere.
  boolean isFound(String text) {
    if (isHard && linear != null && linear.hasSameMeaning(text)) {
      return linear.isFound(text);
    }
    try {
      return pattern.matcher(new CountedText(text, maxSteps)).find();
    } catch (TooManySteps | StackOverflowError e) {
      return isFoundLinearly(text, e);
    }
  }

  private boolean isFoundLinearly(String text, Throwable cause) {
    if (!isHard) {
      isHard = true;
      linear = LinearRegex.of(pattern);
    }
    if (linear != null && linear.hasSameMeaning(text)) {
      return linear.isFound(text);
    }
    throw tooHard(text, cause);
  }

  /// What `use` makes of a matcher over `text`.
  <T> T match(String text, Function<Matcher, T> use) {
    try {
      return use.apply(pattern.matcher(new CountedText(text, maxSteps)));
    } catch (TooManySteps | StackOverflowError e) {
      throw tooHard(text, e);
    }
  }

  private StintException tooHard(String text, Throwable cause) {
    return StintException.user(
        ("[REGEX_TOO_EXPENSIVE] %s: the expression '%s' takes too long over a text of %d"
             + " characters. Repetitions within repetitions such as (a+)+ do: write them as one, or"
             + " make them possessive: (?:a+)++.")
            .formatted(function, pattern.pattern(), text.length()),
        cause);
  }

  /// Ends a search.
  private static final class TooManySteps extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManySteps() {
      super("too many steps", null, false, false);
    }
  }

  /// A text that counts how often it is looked at.
  private static final class CountedText implements CharSequence {

    private final String text;
    private long stepsLeft;

    CountedText(String text, long maxSteps) {
      this.text = text;
      this.stepsLeft = maxSteps + MAX_STEPS_PER_CHARACTER * text.length();
    }

    @Override
    public char charAt(int index) {
      if (--stepsLeft < 0) {
        throw new TooManySteps();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
