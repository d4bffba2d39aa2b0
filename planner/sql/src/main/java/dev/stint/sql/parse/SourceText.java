package dev.stint.sql.parse;

import dev.stint.plan.failure.StintException;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// The statement as the user wrote it: makes errors that show where they are, and in which
/// statement where that is not plain.
public final class SourceText {

  private final String text;
  private final String title;
  private final List<String> lines;

  public SourceText(String text) {
    this(text, "");
  }

  /// `title` stands before the place of each error.
  SourceText(String text, String title) {
    this.text = text;
    this.title = title;
    this.lines = text.lines().toList();
  }

  public String text() {
    return text;
  }

  public StintException error(SqlNode node, String message) {
    return error(Positions.of(node), message);
  }

  /// An error of kind USER: the message, then the line with `pos` underlined.
  public StintException error(SqlParserPos pos, String message) {
    if (pos.getLineNum() < 1 || pos.getLineNum() > lines.size()) {
      return StintException.user(title + message);
    }
    String line = lines.get(pos.getLineNum() - 1);
    int start = Math.min(pos.getColumnNum(), line.length() + 1);
    boolean isOneLine = pos.getEndLineNum() == pos.getLineNum();
    int end = isOneLine ? Math.max(pos.getEndColumnNum(), start) : Math.max(line.length(), start);
    String prefix = "  " + pos.getLineNum() + " | ";
    return StintException.user(
        "%sline %d, column %d: %s%n%s%s%n%s%s"
            .formatted(
                title,
                pos.getLineNum(),
                start,
                message,
                prefix,
                line,
                " ".repeat(prefix.length()) + indentation(line, start - 1),
                "^".repeat(end - start + 1)));
  }

  /// What was written between the ends of a node, on one line; tabs and line breaks become blanks.
  public String snippet(SqlNode node) {
    return exact(node).replaceAll("\\s+", " ").replaceFirst("^[, ]+", "").strip();
  }

  /// What was written for the node, character by character.
  public String exact(SqlNode node) {
    var pos = Positions.of(node);
    int from = offset(pos.getLineNum(), pos.getColumnNum());
    int to = offset(pos.getEndLineNum(), pos.getEndColumnNum()) + 1;
    if (from < 0 || to <= from || to > text.length()) {
      return node.toString();
    }
    return balanced(text.substring(from, to));
  }

  /// The parser's places leave out closing parentheses now and then.
  private static String balanced(String part) {
    long open = part.chars().filter(c -> c == '(').count();
    long closed = part.chars().filter(c -> c == ')').count();
    return open > closed ? part + ")".repeat(Math.toIntExact(open - closed)) : part;
  }

  /// The index in the text of a line and column, both from 1; -1 when there is none.
  int offset(int line, int column) {
    int offset = 0;
    for (int at = 1; at < line; at++) {
      int end = lineEnd(offset);
      if (end < 0) {
        return -1;
      }
      offset = end;
    }
    return offset + column - 1;
  }

  private int lineEnd(int from) {
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\n') {
        return at + 1;
      }
      if (c == '\r') {
        return at + 1 < text.length() && text.charAt(at + 1) == '\n' ? at + 2 : at + 1;
      }
    }
    return -1;
  }

  /// Blanks as wide as the line's beginning: tabs stay tabs, so that the underline stands right.
  private static String indentation(String line, int width) {
    var indentation = new StringBuilder();
    for (int at = 0; at < width; at++) {
      indentation.append(at < line.length() && line.charAt(at) == '\t' ? '\t' : ' ');
    }
    return indentation.toString();
  }
}
