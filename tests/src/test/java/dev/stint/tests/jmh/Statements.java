package dev.stint.tests.jmh;

import dev.stint.executor.expression.ConstantExpressions;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.Node;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.Stage;
import dev.stint.sql.SqlPlanner;
import dev.stint.sql.catalog.Catalog;
import dev.stint.sql.catalog.Table;
import dev.stint.sql.catalog.TableStatistics;
import dev.stint.sql.request.PlanRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the planner makes of statements over tables `t` and, with fewer rows, `u`, both of
/// [SampleColumn]s. So benchmarks say in SQL what they measure, and measure what SQL becomes.
final class Statements {

  private Statements() {}

  static Fragment firstStage(String sql) {
    return stages(sql).getFirst().fragment();
  }

  /// The first node of this kind, in whichever stage.
  static <N extends Node> N node(Class<N> kind, String sql) {
    return nodes(kind, sql).getFirst();
  }

  /// All of this kind, those of the first stage first.
  static <N extends Node> List<N> nodes(Class<N> kind, String sql) {
    var found =
        stages(sql).stream()
            .flatMap(stage -> nodes(stage.fragment().root()))
            .filter(kind::isInstance)
            .map(kind::cast)
            .toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException("no " + kind.getSimpleName() + ": " + sql);
    }
    return found;
  }

  private static List<Stage> stages(String sql) {
    var request =
        PlanRequest.forResult(new Tables(), ConstantExpressions::evaluate, "UTC", Instant.EPOCH);
    return new SqlPlanner().plan(sql, request).stages();
  }

  private static Stream<Node> nodes(Node root) {
    return Stream.concat(Stream.of(root), root.inputs().stream().flatMap(Statements::nodes));
  }

  private record Tables() implements Catalog {

    @Override
    public Optional<Table> find(String name) {
      return names().contains(name)
          ? Optional.of(open(ParquetFormat.DEFAULT, name))
          : Optional.empty();
    }

    @Override
    public Table open(FileFormat of, String name) {
      var split = new Split("file:///" + name, 1, 0, 1, Map.of());
      double rows = name.equals("t") ? 1e6 : 1e5;
      var statistics = new TableStatistics(rows, Math.round(rows * 100), Map.of());
      return new Table(name, of, SampleColumn.schema(), List.of(), List.of(split), statistics);
    }

    @Override
    public List<String> names() {
      return List.of("t", "u");
    }
  }
}
