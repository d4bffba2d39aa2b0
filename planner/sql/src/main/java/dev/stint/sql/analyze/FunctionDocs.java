package dev.stint.sql.analyze;

import dev.stint.sql.aggregate.AggregateFunctions;
import dev.stint.sql.function.FunctionDoc;
import dev.stint.sql.function.ScalarFunctions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What the docs say of the functions that SQL can call.
public final class FunctionDocs {

  private FunctionDocs() {}

  public static boolean isBuiltIn(String name) {
    return ScalarFunctions.isKnown(name)
        || WindowFunctions.isKnown(name)
        || GroupAnalyzer.isGrouping(name);
  }

  /// All names under which SQL can call a function.
  public static Set<String> names() {
    var names = new TreeSet<>(ScalarFunctions.names());
    names.addAll(AggregateFunctions.known());
    names.addAll(WindowFunctions.known());
    names.addAll(TableFunctions.known());
    names.addAll(GroupAnalyzer.FUNCTIONS);
    return names;
  }

  /// The functions, by section, in the order in which they are shown.
  public static Map<String, List<FunctionDoc>> sections() {
    var sections = new LinkedHashMap<>(ScalarFunctions.docs());
    sections.put("Aggregate functions", AggregateFunctions.docs());
    return sections;
  }
}
