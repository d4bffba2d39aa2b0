package dev.stint.coordinator.request;

import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.plan.stage.StageOutput.UnkeyedExchange;
import org.jspecify.annotations.Nullable;

/// What to run. `runId` is unique, and part of object names: up to 64 letters, digits and hyphens.
/// `origin` is the statement that is run, `null` when the graph is of no job's. The graph's root
/// gives the result through an unkeyed exchange, or writes files; no other stage writes files.
/// `expectation` is what the run was estimated to take, `null` where nobody did.
public record RunRequest(
    String runId,
    StageGraph graph,
    RunSettings settings,
    @Nullable RunOrigin origin,
    @Nullable Expectation expectation) {

  public RunRequest {
    if (!runId.matches("[A-Za-z0-9][A-Za-z0-9-]{0,63}")) {
      throw new IllegalArgumentException("not a run id: '" + runId + "'");
    }
    for (var stage : graph.stages()) {
      var output = stage.fragment().output();
      boolean isAllowed =
          stage.id() == graph.root().id()
              ? output instanceof FileSink || output instanceof UnkeyedExchange
              : !(output instanceof FileSink);
      if (!isAllowed) {
        throw new IllegalArgumentException("stage " + stage.id() + " writes " + output);
      }
    }
  }

  /// A run of which nothing was estimated.
  public RunRequest(
      String runId, StageGraph graph, RunSettings settings, @Nullable RunOrigin origin) {
    this(runId, graph, settings, origin, null);
  }

  /// A run that no job asked for.
  public RunRequest(String runId, StageGraph graph, RunSettings settings) {
    this(runId, graph, settings, null, null);
  }
}
