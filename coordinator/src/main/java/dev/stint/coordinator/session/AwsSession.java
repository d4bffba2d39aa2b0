package dev.stint.coordinator.session;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.aws.LambdaInvoker;
import dev.stint.coordinator.estimate.ExecutionSpeed;
import dev.stint.coordinator.invoke.FunctionInvoker;
import dev.stint.coordinator.pace.PaceLimits;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.coordinator.run.RunEnvironment;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.s3.ObjectStores;
import dev.stint.shuffle.store.ObjectStore;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.random.RandomGenerator;
import org.apache.hadoop.conf.Configuration;

/// The target `aws`: S3 and deployed functions. It holds the connections; sessions over them are
/// made as they are needed, one after the other. Nothing of the local target is loaded.
public final class AwsSession implements AutoCloseable {

  /// Of what is deployed: its functions are of that architecture.
  public static final PriceTable PRICES = PriceTable.US_EAST_1_X86;

  /// What a function's answer may take beyond its time.
  private static final Duration ANSWER_TIME = Duration.ofSeconds(30);

  private final AwsTarget target;
  private final Closer closer = new Closer();
  private final Configuration hadoop;
  private final ObjectStore store;
  private final FunctionInvoker invoker;

  private AwsSession(AwsTarget target) {
    this.target = target;
    try {
      var s3 = target.aws().s3();
      this.hadoop = HadoopSettings.of(s3);
      closer.add(HadoopSettings::closeFileSystems);
      this.store = ObjectStores.open(s3);
      closer.add(store::close);
      var limits = PaceLimits.ofAccount(target.concurrency());
      this.invoker =
          new LambdaInvoker(
              target.aws().lambda(target.functions(), limits, target.functionTimeout()), store);
      closer.add(invoker::close);
    } catch (RuntimeException e) {
      closer.close();
      throw e;
    }
  }

  public static AwsSession connect(AwsTarget target) {
    return new AwsSession(target);
  }

  /// A session with connections of its own, which it closes.
  ///
  /// @throws StintException of kind USER when no function is as large
  public static Session open(
      AwsTarget target, int maxParallelism, long functionMemoryBytes, ZoneId timeZone) {
    var connected = new AwsSession(target);
    try {
      return connected.session(maxParallelism, functionMemoryBytes, timeZone, connected.closer);
    } catch (RuntimeException e) {
      connected.close();
      throw e;
    }
  }

  /// A session that uses at most `maxParallelism` functions of `functionMemoryBytes`, or of the
  /// next larger size that is deployed. Closing it leaves the connections open.
  ///
  /// @throws StintException of kind USER when no function is as large
  public Session session(int maxParallelism, long functionMemoryBytes, ZoneId timeZone) {
    return session(maxParallelism, functionMemoryBytes, timeZone, new Closer());
  }

  private Session session(
      int maxParallelism, long functionMemoryBytes, ZoneId timeZone, Closer sessionCloser) {
    int parallelism = Math.min(maxParallelism, target.concurrency());
    var environment =
        new RunEnvironment(
            invoker, store, PRICES, InstantSource.system(), RandomGenerator.getDefault());
    return new TargetSession(
        new TargetSession.Parts(
            environment,
            hadoop,
            RunSettings.of(target.workPath(), parallelism, deployedBytes(functionMemoryBytes))
                .withFunctionSizes(
                    target.functions().keySet().stream()
                        .map(megabytes -> (long) megabytes << 20)
                        .toList())
                .withAttemptTimeout(target.functionTimeout().plus(ANSWER_TIME)),
            parallelism,
            ExecutionSpeed.LAMBDA,
            timeZone,
            // Buckets are the user's affair.
            _ -> {},
            sessionCloser));
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

  public ObjectStore store() {
    return store;
  }

  @Override
  public void close() {
    closer.close();
  }
}
