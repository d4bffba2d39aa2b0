package dev.stint.sql.analyze;

import dev.stint.sql.aggregate.AggregateFunctions;
import dev.stint.sql.function.FunctionDoc;
import dev.stint.sql.function.ScalarFunctions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the docs say of the functions that SQL can call.
public final class FunctionDocs {

  private FunctionDocs() {}

  public static boolean isBuiltIn(String name) {
    return ScalarFunctions.isKnown(name) || WindowFunctions.isKnown(name);
  }

  /// The functions, by section, in the order in which they are shown.
  public static Map<String, List<FunctionDoc>> sections() {
    var sections = new LinkedHashMap<>(ScalarFunctions.docs());
    sections.put("Aggregate functions", AggregateFunctions.docs());
    return sections;
  }
}
