package dev.stint.sql.parse;

import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;

/// Names of schemas, of which there is one.
record SchemaNames(TreeBuilder trees) {

  void requireDefault(ParserRuleContext place, List<String> schema) {
    var name = String.join(".", schema);
    if (!name.equalsIgnoreCase("default") && !name.equalsIgnoreCase("spark_catalog.default")) {
      throw trees.notSupported(place, "schemas other than 'default'");
    }
  }
}
