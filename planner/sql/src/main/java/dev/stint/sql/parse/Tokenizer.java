package dev.stint.sql.parse;

import dev.stint.sql.parse.Marks.Place;
import dev.stint.sql.parse.SparkSyntax.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Splits SQL text into tokens, skipping blanks and comments, with the parser's line and column of
/// each.
final class Tokenizer {

  private static final Set<String> LONG_SYMBOLS =
      Set.of("<=>", "<=", ">=", "<>", "!=", "==", "::", "||", "->");

  private final String text;
  private final SourceText source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineStart;

  Tokenizer(SourceText source) {
    this.source = source;
    this.text = source.text();
  }

  List<Token> tokens() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        advanceTo(at + 1);
      } else if (text.startsWith("--", at)) {
        advanceTo(endOfLine());
      } else if (text.startsWith("/*", at)) {
        advanceTo(closing("*/", "comment"));
      } else {
        token(c);
      }
    }
    return tokens;
  }

  private void token(char c) {
    if (c == '\'' || c == '"') {
      add(Token.Kind.STRING, endOfQuoted(c, true));
    } else if (c == '`') {
      add(Token.Kind.QUOTED, endOfQuoted(c, false));
    } else if (isDigit(at) || (c == '.' && isDigit(at + 1) && !isAfterName())) {
      add(Token.Kind.NUMBER, endOfNumber());
    } else if (Character.isJavaIdentifierStart(c)) {
      int end = at + 1;
      while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
        end++;
      }
      add(Token.Kind.WORD, end);
    } else {
      add(Token.Kind.SYMBOL, endOfSymbol());
    }
  }

  private void add(Token.Kind kind, int end) {
    var place = new Place(line, at - lineStart + 1);
    tokens.add(new Token(kind, text.substring(at, end), at, end, place));
    advanceTo(end);
  }

  private void advanceTo(int end) {
    for (; at < end; at++) {
      char c = text.charAt(at);
      boolean isLineEnd =
          c == '\n' || (c == '\r' && !(at + 1 < text.length() && text.charAt(at + 1) == '\n'));
      if (isLineEnd) {
        line++;
        lineStart = at + 1;
      }
    }
  }

  private int endOfLine() {
    int end = at;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private int closing(String mark, String what) {
    int end = text.indexOf(mark, at + 2);
    if (end < 0) {
      throw unclosed(what);
    }
    return end + mark.length();
  }

  private int endOfQuoted(char quote, boolean hasEscapes) {
    int end = at + 1;
    while (end < text.length()) {
      char c = text.charAt(end);
      if (c == '\\' && hasEscapes) {
        end += 2;
      } else if (c != quote) {
        end++;
      } else if (end + 1 < text.length() && text.charAt(end + 1) == quote) {
        end += 2;
      } else {
        return end + 1;
      }
    }
    throw unclosed(quote == '`' ? "quoted name" : "string");
  }

  private RuntimeException unclosed(String what) {
    int column = at - lineStart + 1;
    return source.error(new SqlParserPos(line, column), "this " + what + " is never closed");
  }

  private int endOfNumber() {
    int end = at;
    while (end < text.length() && isDigit(end)) {
      end++;
    }
    if (end < text.length() && text.charAt(end) == '.') {
      end++;
      while (end < text.length() && isDigit(end)) {
        end++;
      }
    }
    end = endOfExponent(end);
    while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private int endOfExponent(int from) {
    boolean isExponent = from < text.length() && (text.charAt(from) | 0x20) == 'e';
    int sign = from + 1;
    boolean isSigned =
        sign < text.length() && (text.charAt(sign) == '-' || text.charAt(sign) == '+');
    int digits = isSigned ? sign + 1 : sign;
    return isExponent && isDigit(digits) ? digits + 1 : from;
  }

  private int endOfSymbol() {
    for (int length = 3; length > 1; length--) {
      if (at + length <= text.length() && LONG_SYMBOLS.contains(text.substring(at, at + length))) {
        return at + length;
      }
    }
    return at + 1;
  }

  private boolean isDigit(int index) {
    return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }

  private boolean isAfterName() {
    return !tokens.isEmpty()
        && tokens.getLast().end() == at
        && tokens.getLast().kind() != Token.Kind.SYMBOL;
  }
}
