package dev.stint.coordinator.cli.targets;

import dev.stint.config.deploy.DeployDefaults;
import dev.stint.config.deploy.Deployment;
import dev.stint.config.job.DataSize;
import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.aws.AwsSettings;
import dev.stint.coordinator.aws.trigger.LambdaJobStarter;
import dev.stint.coordinator.cli.console.Version;
import dev.stint.coordinator.deploy.Deployments;
import dev.stint.coordinator.session.AwsSession;
import dev.stint.coordinator.session.AwsTarget;
import dev.stint.coordinator.session.Session;
import dev.stint.coordinator.session.WorkFolder;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.path.UserPath;
import dev.stint.shuffle.s3.ObjectStores;
import dev.stint.shuffle.store.ObjectStore;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A deployment on AWS, or on what speaks its protocols. Runs use at most `parallelism` functions;
/// `chosenZone` is the user's time zone, `null` unless one was asked for.
public record DeployedTarget(
    AwsSettings aws,
    Deployment deployment,
    int parallelism,
    long functionMemoryBytes,
    @Nullable ZoneId chosenZone,
    ObjectStore store)
    implements CommandTarget {

  /// Looks the deployment up. `functionMemory` is `null` for the smallest that is deployed.
  ///
  /// @throws StintException of kind USER when there is none that this version of Stint can use
  public static DeployedTarget find(
      AwsSettings aws,
      String name,
      int parallelism,
      @Nullable DataSize functionMemory,
      @Nullable ZoneId chosenZone) {
    var deployment = Deployments.find(aws, name, Version.number());
    long memoryBytes =
        functionMemory == null ? deployment.smallestTaskBytes() : functionMemory.bytes();
    return new DeployedTarget(
        aws, deployment, parallelism, memoryBytes, chosenZone, ObjectStores.open(aws.s3()));
  }

  @Override
  public Session open(Collection<String> paths) {
    requireReachable(paths);
    return open(timeZone());
  }

  @Override
  public void requireReachable(Collection<String> paths) {
    requireInS3(paths);
  }

  /// Functions do not see this machine's files.
  public static void requireInS3(Collection<String> paths) {
    for (var path : paths) {
      if (!UserPath.isInS3(path)) {
        throw StintException.user(
            "%s is a file of this machine, which functions on AWS cannot reach: copy it to S3 and write s3://…, or run with --target local"
                .formatted(path));
      }
    }
  }

  @Override
  public Session open(WorkFolder folder, ZoneId zone) {
    return open(chosenZone == null ? zone : chosenZone);
  }

  /// What has executions run by the coordinator function.
  public LambdaJobStarter starter() {
    return LambdaJobStarter.ofFunction(aws, deployment.coordinatorFunction());
  }

  private Session open(ZoneId zone) {
    var target =
        new AwsTarget(
            aws,
            deployment.workPath(),
            deployment.taskFunctions(),
            deployment.concurrency(),
            DeployDefaults.FUNCTION_TIMEOUT);
    return AwsSession.open(target, parallelism, functionMemoryBytes, zone);
  }

  @Override
  public List<WorkFolder> folders() {
    return List.of(WorkFolder.inBucket(deployment.workPath()));
  }

  @Override
  public ZoneId timeZone() {
    return chosenZone == null ? ZoneId.systemDefault() : chosenZone;
  }

  @Override
  public PriceTable prices() {
    return AwsSession.PRICES;
  }

  @Override
  public void close() {
    store.close();
  }
}
