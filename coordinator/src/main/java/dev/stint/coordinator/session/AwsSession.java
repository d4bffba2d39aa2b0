package dev.stint.coordinator.session;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.aws.LambdaInvoker;
import dev.stint.coordinator.estimate.ExecutionSpeed;
import dev.stint.coordinator.pace.PaceLimits;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.coordinator.run.RunEnvironment;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.s3.ObjectStores;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.random.RandomGenerator;

/// The target `aws`: S3 and deployed functions. Nothing of the local target is loaded.
public final class AwsSession {

  /// What a function's answer may take beyond its time.
  private static final Duration ANSWER_TIME = Duration.ofSeconds(30);

  private final AwsTarget target;
  private final Closer closer = new Closer();

  private AwsSession(AwsTarget target) {
    this.target = target;
  }

  /// A session that uses at most `maxParallelism` functions of `functionMemoryBytes`, or of the next
  /// larger size that is deployed.
  ///
  /// @throws StintException of kind USER when no function is as large
  public static Session open(
      AwsTarget target, int maxParallelism, long functionMemoryBytes, ZoneId timeZone) {
    var aws = new AwsSession(target);
    try {
      return new TargetSession(
          aws.parts(maxParallelism, aws.deployedBytes(functionMemoryBytes), timeZone));
    } catch (RuntimeException e) {
      aws.closer.close();
      throw e;
    }
  }

  private long deployedBytes(long functionMemoryBytes) {
    var large =
        target.functions().tailMap(Math.toIntExact(Math.ceilDiv(functionMemoryBytes, 1L << 20)));
    if (large.isEmpty()) {
      throw StintException.user(
          "no function with %d MB of memory is deployed, only with %s"
              .formatted(functionMemoryBytes >> 20, target.functions().keySet()));
    }
    return (long) large.firstKey() << 20;
  }

  private TargetSession.Parts parts(int maxParallelism, long memoryBytes, ZoneId timeZone) {
    var s3 = target.aws().s3();
    var hadoop = HadoopSettings.of(s3);
    closer.add(HadoopSettings::closeFileSystems);
    var store = ObjectStores.open(s3);
    closer.add(store::close);
    var limits = PaceLimits.ofAccount(target.concurrency());
    var invoker =
        new LambdaInvoker(
            target.aws().lambda(target.functions(), limits, target.functionTimeout()), store);
    closer.add(invoker::close);
    int parallelism = Math.min(maxParallelism, target.concurrency());
    return new TargetSession.Parts(
        new RunEnvironment(
            invoker,
            store,
            PriceTable.US_EAST_1_X86,
            InstantSource.system(),
            RandomGenerator.getDefault()),
        hadoop,
        RunSettings.of(target.workPath(), parallelism, memoryBytes)
            .withAttemptTimeout(target.functionTimeout().plus(ANSWER_TIME)),
        parallelism,
        ExecutionSpeed.LAMBDA,
        timeZone,
        // Buckets are the user's affair.
        _ -> {},
        closer);
  }
}
