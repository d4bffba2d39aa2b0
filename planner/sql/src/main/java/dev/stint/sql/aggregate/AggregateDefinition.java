package dev.stint.sql.aggregate;

import dev.stint.sql.aggregate.AggregateSite.Built;
import dev.stint.sql.function.Arity;
import dev.stint.sql.function.FunctionDoc;
import java.util.List;

/// All that is said of an aggregate function as SQL calls it: its names, how a call becomes an
/// aggregate of the plan (whose facts are [dev.stint.plan.expression.AggregateFunction]'s) and what
/// is done to that one's result, and what the docs say.
public final class AggregateDefinition {

  /// Turns a call into an aggregate.
  @FunctionalInterface
  interface Rule {
    Built apply(AggregateSite site);
  }

  /// Whether rows may be put in order first.
  enum Order {
    NONE,
    MAY,
    MUST
  }

  private final List<String> names;
  private final int least;
  private final int most;
  private final Rule rule;
  private Order order = Order.NONE;
  private List<String> defaults = List.of();
  private String usage = "";
  private String notes = "";
  private String example = "";
  private String result = "";

  AggregateDefinition(List<String> names, int least, int most, Rule rule) {
    this.names = List.copyOf(names);
    this.least = least;
    this.most = most;
    this.rule = rule;
  }

  /// What the docs show: how it is called, and what is not seen from that.
  AggregateDefinition says(String howCalled, String what) {
    this.usage = howCalled;
    this.notes = what;
    return this;
  }

  /// What follows SELECT, and the one value that it gives, as it is printed.
  AggregateDefinition example(String sql, String value) {
    this.example = sql;
    this.result = value;
    return this;
  }

  /// Whether WITHIN GROUP may or must follow.
  AggregateDefinition within(Order whether) {
    this.order = whether;
    return this;
  }

  /// The last arguments, as Spark writes them in names of columns when they are left out.
  AggregateDefinition defaults(String... texts) {
    this.defaults = List.of(texts);
    return this;
  }

  Built apply(AggregateSite site) {
    var call = site.call();
    if (call.count() < least || call.count() > most) {
      throw call.error(
          "%s takes %s, not %d".formatted(call.name(), Arity.text(least, most), call.count()));
    }
    boolean isOrdered = !site.within().isEmpty();
    if (isOrdered ? order == Order.NONE : order == Order.MUST && call.count() < most) {
      throw call.error(
          isOrdered
              ? call.name() + " takes no WITHIN GROUP (ORDER BY …)"
              : call.name() + " needs WITHIN GROUP (ORDER BY …)");
    }
    return rule.apply(site);
  }

  /// The arguments that Spark adds to the `count` that were written.
  public List<String> added(int count) {
    return Arity.added(defaults, most, count);
  }

  List<String> names() {
    return names;
  }

  FunctionDoc doc() {
    return new FunctionDoc(names, usage, notes, example, result);
  }
}
