package dev.stint.sql.parse;

import dev.stint.plan.failure.NearestName;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Window;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FrameBoundContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.WindowClauseContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.WindowDefContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.WindowFrameContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.WindowRefContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.WindowSpecContext;
import org.jspecify.annotations.Nullable;

/// Windows: what stands after OVER, and in the WINDOW clause, whose names the tree does not have.
final class WindowBuilder {

  private final TreeBuilder trees;

  /// The windows that have names where the tree is being made, by these in small letters.
  private Map<String, Window> named = Map.of();

  WindowBuilder(TreeBuilder trees) {
    this.trees = trees;
  }

  /// Makes a part of the tree in which the names of the clause may be used.
  <Q extends Query> Q naming(@Nullable WindowClauseContext clause, Supplier<Q> part) {
    if (clause == null) {
      return part.get();
    }
    var around = named;
    named = with(around, clause);
    var query = part.get();
    named = around;
    return query;
  }

  private Map<String, Window> with(Map<String, Window> around, WindowClauseContext clause) {
    var own = new HashMap<String, Window>();
    for (var definition : clause.namedWindow()) {
      String name = trees.names().name(definition.name);
      if (own.put(key(name), window(definition.windowSpec())) != null) {
        throw trees.error(definition, "the window '" + name + "' is defined twice");
      }
    }
    var all = new HashMap<>(around);
    all.putAll(own);
    return all;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  Window window(WindowSpecContext window) {
    return switch (window) {
      case WindowRefContext reference -> named(reference);
      case WindowDefContext definition ->
          new Window(
              TreeBuilder.span(definition),
              trees.terms().terms(definition.partition),
              definition.sortItem().stream().map(trees.queries()::sortItem).toList(),
              definition.windowFrame() == null ? null : frame(definition.windowFrame()));
      default -> throw trees.notSupported(window, "this window");
    };
  }

  private Window named(WindowRefContext reference) {
    String name = trees.names().name(reference.name);
    var window = named.get(key(name));
    if (window == null) {
      var nearest = NearestName.suggestion(name, named.keySet());
      throw trees.error(
          reference,
          "no window is called '%s'%s"
              .formatted(
                  name, nearest.isEmpty() ? "; define it by WINDOW " + name + " AS (…)" : nearest));
    }
    return window;
  }

  private Window.Frame frame(WindowFrameContext frame) {
    var span = TreeBuilder.span(frame);
    boolean isRows = frame.frameType.getType() == SqlBaseParser.ROWS;
    var end =
        frame.end == null
            ? new Window.Bound(span, Window.Position.CURRENT_ROW, null)
            : bound(frame.end);
    return new Window.Frame(
        span, isRows ? Window.Unit.ROWS : Window.Unit.RANGE, bound(frame.start), end);
  }

  private Window.Bound bound(FrameBoundContext bound) {
    @Nullable Term offset =
        bound.expression() == null ? null : trees.terms().term(bound.expression());
    var position =
        switch (bound.boundType.getType()) {
          case SqlBaseParser.PRECEDING ->
              offset == null ? Window.Position.UNBOUNDED_PRECEDING : Window.Position.PRECEDING;
          case SqlBaseParser.FOLLOWING ->
              offset == null ? Window.Position.UNBOUNDED_FOLLOWING : Window.Position.FOLLOWING;
          default -> Window.Position.CURRENT_ROW;
        };
    return new Window.Bound(TreeBuilder.span(bound), position, offset);
  }
}
