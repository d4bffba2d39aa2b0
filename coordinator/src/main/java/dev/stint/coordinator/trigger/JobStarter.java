package dev.stint.coordinator.trigger;

/// Gets executions going, each somewhere else and not within the call: on AWS by an invocation of
/// the coordinator function, on a laptop by a thread.
public interface JobStarter {

  /// Starts the execution that the job log has under that id, or goes on with it. It may be called
  /// again, also while the execution runs or after it has ended; then it does nothing more. When it
  /// throws, the event that led to it is to be delivered again.
  void start(String executionId);
}
