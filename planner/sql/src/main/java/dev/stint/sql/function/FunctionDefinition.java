package dev.stint.sql.function;

import dev.stint.plan.expression.Expression;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// All that is said of a scalar function as SQL calls it: its names, how a call becomes an
/// expression of functions that the plan has (whose facts are [ScalarFunction]'s), how Spark names
/// a column of it, and what the docs say.
public final class FunctionDefinition {

  /// Turns a call into an expression.
  @FunctionalInterface
  interface Rule {
    Expression apply(FunctionCall call);
  }

  private final List<String> names;
  private final int least;
  private final int most;
  private final Rule rule;
  private @Nullable String title;
  private List<String> defaults = List.of();
  private String usage = "";
  private String notes = "";
  private String example = "";
  private String result = "";

  FunctionDefinition(List<String> names, int least, int most, Rule rule) {
    this.names = List.copyOf(names);
    this.least = least;
    this.most = most;
    this.rule = rule;
  }

  /// What the docs show: how it is called, and what is not seen from that.
  FunctionDefinition says(String howCalled, String what) {
    this.usage = howCalled;
    this.notes = what;
    return this;
  }

  /// What follows SELECT, and the one value that it gives, as it is printed.
  FunctionDefinition example(String sql, String value) {
    this.example = sql;
    this.result = value;
    return this;
  }

  /// The name that Spark gives to columns of it, if that is not the one that it was called by.
  FunctionDefinition titled(String name) {
    this.title = name;
    return this;
  }

  FunctionDefinition inCapitals() {
    return titled(names.getFirst().toUpperCase(Locale.ROOT));
  }

  /// The last arguments, as Spark writes them in names of columns when they are left out.
  FunctionDefinition defaults(String... texts) {
    this.defaults = List.of(texts);
    return this;
  }

  Expression apply(FunctionCall call) {
    if (call.count() < least || call.count() > most) {
      throw call.error(
          "%s takes %s, not %d".formatted(call.name(), Arity.text(least, most), call.count()));
    }
    return rule.apply(call);
  }

  /// How Spark begins the name of a column.
  public String title(String calledBy) {
    return title == null ? calledBy : title;
  }

  /// The arguments that Spark adds to the `count` that were written.
  public List<String> added(int count) {
    return Arity.added(defaults, most, count);
  }

  List<String> names() {
    return names;
  }

  /// What the docs say.
  FunctionDoc doc() {
    return new FunctionDoc(names, usage, notes, example, result);
  }
}
