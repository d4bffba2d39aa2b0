package dev.stint.coordinator.page;

import dev.stint.coordinator.page.RunPage.Edge;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// What is read by whom: the edges of the graph, with those stages between that were inserted.
final class Edges {

  private record Place(int from, int to) {}

  private final Map<Place, Integer> inserted = new HashMap<>();

  /// Stage `stageId` stands between two from now on.
  void inserted(int stageId, int from, int to) {
    inserted.put(new Place(from, to), stageId);
  }

  List<Edge> of(StageGraph graph, List<StagePage> pages) {
    var byId = new HashMap<Integer, StagePage>();
    pages.forEach(page -> byId.put(page.id(), page));
    var edges = new ArrayList<Edge>();
    for (var stage : graph.stages()) {
      addTables(page(byId, stage.id()), edges);
      StageGraph.exchangeSources(stage).forEach(source -> add(source, stage, byId, edges));
    }
    return edges;
  }

  private void add(
      ExchangeSourceNode source, Stage reader, Map<Integer, StagePage> pages, List<Edge> edges) {
    var reading = source.reading().name().toLowerCase(Locale.ROOT);
    var between = inserted.get(new Place(source.stageId(), reader.id()));
    if (between != null) {
      edges.add(edge(page(pages, source.stageId()), between, "merged"));
      edges.add(edge(page(pages, between), reader.id(), reading));
    } else {
      edges.add(edge(page(pages, source.stageId()), reader.id(), reading));
    }
  }

  private static StagePage page(Map<Integer, StagePage> pages, int id) {
    return Objects.requireNonNull(pages.get(id));
  }

  private static Edge edge(StagePage from, int to, String reading) {
    var exchange = from.exchange();
    boolean isKnown = exchange != null && from.finishedTasks() > 0;
    return new Edge(
        from.id(),
        null,
        to,
        reading,
        exchange == null ? "" : exchange.keys(),
        isKnown ? from.distributions().outputRows().sum() : -1,
        isKnown ? from.distributions().outputBytes().sum() : -1);
  }

  /// What is read of a table is known where the stage reads nothing else.
  private static void addTables(StagePage reader, List<Edge> edges) {
    boolean isKnown = reader.tables().size() == 1 && reader.finishedTasks() > 0;
    var rows = reader.distributions().inputRows();
    var bytes = reader.distributions().inputBytes();
    for (var table : reader.tables()) {
      edges.add(
          new Edge(
              -1,
              table.name(),
              reader.id(),
              "scanned",
              "",
              isKnown ? rows.sum() : -1,
              isKnown ? bytes.sum() : -1));
    }
  }
}
