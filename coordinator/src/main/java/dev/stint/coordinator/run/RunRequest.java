package dev.stint.coordinator.run;

import dev.stint.plan.stage.StageGraph;

/// What to run. `runId` is unique, and part of object names: letters, digits and hyphens.
public record RunRequest(String runId, StageGraph graph, RunSettings settings) {

  public RunRequest {
    if (!runId.matches("[A-Za-z0-9][A-Za-z0-9-]{0,63}")) {
      throw new IllegalArgumentException("not a run id: '" + runId + "'");
    }
  }
}
