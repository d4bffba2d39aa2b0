package dev.stint.executor.scan.csv;

import static org.assertj.core.api.Assertions.assertThat;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParserSettings;
import com.univocity.parsers.csv.UnescapedQuoteHandling;
import dev.stint.plan.format.CsvFormat;
import dev.stint.plan.format.FileFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random lines of few characters, most of which mean something, beside the parser that Spark uses,
/// set up as Spark does. `-Dstint.lines=200000` tries more.
class CsvParserBesideUnivocityTest {

  private static final int LINES = Integer.getInteger("stint.lines", 5_000);
  private static final long SEED = 7;
  private static final char ESCAPE = '\\';

  private static final Map<String, String> TRIM =
      Map.of("ignoreLeadingWhiteSpace", "true", "ignoreTrailingWhiteSpace", "true");

  static List<Map<String, String>> simpleOptions() {
    return List.of(Map.of(), Map.of("sep", ";"));
  }

  static List<Map<String, String>> options() {
    return List.of(
        Map.of(),
        TRIM,
        Map.of("sep", ";"),
        Map.of("unescapedQuoteHandling", "STOP_AT_CLOSING_QUOTE"),
        Map.of("unescapedQuoteHandling", "SKIP_VALUE"),
        Map.of("escape", "\\"),
        Map.of("escape", "\\", "charToEscapeQuoteEscaping", "\\"),
        Map.of("escape", "\\", "ignoreLeadingWhiteSpace", "true"),
        Map.of("escape", "\\", "unescapedQuoteHandling", "STOP_AT_CLOSING_QUOTE"),
        Map.of("escape", "\\", "unescapedQuoteHandling", "SKIP_VALUE"));
  }

  /// The other parser loses an escape that is the last character of a line within quotes.
  @ParameterizedTest
  @MethodSource("options")
  void linesWithoutStrayQuotesAreTakenApartAlike(Map<String, String> options) {
    var theirs = new Univocity(settings(options));
    var strict = settings(options);
    strict.setUnescapedQuoteHandling(UnescapedQuoteHandling.RAISE_ERROR);
    var refusing = new Univocity(strict);
    int compared = 0;
    for (var line : lines(options)) {
      boolean isLastLost =
          line.charAt(line.length() - 1) == ESCAPE && options.containsKey("escape");
      if (!isLastLost && !refusing.refuses(line)) {
        assertThat(ours(line, options)).as(line).isEqualTo(theirs.fields(line));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(LINES / 2);
  }

  @Test
  void skippedFieldsAreTheSame() {
    var skipping = Map.of("unescapedQuoteHandling", "SKIP_VALUE");
    var theirs = new Univocity(settings(skipping));
    for (var line : lines(skipping)) {
      assertThat(ours(line, skipping)).as(line).isEqualTo(theirs.fields(line));
    }
  }

  /// Behind a stray quote the other parser doubles the last quote of a field now and then.
  @ParameterizedTest
  @MethodSource("simpleOptions")
  void fieldsWithStrayQuotesStandAsTheyAre(Map<String, String> options) {
    var univocity = new Univocity(settings(options));
    for (var line : lines(options)) {
      var ours = ours(line, options);
      var theirs = univocity.fields(line);
      assertThat(ours).as(line).hasSameSizeAs(theirs);
      for (int field = 0; field < ours.size(); field++) {
        assertThat(theirs.get(field)).as(line).isIn(ours.get(field), ours.get(field) + '"');
      }
    }
  }

  private static List<String> lines(Map<String, String> options) {
    var separator = options.getOrDefault("sep", ",");
    var alphabet =
        "ab" + separator + "\" " + separator + '"' + (options.containsKey("escape") ? "\\\\" : "");
    var random = new Random(SEED);
    var lines = new ArrayList<String>();
    while (lines.size() < LINES) {
      var line = new StringBuilder();
      int length = 1 + random.nextInt(12);
      for (int i = 0; i < length; i++) {
        line.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      if (!line.toString().isBlank()) {
        lines.add(line.toString());
      }
    }
    return lines;
  }

  private record Univocity(com.univocity.parsers.csv.CsvParser parser) {

    Univocity(CsvParserSettings settings) {
      this(new com.univocity.parsers.csv.CsvParser(settings));
    }

    List<String> fields(String line) {
      return Stream.of(parser.parseLine(line)).map(field -> field == null ? "" : field).toList();
    }

    boolean refuses(String line) {
      try {
        parser.parseLine(line);
        return false;
      } catch (TextParsingException _) {
        return true;
      }
    }
  }

  private static CsvParserSettings settings(Map<String, String> options) {
    var settings = new CsvParserSettings();
    var format = settings.getFormat();
    format.setDelimiter(options.getOrDefault("sep", ","));
    format.setQuote('"');
    format.setQuoteEscape(options.getOrDefault("escape", "\"").charAt(0));
    if (options.containsKey("charToEscapeQuoteEscaping")) {
      format.setCharToEscapeQuoteEscaping(options.get("charToEscapeQuoteEscaping").charAt(0));
    }
    settings.setCommentProcessingEnabled(false);
    settings.setIgnoreLeadingWhitespaces(options.containsKey("ignoreLeadingWhiteSpace"));
    settings.setIgnoreTrailingWhitespaces(options.containsKey("ignoreTrailingWhiteSpace"));
    settings.setReadInputOnSeparateThread(false);
    settings.setMaxCharsPerColumn(-1);
    settings.setNullValue("");
    settings.setEmptyValue("");
    settings.setUnescapedQuoteHandling(
        UnescapedQuoteHandling.valueOf(
            options.getOrDefault("unescapedQuoteHandling", "STOP_AT_DELIMITER")));
    return settings;
  }

  private static List<String> ours(String line, Map<String, String> options) {
    var fields = new ArrayList<String>();
    var receiver =
        new RecordReceiver() {
          @Override
          public void field(int index, byte[] data, int offset, int length, boolean isQuoted) {
            fields.add(new String(data, offset, length, StandardCharsets.UTF_8));
          }

          @Override
          public void skipped(int index) {
            fields.add("");
          }

          @Override
          public void end(int fieldCount, int start, int end) {
            // One record is parsed.
          }
        };
    byte[] text = line.getBytes(StandardCharsets.UTF_8);
    new CsvParser(new CsvDialect((CsvFormat) FileFormat.of("csv", options)), receiver)
        .parse(text, 0, text.length, false);
    return fields;
  }
}
