package dev.stint.sql.parse;

import dev.stint.plan.type.DataType;
import dev.stint.sql.parse.Marks.FilteringJoin;
import dev.stint.sql.parse.Marks.Place;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Replaces what Spark's grammar has and the parser's lacks by text of the same length, so that
/// every position stays true: strings with escapes or double quotes, `LEFT SEMI JOIN`, `div`, `==`,
/// number suffixes, and words that the parser reserves and Spark does not. What was replaced is
/// kept in [Marks].
final class SparkSyntax {

  private final String text;
  private final StringBuilder patched;
  private final List<Token> tokens;
  private final Marks marks = new Marks();

  SparkSyntax(String text, List<Token> tokens) {
    this.text = text;
    this.patched = new StringBuilder(text);
    this.tokens = tokens;
  }

  /// The text to parse.
  String patched() {
    return patched.toString();
  }

  Marks marks() {
    return marks;
  }

  /// The name that the user wrote where the parser found `name`.
  static String original(String name) {
    if (!name.endsWith("$")) {
      return name;
    }
    String stem = name.substring(0, name.length() - 1);
    for (String word : ReservedWords.ALL) {
      if (word.length() == name.length() && word.startsWith(stem.toLowerCase(Locale.ROOT))) {
        char last = word.charAt(word.length() - 1);
        boolean isUpper = stem.equals(stem.toUpperCase(Locale.ROOT));
        return stem + (isUpper ? Character.toUpperCase(last) : last);
      }
    }
    return name;
  }

  void patch() {
    for (int index = 0; index < tokens.size(); index++) {
      var token = tokens.get(index);
      switch (token.kind()) {
        case STRING -> patchString(index);
        case NUMBER -> patchNumber(token);
        case WORD -> patchWord(index);
        case SYMBOL -> patchSymbol(index);
        case QUOTED -> {}
      }
    }
  }

  private void patchString(int index) {
    var token = tokens.get(index);
    boolean isBinary =
        index > 0 && is(index - 1, "x") && tokens.get(index - 1).end() == token.start();
    String body = text.substring(token.start() + 1, token.end() - 1);
    boolean isPlain = text.charAt(token.start()) == '\'' && body.indexOf('\\') < 0;
    if (isBinary || isPlain) {
      return;
    }
    marks.strings.put(token.place(), Escapes.resolve(body, text.charAt(token.start())));
    patched.setCharAt(token.start(), '\'');
    patched.setCharAt(token.end() - 1, '\'');
    for (int at = token.start() + 1; at < token.end() - 1; at++) {
      char c = text.charAt(at);
      if (c != '\n' && c != '\r') {
        patched.setCharAt(at, 'x');
      }
    }
  }

  private void patchNumber(Token token) {
    String number = token.text().toUpperCase(Locale.ROOT);
    DataType type = null;
    int suffixLength = 1;
    if (number.endsWith("BD")) {
      suffixLength = 2;
    } else {
      type =
          switch (number.charAt(number.length() - 1)) {
            case 'L' -> DataType.BIGINT;
            case 'S' -> DataType.SMALLINT;
            case 'Y' -> DataType.TINYINT;
            case 'D' -> DataType.DOUBLE;
            case 'F' -> DataType.FLOAT;
            default -> null;
          };
      if (type == null) {
        return;
      }
    }
    if (type != null) {
      marks.numberTypes.put(token.place(), type);
    }
    blank(token.end() - suffixLength, token.end());
  }

  private void patchWord(int index) {
    var token = tokens.get(index);
    if (is(index, "semi") || is(index, "anti")) {
      patchFilteringJoin(index);
    } else if (is(index, "div") && index > 0 && !isAfterOperator(index)) {
      marks.operators.put(token.place(), "div");
      replace(token, "%  ");
    } else if (is(index, "regexp") && !isSymbol(index + 1, "(")) {
      replace(token, "RLIKE ");
    } else if (isName(index)) {
      patched.setCharAt(token.end() - 1, '$');
    }
  }

  private void patchFilteringJoin(int index) {
    if (!is(index + 1, "join")) {
      return;
    }
    var token = tokens.get(index);
    var kind = is(index, "semi") ? FilteringJoin.SEMI : FilteringJoin.ANTI;
    if (is(index - 1, "left")) {
      marks.joins.put(tokens.get(index - 1).place(), kind);
      blank(token.start(), token.end());
    } else {
      marks.joins.put(token.place(), kind);
      replace(token, "LEFT");
    }
  }

  private void patchSymbol(int index) {
    var token = tokens.get(index);
    if (isSymbol(index, "==")) {
      replace(token, "= ");
    }
  }

  /// Whether a reserved word stands where Spark would take it for a name.
  private boolean isName(int index) {
    String word = tokens.get(index).text().toLowerCase(Locale.ROOT);
    if (ReservedWords.ROLELESS.contains(word)) {
      return isAtOperand(index) && !isSymbol(index + 1, "(") && !hasRole(index);
    }
    if (!ReservedWords.ALL.contains(word)) {
      return false;
    }
    boolean isBeforeString =
        index + 1 < tokens.size() && tokens.get(index + 1).kind() == Token.Kind.STRING;
    return switch (word) {
      case "date", "time", "timestamp" -> !isBeforeString;
      case "position" -> isSymbol(index + 1, "(") && !hasWordInParentheses(index + 1, "in");
      case "any" -> isSymbol(index + 1, "(") && !isAfterComparison(index);
      case "array", "map" -> isSymbol(index + 1, "(");
      default -> isSymbol(index + 1, "(");
    };
  }

  /// Whether an expression or a name may begin here.
  private boolean isAtOperand(int index) {
    if (index == 0) {
      return false;
    }
    var before = tokens.get(index - 1);
    return switch (before.kind()) {
      case SYMBOL -> !before.text().equals(")");
      case WORD -> ReservedWords.BEFORE_OPERAND.contains(before.text().toLowerCase(Locale.ROOT));
      case NUMBER, STRING, QUOTED -> false;
    };
  }

  /// The clauses of windows begin with words that are names elsewhere.
  private boolean hasRole(int index) {
    return (is(index, "partition") && is(index + 1, "by"))
        || (is(index, "current") && is(index + 1, "row"));
  }

  private boolean hasWordInParentheses(int open, String word) {
    int depth = 0;
    for (int index = open; index < tokens.size(); index++) {
      if (isSymbol(index, "(")) {
        depth++;
      } else if (isSymbol(index, ")")) {
        depth--;
        if (depth == 0) {
          return false;
        }
      } else if (depth == 1 && is(index, word)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAfterComparison(int index) {
    return index > 0
        && tokens.get(index - 1).kind() == Token.Kind.SYMBOL
        && Set.of("=", "==", "<", ">", "<=", ">=", "<>", "!=")
            .contains(tokens.get(index - 1).text());
  }

  private boolean isAfterOperator(int index) {
    var before = tokens.get(index - 1);
    return (before.kind() == Token.Kind.SYMBOL && !before.text().equals(")"))
        || is(index - 1, "select")
        || is(index - 1, "as");
  }

  private boolean is(int index, String word) {
    return index >= 0
        && index < tokens.size()
        && tokens.get(index).kind() == Token.Kind.WORD
        && tokens.get(index).text().equalsIgnoreCase(word);
  }

  private boolean isSymbol(int index, String symbol) {
    return index >= 0
        && index < tokens.size()
        && tokens.get(index).kind() == Token.Kind.SYMBOL
        && tokens.get(index).text().equals(symbol);
  }

  private void replace(Token token, String replacement) {
    patched.replace(token.start(), token.end(), replacement);
  }

  private void blank(int from, int to) {
    patched.replace(from, to, " ".repeat(to - from));
  }

  /// A word, number, string, quoted name or symbol: `[start, end)` in the text.
  record Token(Kind kind, String text, int start, int end, Place place) {
    enum Kind {
      WORD,
      NUMBER,
      STRING,
      QUOTED,
      SYMBOL
    }
  }
}
