package dev.stint.coordinator.trigger;

import dev.stint.shuffle.store.ObjectStore;

/// A target as the commands for registered jobs see it. Nothing is run in it by them: what they
/// start is run by the target, or, where that is a laptop, by `starter` within this process.
public interface JobTarget extends AutoCloseable {

  /// Which paths its jobs may have.
  enum Paths {
    S3_ALONE,
    S3_AND_FILES
  }

  ObjectStore store();

  /// Where the registry, the job log and the runs' logs are, without a slash at the end.
  String workPath();

  TriggerWiring wiring();

  /// What starts the executions of a backfill.
  JobStarter starter();

  Paths paths();

  @Override
  void close();
}
