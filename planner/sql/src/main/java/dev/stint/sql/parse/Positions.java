package dev.stint.sql.parse;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Where nodes of the parser's tree stand in the text. The parser leaves the place of some nodes
/// open, and lets that of others end early.
public final class Positions {

  private Positions() {}

  /// From the first to the last character of a node and all below it; line 0 if nothing is known.
  public static SqlParserPos of(SqlNode node) {
    var known = new ArrayList<SqlParserPos>();
    collect(node, known);
    return known.isEmpty() ? SqlParserPos.ZERO : SqlParserPos.sum(known);
  }

  private static void collect(SqlNode node, List<SqlParserPos> known) {
    if (node.getParserPosition().getLineNum() > 0) {
      known.add(node.getParserPosition());
    }
    switch (node) {
      case SqlCall call -> {
        for (var operand : call.getOperandList()) {
          if (operand != null) {
            collect(operand, known);
          }
        }
      }
      case SqlNodeList list -> {
        for (var item : list) {
          if (item != null) {
            collect(item, known);
          }
        }
      }
      default -> {}
    }
  }
}
