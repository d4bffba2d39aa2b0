package dev.stint.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SimulatedLambdaTest {

  private static final long MIB = 1 << 20;
  private static final long MEMORY = 1769 * MIB;
  private static final Duration DAY = Duration.ofDays(1);

  private final VirtualTime time = new VirtualTime();
  private final SimulatedS3 s3 =
      new SimulatedS3(S3Settings.of(S3Faults.NONE), time, new Chance(1).part("s3"));
  private final ArrayList<InvokeAnswer> answers = new ArrayList<>();

  @Test
  void environmentsStartColdAndAreUsedAgainUntilTheyExpire() {
    var lambda = lambda(LambdaFaults.NONE);

    var cold = seconds(lambda, segmentScript("a", 1));
    var warm = seconds(lambda, segmentScript("b", 1));
    time.after(Duration.ofHours(1), () -> {});
    time.runUntil(() -> false, DAY);
    var expired = seconds(lambda, segmentScript("c", 1));

    assertThat(lambda.coldStarts()).isEqualTo(2);
    assertThat(cold - warm).isBetween(0.3, 1.5);
    assertThat(expired).isGreaterThan(warm + 0.3);
    assertThat(answers).allMatch(answer -> answer.response() instanceof TaskResponse.Succeeded);
    assertThat(s3.state().paths()).hasSize(3);
    assertThat(lambda.usage().invocations()).isEqualTo(3);
  }

  @Test
  void refusesWhatPassesTheAccountsConcurrency() {
    var lambda =
        new SimulatedLambda(
            LambdaSettings.of(ColdStart.snapStart(), LambdaFaults.NONE).withConcurrency(50),
            time,
            s3,
            new Chance(1),
            null);
    for (int task = 0; task < 80; task++) {
      lambda.invoke(segmentScript("t" + task, 1), MEMORY, answers::add);
    }
    time.runUntil(() -> false, DAY);

    assertThat(lambda.throttles()).isEqualTo(30);
    assertThat(lambda.mostInUse()).isEqualTo(50);
    assertThat(lambda.inUse()).isZero();
    assertThat(answers.stream().filter(InvokeAnswer.Throttled.class::isInstance)).hasSize(30);
  }

  /// A thousand at once, and a hundred more in each second after.
  @Test
  void environmentsOfAFunctionAreAddedSlowly() {
    var lambda =
        new SimulatedLambda(
            LambdaSettings.of(ColdStart.snapStart(), LambdaFaults.NONE).withConcurrency(5_000),
            time,
            s3,
            new Chance(1),
            null);
    for (int task = 0; task < 1_500; task++) {
      lambda.invoke(cpuScript("t" + task, Duration.ofSeconds(60)), MEMORY, answers::add);
    }
    assertThat(lambda.throttles()).isEqualTo(500);

    time.after(Duration.ofSeconds(2), () -> {});
    time.runUntil(() -> time.nanos() >= 2_000_000_000L, DAY);
    for (int task = 0; task < 1_000; task++) {
      lambda.invoke(cpuScript("u" + task, Duration.ofSeconds(60)), MEMORY, answers::add);
    }
    assertThat(lambda.inUse()).isBetween(1_190, 1_210);
  }

  @Test
  void smallFunctionsHaveAShareOfACore() {
    var lambda = lambda(LambdaFaults.NONE);
    double whole = seconds(lambda, cpuScript("a", Duration.ofSeconds(20)));
    long begun = time.nanos();
    lambda.invoke(cpuScript("b", Duration.ofSeconds(20)), MEMORY / 4, answers::add);
    time.runUntil(() -> answers.size() == 2, DAY);

    assertThat((time.nanos() - begun) / 1e9).isBetween(3.4 * whole, 4.6 * whole);
  }

  /// Over many seeds: nothing, an object without an answer, an open upload, and all.
  @Test
  void deathLeavesWhatWasDoneUntilThen() {
    int nothing = 0;
    int unheard = 0;
    int open = 0;
    for (int seed = 0; seed < 200; seed++) {
      var world = new World(seed, new LambdaFaults(0, 1, 0, 0, 0, 0, 0), S3Faults.NONE);
      world.lambda.invoke(segmentScript("a", 40 * MIB), MEMORY, world.answers::add);
      world.time.runUntil(() -> false, DAY);

      boolean isWritten = !world.s3.state().paths().isEmpty();
      boolean isOpen = !world.s3.state().listUploads("s3://bucket/").isEmpty();
      assertThat(world.answers).hasSize(1);
      if (world.answers.getFirst() instanceof InvokeAnswer.Exited) {
        unheard += isWritten ? 1 : 0;
        open += isOpen ? 1 : 0;
        nothing += !isWritten && !isOpen ? 1 : 0;
      }
    }
    assertThat(unheard).isPositive();
    assertThat(open).isPositive();
    assertThat(nothing).isPositive();
  }

  @Test
  void answersAreLostRepeatedAndLate() {
    assertThat(answersOf(new LambdaFaults(0, 0, 1, 0, 0, 0, 0))).isEmpty();
    assertThat(answersOf(new LambdaFaults(0, 0, 0, 0, 1, 0, 0)))
        .hasSize(2)
        .allMatch(answer -> answer instanceof InvokeAnswer.Answered);
    assertThat(answersOf(new LambdaFaults(1, 0, 0, 0, 0, 0, 0)).getFirst())
        .isInstanceOf(InvokeAnswer.Throttled.class);
    var late = new World(1, new LambdaFaults(0, 0, 0, 1, 0, 0, 0), S3Faults.NONE);
    late.lambda.invoke(segmentScript("a", 1), MEMORY, late.answers::add);
    late.time.runUntil(() -> !late.answers.isEmpty(), DAY);
    assertThat(late.time.nanos()).isGreaterThan(1_500_000_000L);
  }

  @Test
  void outOfMemoryIsReportedOrNot() {
    var kinds = new ArrayList<FailureKind>();
    for (int seed = 0; seed < 100; seed++) {
      var world = new World(seed, LambdaFaults.NONE, S3Faults.NONE);
      world.lambda.invoke(needing(2 * MEMORY), MEMORY, world.answers::add);
      world.time.runUntil(() -> false, DAY);
      kinds.add(failure(world.answers.getFirst()).kind());
    }

    assertThat(kinds).contains(FailureKind.RESOURCE, FailureKind.TRANSIENT);
    var enough = new World(1, LambdaFaults.NONE, S3Faults.NONE);
    enough.lambda.invoke(needing(2 * MEMORY), 3 * MEMORY, enough.answers::add);
    enough.time.runUntil(() -> false, DAY);
    assertThat(enough.answers.getFirst().response()).isInstanceOf(TaskResponse.Succeeded.class);
  }

  @Test
  void endlessWorkIsEndedByTheTimeout() {
    var lambda = lambda(LambdaFaults.NONE);
    double seconds = seconds(lambda, cpuScript("a", Duration.ofHours(2)));

    assertThat(answers).containsExactly(new InvokeAnswer.TimedOut());
    assertThat(seconds).isBetween(900.0, 903.0);
    assertThat(lambda.inUse()).isZero();
  }

  @Test
  void attemptsStopWhenTheyAreToldTo() {
    var lambda = lambda(LambdaFaults.NONE);
    lambda.invoke(cpuScript("a", Duration.ofMinutes(10)), MEMORY, answers::add);
    time.after(Duration.ofSeconds(20), () -> s3.state().write("s3://bucket/a.stop", new byte[0]));
    time.runUntil(() -> !answers.isEmpty(), DAY);

    assertThat(failure(answers.getFirst()).message()).isEqualTo(FunctionRun.STOPPED);
    assertThat(Duration.ofNanos(time.nanos())).isLessThan(Duration.ofSeconds(25));
  }

  @Test
  void whatIsReadMustBeThere() {
    var lambda = lambda(LambdaFaults.NONE);
    var range = new Step.Range(Step.Source.EXCHANGE, "s3://bucket/swept", 100);
    lambda.invoke(
        script("a", List.of(new Step.Read(List.of(range), 8, Duration.ZERO)), 0),
        MEMORY,
        answers::add);
    time.runUntil(() -> false, DAY);

    assertThat(failure(answers.getFirst()).message()).contains("s3://bucket/swept");
  }

  @Test
  void oneSeedIsOneWorld() {
    Function<Integer, String> fates =
        seed -> {
          var faults = new LambdaFaults(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1);
          var world = new World(seed, faults, new S3Faults(0.05, 0.05, 0.05, 0.05, 0.05));
          var story = new StringBuilder();
          for (int task = 0; task < 50; task++) {
            String name = "t" + task;
            world.lambda.invoke(
                segmentScript(name, 20 * MIB),
                MEMORY,
                answer -> story.append(world.time.nanos()).append(name).append(answer));
          }
          world.time.runUntil(() -> false, DAY);
          return story.append(world.s3.state().paths()).toString();
        };

    assertThat(fates.apply(11)).isEqualTo(fates.apply(11)).isNotEqualTo(fates.apply(12));
  }

  private static List<InvokeAnswer> answersOf(LambdaFaults faults) {
    var world = new World(1, faults, S3Faults.NONE);
    world.lambda.invoke(segmentScript("a", 1), MEMORY, world.answers::add);
    world.time.runUntil(() -> false, DAY);
    return world.answers;
  }

  private static TaskFailure failure(InvokeAnswer answer) {
    assertThat(answer.response()).isInstanceOf(TaskResponse.Failed.class);
    return ((TaskResponse.Failed) answer.response()).failure();
  }

  private double seconds(SimulatedLambda lambda, Script script) {
    long begun = time.nanos();
    int before = answers.size();
    lambda.invoke(script, MEMORY, answers::add);
    time.runUntil(() -> answers.size() > before, DAY);
    return (time.nanos() - begun) / 1e9;
  }

  private SimulatedLambda lambda(LambdaFaults faults) {
    return new SimulatedLambda(
        LambdaSettings.of(ColdStart.plain(1), faults), time, s3, new Chance(1), null);
  }

  private static Script segmentScript(String name, long bytes) {
    var write = new Step.WriteSegment("s3://bucket/" + name, bytes, Duration.ofMillis(10));
    return script(name, List.of(write), 0);
  }

  private static Script cpuScript(String name, Duration cpu) {
    return script(name, List.of(new Step.Read(List.of(), 8, cpu)), 0);
  }

  private static Script needing(long memoryBytes) {
    return script("a", List.of(new Step.Read(List.of(), 8, Duration.ofSeconds(1))), memoryBytes);
  }

  private static Script script(String name, List<Step> steps, long memoryBytes) {
    var path = "s3://bucket/" + name;
    var segment = new SegmentRef(path, null, 0, List.of());
    return new Script(name, steps, segment, 0, 0, 0, 0, memoryBytes, path + ".stop");
  }

  /// A world of its own.
  private static final class World {
    final VirtualTime time = new VirtualTime();
    final ArrayList<InvokeAnswer> answers = new ArrayList<>();
    final SimulatedS3 s3;
    final SimulatedLambda lambda;

    World(long seed, LambdaFaults faults, S3Faults s3Faults) {
      var chance = new Chance(seed);
      s3 = new SimulatedS3(S3Settings.of(s3Faults), time, chance.part("s3"));
      lambda =
          new SimulatedLambda(
              LambdaSettings.of(ColdStart.snapStart(), faults),
              time,
              s3,
              chance.part("lambda"),
              null);
    }
  }
}
