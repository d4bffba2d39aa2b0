package dev.stint.sql.parse;

import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Window;
import java.util.List;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FrameBoundContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.WindowClauseContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.WindowDefContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.WindowFrameContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.WindowRefContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.WindowSpecContext;
import org.jspecify.annotations.Nullable;

/// Windows: what stands after OVER and in the WINDOW clause.
final class WindowBuilder {

  private final TreeBuilder trees;

  WindowBuilder(TreeBuilder trees) {
    this.trees = trees;
  }

  List<Window.Named> windows(@Nullable WindowClauseContext clause) {
    if (clause == null) {
      return List.of();
    }
    return clause.namedWindow().stream()
        .map(named -> new Window.Named(trees.names().name(named.name), window(named.windowSpec())))
        .toList();
  }

  Window window(WindowSpecContext window) {
    var span = TreeBuilder.span(window);
    return switch (window) {
      case WindowRefContext reference ->
          new Window.Reference(span, trees.names().name(reference.name));
      case WindowDefContext definition ->
          new Window.Definition(
              span,
              trees.terms().terms(definition.partition),
              definition.sortItem().stream().map(trees.queries()::sortItem).toList(),
              definition.windowFrame() == null ? null : frame(definition.windowFrame()));
      default -> throw trees.notSupported(window, "this window");
    };
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
