package dev.stint.config.deploy;

/// The outputs of the stacks: what [Deployment#of] reads, and what deploying passes from one stack
/// to the next as parameters of the same names.
public final class StackOutputs {

  // storage

  public static final String WORK_BUCKET = "WorkBucket";

  // functions

  public static final String NAME = "Name";
  public static final String STINT_VERSION = "StintVersion";
  public static final String TASK_FUNCTIONS = "TaskFunctions";
  public static final String COORDINATOR_FUNCTION = "CoordinatorFunction";
  public static final String CONCURRENCY = "Concurrency";
  public static final String QUEUE_URL = "QueueUrl";
  public static final String QUEUE_ARN = "QueueArn";
  public static final String DEAD_LETTER_QUEUE_URL = "DeadLetterQueueUrl";
  public static final String DEAD_LETTER_QUEUE_ARN = "DeadLetterQueueArn";

  // triggers

  public static final String SCHEDULE_GROUP = "ScheduleGroup";
  public static final String SCHEDULER_ROLE = "SchedulerRole";

  private StackOutputs() {}
}
