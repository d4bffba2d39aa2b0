package dev.stint.executor.scan.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.scan.TestTask;
import dev.stint.executor.scan.source.TextBlock;
import dev.stint.executor.scan.source.TextBlocks;
import dev.stint.plan.format.CsvFormat;
import dev.stint.plan.format.FileFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Records found at their delimiters, beside those that the parser alone finds line by line.
class CsvRecordsTest {

  private static final String MEANINGFUL = ",,,,,;\"\n\n\r #abc\u00e4\\\0";

  @TempDir Path folder;

  static Stream<Arguments> worlds() {
    var options =
        List.of(
            Map.<String, String>of(),
            Map.of("sep", ";"),
            Map.of("sep", ";;"),
            Map.of("quote", ""),
            Map.of("comment", "#"),
            Map.of("escape", "\\"),
            Map.of("lineSep", "\n"),
            Map.of("ignoreLeadingWhiteSpace", "true"),
            Map.of("unescapedQuoteHandling", "STOP_AT_CLOSING_QUOTE"));
    return options.stream()
        .flatMap(some -> IntStream.range(0, 4).mapToObj(seed -> Arguments.of(some, seed)));
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void recordsAreThoseOfTheParser(Map<String, String> options, int seed) throws IOException {
    var format = (CsvFormat) FileFormat.of("csv", options);
    var block = block(text(new Random(seed), 40_000), format);

    assertThat(records(format, block)).isEqualTo(parsed(format, block));
  }

  @Test
  void recordsLongerThanAStretchAreFound() throws IOException {
    var format = CsvFormat.DEFAULT;
    var long1 = "x".repeat(20_000);
    var block = block("a,b\n" + long1 + "," + long1 + "\nc,d\n\"" + long1 + "\",e\nf,g", format);

    assertThat(records(format, block))
        .isEqualTo(parsed(format, block))
        .hasSize(5)
        .contains(List.of(long1, long1), List.of("f", "g"));
  }

  /// Stretches with quotes and without take turns.
  private static String text(Random random, int length) {
    var text = new StringBuilder();
    while (text.length() < length) {
      boolean isQuoted = random.nextInt(8) == 0;
      int end = text.length() + random.nextInt(300);
      while (text.length() < end) {
        char next = MEANINGFUL.charAt(random.nextInt(MEANINGFUL.length()));
        text.append(next == '"' && !isQuoted ? 'q' : next);
      }
    }
    return text.toString();
  }

  private TextBlock block(String text, CsvFormat format) throws IOException {
    var file = folder.resolve("t.csv");
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    try (var blocks =
        TextBlocks.lines(TestTask.wholeFile(file), format.text(), TestTask.context())) {
      return blocks.next();
    }
  }

  private static List<List<String>> records(CsvFormat format, TextBlock block) {
    var texts = new TextRecords(new CsvDialect(format));
    var records = new CsvRecords(new CsvDialect(format), block, false, texts, "t.csv");
    var all = new ArrayList<List<String>>();
    while (records.next()) {
      all.add(texts.takeTexts());
    }
    return all;
  }

  private static List<List<String>> parsed(CsvFormat format, TextBlock block) {
    var dialect = new CsvDialect(format);
    var texts = new TextRecords(dialect);
    var parser = new CsvParser(dialect, texts);
    var all = new ArrayList<List<String>>();
    int position = block.from();
    while (position < block.to()) {
      int end = block.endOfLine(position);
      if (isRecord(dialect, block, position, end)) {
        var _ = parser.parse(block.data(), position, end, false);
        all.add(texts.takeTexts());
      }
      position = block.afterTerminator(end);
    }
    return all;
  }

  private static boolean isRecord(CsvDialect dialect, TextBlock block, int start, int end) {
    var line = new String(block.data(), start, end - start, StandardCharsets.ISO_8859_1);
    return !line.isEmpty()
        && line.charAt(0) != dialect.comment()
        && line.chars().anyMatch(character -> character > ' ');
  }
}
