package dev.stint.sql.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.expression.ConstantExpressions;
import dev.stint.plan.format.FileFormat;
import dev.stint.sql.catalog.Catalog;
import dev.stint.sql.catalog.Table;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.ConstantFolder;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.logical.Relation.Scan;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.request.PlanRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OptimizerTest {

  private final Tables tables = new Tables();
  private final Scan narrow = tables.table("narrow", 10_000_000, 10_000_000);
  private final Scan middle = tables.table("middle", 10_000_000, 10_000_000);
  private final Scan fewer = tables.table("fewer", 9_000_000, 9_000_000);

  @Test
  void joinsAreOrderedByTheColumnsInUse() {
    var query = query(List.of(key(middle), key(fewer), value(fewer)));

    assertThat(firstJoined(optimized(query))).containsExactlyInAnyOrder("narrow", "middle");
  }

  @Test
  void aColumnInUseMakesItsTableAsWideAsTheOther() {
    var query = query(List.of(value(narrow), key(middle), key(fewer), value(fewer)));

    assertThat(firstJoined(optimized(query))).containsExactlyInAnyOrder("middle", "fewer");
  }

  private Relation query(List<Column> columns) {
    var pair =
        new Join(narrow, middle, JoinKind.INNER, List.of(Tables.equal(key(narrow), key(middle))));
    var joined =
        new Join(pair, fewer, JoinKind.INNER, List.of(Tables.equal(value(middle), key(fewer))));
    return Relations.select(joined, columns);
  }

  /// The tables of the join that stands lowest.
  private static List<String> firstJoined(Relation relation) {
    if (relation instanceof Join && joins(relation).count() == 1) {
      return scans(relation).map(scan -> scan.table().name()).toList();
    }
    return relation.inputs().stream()
        .map(OptimizerTest::firstJoined)
        .filter(names -> !names.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private static Stream<Relation> joins(Relation relation) {
    return all(relation).filter(Join.class::isInstance);
  }

  private static Stream<Scan> scans(Relation relation) {
    return all(relation).filter(Scan.class::isInstance).map(Scan.class::cast);
  }

  private static Stream<Relation> all(Relation relation) {
    return Stream.concat(
        Stream.of(relation), relation.inputs().stream().flatMap(OptimizerTest::all));
  }

  private Relation optimized(Relation query) {
    var request =
        PlanRequest.forResult(
            new NoTables(),
            ConstantExpressions::evaluate,
            "UTC",
            Instant.parse("2024-05-06T07:08:09Z"));
    var folder = new ConstantFolder(ConstantExpressions::evaluate, ZoneOffset.UTC);
    return new Optimizer(request, tables.ids, folder, new Estimates()).optimize(query);
  }

  private static Column key(Scan table) {
    return table.columns().getFirst();
  }

  private static Column value(Scan table) {
    return table.columns().getLast();
  }

  private record NoTables() implements Catalog {

    @Override
    public Optional<Table> find(String name) {
      return Optional.empty();
    }

    @Override
    public Table open(FileFormat format, String path) {
      throw new UnsupportedOperationException(path);
    }

    @Override
    public List<String> names() {
      return List.of();
    }
  }
}
