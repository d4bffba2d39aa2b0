package dev.stint.config.deploy;

import dev.stint.config.memory.FunctionDisk;
import java.time.Duration;

/// What a deployment has when nothing else is asked for.
public final class DeployDefaults {

  /// The name of the deployment, with which all its names begin.
  public static final String NAME = "stint";

  /// One whole virtual processor, and small enough for SnapStart.
  public static final int TASK_MEMORY_MB = 1_769;

  /// The least with which a task function is of use.
  public static final int MIN_MEMORY_MB = 512;

  /// The most that Lambda gives: for attempts that ran out of the other's memory.
  public static final int LARGE_TASK_MEMORY_MB = 10_240;

  /// SnapStart allows no more.
  public static final int TASK_DISK_MB = FunctionDisk.MB;

  public static final int LARGE_TASK_DISK_MB = FunctionDisk.LARGE_MB;
  public static final int COORDINATOR_MEMORY_MB = 1_769;
  public static final int COORDINATOR_DISK_MB = 512;

  /// A coordinator that lives no longer hardly comes to its work before it has to hand over.
  public static final Duration MIN_COORDINATOR_TIMEOUT = Duration.ofSeconds(30);

  /// The most that Lambda gives.
  public static final Duration FUNCTION_TIMEOUT = Duration.ofMinutes(15);

  /// How many task functions the runs of one coordinator keep busy at once.
  public static final int CONCURRENCY = 200;

  public static final int LOG_RETENTION_DAYS = 14;

  /// After which what a run has left in the work bucket is deleted.
  public static final int RUN_RETENTION_DAYS = 30;

  /// After which parts of an upload that nobody completed or aborted are deleted.
  public static final int OPEN_UPLOAD_DAYS = 7;

  /// Events that one invocation of the coordinator gets at most.
  public static final int EVENTS_AT_ONCE = 10;

  /// How long events are gathered for one invocation.
  public static final Duration EVENT_WINDOW = Duration.ofSeconds(1);

  /// How often an event is tried before it becomes a dead letter.
  public static final int EVENT_TRIES = 5;

  /// How long an event stays hidden while it is worked on, in timeouts of the coordinator: as many
  /// as Lambda asks for, so that a throttled coordinator uses up none of its tries.
  public static final int EVENT_VISIBILITY_TIMEOUTS = 6;

  public static final Duration EVENT_VISIBILITY =
      FUNCTION_TIMEOUT.multipliedBy(EVENT_VISIBILITY_TIMEOUTS);

  public static final Duration EVENT_RETENTION = Duration.ofDays(4);

  /// The most that SQS keeps.
  public static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(14);

  /// How often Lambda itself invokes the coordinator again after a crash or a timeout.
  public static final int INVOCATION_RETRIES = 2;

  public static final String TIME_ZONE = "UTC";

  private DeployDefaults() {}
}
