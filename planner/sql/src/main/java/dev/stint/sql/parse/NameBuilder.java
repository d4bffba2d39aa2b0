package dev.stint.sql.parse;

import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Term.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ErrorCapturingIdentifierContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ErrorIdentContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.IdentifierContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.IdentifierListContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.IdentifierLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.IdentifierReferenceContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.MultipartIdentifierContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QualifiedNameContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QuotedIdentifierAlternativeContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StrictIdentifierContext;
import org.jspecify.annotations.Nullable;

/// Names: of columns, tables and functions.
final class NameBuilder {

  /// Words that begin a clause, and are names only where that is plain.
  private static final Set<Integer> CLAUSES =
      Set.of(
          SqlBaseParser.SELECT,
          SqlBaseParser.FROM,
          SqlBaseParser.WHERE,
          SqlBaseParser.GROUP,
          SqlBaseParser.HAVING,
          SqlBaseParser.ORDER,
          SqlBaseParser.LIMIT,
          SqlBaseParser.AND,
          SqlBaseParser.OR,
          SqlBaseParser.BY);

  private final TreeBuilder trees;

  NameBuilder(TreeBuilder trees) {
    this.trees = trees;
  }

  String name(IdentifierContext identifier) {
    var strict = identifier.strictIdentifier();
    return strict == null ? identifier.getText() : name(strict);
  }

  String name(StrictIdentifierContext identifier) {
    return switch (identifier) {
      case QuotedIdentifierAlternativeContext quoted -> unquoted(quoted.getText());
      case IdentifierLiteralContext literal -> trees.constants().string(literal.stringLit());
      default -> identifier.getText();
    };
  }

  String name(ErrorCapturingIdentifierContext identifier) {
    if (identifier.errorCapturingIdentifierExtra() instanceof ErrorIdentContext) {
      throw trees.error(identifier, "this name needs backticks: `" + identifier.getText() + "`");
    }
    return name(identifier.identifier());
  }

  /// A name that follows what it is for, with or without AS.
  String alias(ErrorCapturingIdentifierContext identifier, @Nullable TerminalNode as) {
    requireName(identifier, as);
    return name(identifier);
  }

  String alias(StrictIdentifierContext identifier, @Nullable TerminalNode as) {
    requireName(identifier, as);
    return name(identifier);
  }

  /// The grammar reserves no words: `FROM t WHERE` gives `t` a name. That is hardly ever meant.
  private void requireName(ParserRuleContext identifier, @Nullable TerminalNode as) {
    if (as == null && CLAUSES.contains(identifier.getStart().getType())) {
      String word = identifier.getText();
      throw trees.error(
          identifier,
          "unexpected '%s': something is missing after it; as a name it needs AS or backticks"
              .formatted(word));
    }
  }

  /// `SELECT FROM t` gives a column `from` the name `t`, if nobody minds.
  void requireColumn(ParserRuleContext value, @Nullable TerminalNode as) {
    if (as == null
        && value.getStart().equals(value.getStop())
        && CLAUSES.contains(value.getStart().getType())) {
      throw trees.error(
          value,
          "unexpected '%s': something is missing before it; as a column it needs backticks"
              .formatted(value.getText()));
    }
  }

  List<String> names(IdentifierListContext list) {
    return list.identifierSeq().ident.stream().map(this::name).toList();
  }

  List<String> names(QualifiedNameContext name) {
    return name.identifier().stream().map(this::name).toList();
  }

  List<String> names(MultipartIdentifierContext name) {
    return name.parts.stream().map(this::name).toList();
  }

  /// A name, or `IDENTIFIER('…')`.
  List<String> names(IdentifierReferenceContext reference) {
    return reference.multipartIdentifier() != null
        ? names(reference.multipartIdentifier())
        : parts(trees.terms().term(reference.expression()));
  }

  /// The parts of a name that a constant string holds.
  List<String> parts(Term term) {
    if (term instanceof Term.Constant constant && constant.value().text() != null) {
      return split(constant.value().text());
    }
    return split(
        trees
            .text(term)
            .orElseThrow(
                () ->
                    trees.error(
                        term.span(), "the name in IDENTIFIER(…) must be a constant string")));
  }

  private static List<String> split(String text) {
    var parts = new ArrayList<String>();
    var part = new StringBuilder();
    boolean isQuoted = false;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '`') {
        isQuoted = !isQuoted;
      } else if (c == '.' && !isQuoted) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  Name column(MultipartIdentifierContext name) {
    return new Name(TreeBuilder.span(name), names(name));
  }

  Name column(ErrorCapturingIdentifierContext name) {
    return new Name(TreeBuilder.span(name), List.of(name(name)));
  }

  private static String unquoted(String text) {
    String quote = text.substring(0, 1);
    return text.substring(1, text.length() - 1).replace(quote + quote, quote);
  }
}
