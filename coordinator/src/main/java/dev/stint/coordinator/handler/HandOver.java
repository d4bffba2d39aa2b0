package dev.stint.coordinator.handler;

/// Has another invocation go on with an execution. `fruitless` counts the coordinators in a row,
/// this one among them, that achieved nothing in their time.
interface HandOver {

  void handOver(String executionId, int fruitless);
}
