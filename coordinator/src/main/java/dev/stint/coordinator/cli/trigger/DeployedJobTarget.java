package dev.stint.coordinator.cli.trigger;

import dev.stint.coordinator.aws.trigger.EventBridgeWiring;
import dev.stint.coordinator.aws.trigger.LambdaJobStarter;
import dev.stint.coordinator.cli.targets.DeployedTarget;
import dev.stint.coordinator.trigger.JobStarter;
import dev.stint.coordinator.trigger.JobTarget;
import dev.stint.coordinator.trigger.TriggerWiring;
import dev.stint.shuffle.store.ObjectStore;

/// Registered jobs of a deployment: executions are started by invoking its coordinator function.
final class DeployedJobTarget implements JobTarget {

  private final DeployedTarget target;
  private final EventBridgeWiring wiring;
  private final LambdaJobStarter starter;

  DeployedJobTarget(DeployedTarget target) {
    var deployment = target.deployment();
    this.target = target;
    this.wiring = EventBridgeWiring.of(target.aws(), deployment);
    this.starter = LambdaJobStarter.ofFunction(target.aws(), deployment.coordinatorFunction());
  }

  @Override
  public ObjectStore store() {
    return target.store();
  }

  @Override
  public String workPath() {
    return target.deployment().workPath();
  }

  @Override
  public TriggerWiring wiring() {
    return wiring;
  }

  @Override
  public JobStarter starter() {
    return starter;
  }

  @Override
  public Paths paths() {
    return Paths.S3_ALONE;
  }

  @Override
  public void close() {
    starter.close();
    wiring.close();
    target.close();
  }
}
