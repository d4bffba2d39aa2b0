package dev.stint.coordinator.partition;

import dev.stint.plan.stage.Stage;

/// A stage that is not in the graph: it merges the segments of stage `mergedStageId`, its one
/// source, into fewer. Its tasks are looked up by [TaskInputs] with the segments of that stage.
public record InsertedStage(int mergedStageId, Stage stage, StagePlan plan) {}
