package dev.stint.coordinator.aws.embedded;

/// How fast a function's processes may start. Asked under the lock of its [FunctionProcesses].
@FunctionalInterface
interface StartRamp {

  /// As fast as they are needed.
  StartRamp NONE = () -> true;

  /// Whether one more may start now; if so, it does.
  boolean mayStart();
}
