package dev.stint.sql.aggregate;

import dev.stint.sql.aggregate.AggregateSite.Built;
import dev.stint.sql.function.FunctionDoc;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The aggregate functions that SQL can call, by their Spark names.
public final class AggregateFunctions {

  private static final AggregateFunctions ALL = new AggregateFunctions();

  private final Map<String, AggregateDefinition> byName = new TreeMap<>();
  private final List<AggregateDefinition> inOrder = new ArrayList<>();

  private AggregateFunctions() {
    PlainAggregates.define(this);
    StatisticAggregates.define(this);
    OrderedAggregates.define(this);
    BitAggregates.define(this);
  }

  public static boolean isKnown(String name) {
    return find(name).isPresent();
  }

  public static Optional<AggregateDefinition> find(String name) {
    return Optional.ofNullable(ALL.byName.get(name.toLowerCase(Locale.ROOT)));
  }

  public static Collection<String> known() {
    return ALL.byName.keySet();
  }

  /// What the docs say.
  public static List<FunctionDoc> docs() {
    return ALL.inOrder.stream().map(AggregateDefinition::doc).toList();
  }

  public static Built build(AggregateSite site) {
    String name = site.call().name();
    return find(name).orElseThrow(() -> new IllegalArgumentException(name)).apply(site);
  }

  /// Defines a function under each of `names` (separated by blanks).
  AggregateDefinition define(String names, int least, int most, AggregateDefinition.Rule rule) {
    var definition = new AggregateDefinition(List.of(names.split(" ", -1)), least, most, rule);
    for (String name : definition.names()) {
      if (byName.put(name, definition) != null) {
        throw new IllegalStateException("defined twice: " + name);
      }
    }
    inOrder.add(definition);
    return definition;
  }
}
