package dev.stint.coordinator.report;

/// Breaks long lines between words.
final class Wrap {

  private static final String INDENTATION = "    ";

  private Wrap() {}

  /// One line in lines of at most `width` characters if its words allow it, each ended by a
  /// newline.
  static String of(String line, int width) {
    var text = new StringBuilder();
    var rest = line;
    while (rest.length() > width) {
      int end = rest.lastIndexOf(' ', width);
      if (rest.substring(0, Math.max(end, 0)).isBlank()) {
        break;
      }
      text.append(rest, 0, end).append('\n');
      rest = INDENTATION + rest.substring(end).stripLeading();
    }
    return text.append(rest).append('\n').toString();
  }
}
