package dev.stint.coordinator.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.config.job.Trigger;
import dev.stint.coordinator.commit.KillingObjectStore;
import dev.stint.coordinator.job.JobLog;
import dev.stint.coordinator.registry.RegisteredJob;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchedulesTest {

  private final TriggerWorld world = new TriggerWorld();

  private static String job(String more) {
    return """
    name: daily
    sql: SELECT '${run_date} ${run_time} ${previous_run_time}' AS times
    output: {path: "s3://lake/out/", mode: append}
    triggers:
      - schedule: {expression: "cron(0 4 * * ? *)", timeZone: Europe/Berlin%s}
    """
        .formatted(more);
  }

  /// 04:00 in Berlin, in winter.
  private static Instant time(int dayOfFebruary) {
    return Instant.parse("2026-02-%02dT03:00:00Z".formatted(dayOfFebruary));
  }

  private List<Decision> come(Instant time, Duration late) {
    world.pass(Duration.between(world.now(), time.plus(late)));
    return world.timeCame("daily", time).decisions();
  }

  private String sql(String execution) {
    return new JobLog(world.store, TriggerWorld.WORK)
        .read(execution)
        .orElseThrow()
        .request()
        .statements()
        .getFirst()
        .sql();
  }

  @Test
  void aTimeIsExecutedOnceWithItsTimesInTheZoneOfItsSchedule() {
    world.put(job(""));

    var decisions = come(time(1), Duration.ofSeconds(3));
    var again = come(time(1), Duration.ofMinutes(1));

    assertThat(decisions).extracting(Decision::kind).containsExactly(Decision.Kind.STARTED);
    assertThat(again).extracting(Decision::kind).containsExactly(Decision.Kind.KNOWN);
    assertThat(sql(decisions.getFirst().execution()))
        .contains("'2026-02-01 2026-02-01T04:00:00+01:00 2026-01-31T04:00:00+01:00'");
  }

  @Test
  void aMessageWithoutTimeMeansTheNewestOne() {
    world.put(job(""));
    world.pass(Duration.between(world.now(), time(1).plusSeconds(9)));

    var decisions =
        world
            .service()
            .accept(
                """
                {"stint":1,"schedule":{"job":"daily","trigger":0,"time":"<aws.scheduler.scheduled-time>"}}\
                """
                    .getBytes(StandardCharsets.UTF_8))
            .decisions();

    assertThat(decisions.getFirst().text()).isEqualTo(time(1).toString());
  }

  @Test
  void theNewestMissedTimeIsMadeUpForByDefault() {
    world.put(job(", overlap: allow"));

    var decisions = come(time(5), Duration.ofMinutes(1));

    assertThat(decisions)
        .extracting(Decision::text)
        .containsExactly(time(4).toString(), time(5).toString());
  }

  @Test
  void noMoreMissedTimesAreMadeUpForThanAllowed() {
    world.put(job(", overlap: allow, catchUp: 2"));

    var decisions = come(time(9), Duration.ofMinutes(1));

    assertThat(decisions)
        .extracting(Decision::text)
        .containsExactly(time(7).toString(), time(8).toString(), time(9).toString());
  }

  @Test
  void aMissedTimeIsOneOfThoseThatAreMadeUpFor() {
    world.put(job(", overlap: allow, catchUp: 2"));
    world.pass(Duration.between(world.now(), time(5).plusSeconds(60)));

    var message = TriggerService.timeMissed("daily", 0, time(5));
    var decisions = world.service().accept(message).decisions();

    assertThat(decisions)
        .extracting(Decision::text)
        .containsExactly(time(4).toString(), time(5).toString());
  }

  @Test
  void aMissedTimeThatHasToWaitIsStillOneThatIsMadeUpFor() {
    var job = world.put(job(", catchUp: 1"));
    world.pass(Duration.between(world.now(), time(5).plusSeconds(60)));
    var schedule = (Trigger.Schedule) job.triggers().getFirst();
    var running = world.service().backfill(job, schedule, time(1)).execution();

    var message = TriggerService.timeMissed("daily", 0, time(5));
    assertThat(world.service().accept(message).decisions())
        .extracting(Decision::kind)
        .containsExactly(Decision.Kind.WAITING);
    world.end("daily", running);

    assertThat(world.deliverMessages())
        .extracting(Decision::text)
        .containsExactly(time(5).toString());
  }

  @Test
  void withoutCatchUpWhatWasMissedStaysMissed() {
    world.put(job(", catchUp: 0"));

    assertThat(come(time(5), Duration.ofMinutes(1)))
        .extracting(Decision::text)
        .containsExactly(time(5).toString());
    assertThat(come(time(6), Duration.ofHours(25)))
        .extracting(Decision::kind)
        .containsExactly(Decision.Kind.IGNORED);
  }

  @Test
  void timesBeforeTheJobWasPutOrResumedAreNotMadeUpFor() {
    var job = world.put(job(", overlap: allow"));
    assertThat(world.timeCame("daily", time(1).minus(Duration.ofDays(30))).decisions())
        .extracting(Decision::kind)
        .containsExactly(Decision.Kind.IGNORED);
    var paused = world.registry.set(job, RegisteredJob.Activity.PAUSED, world.now());
    assertThat(come(time(3), Duration.ZERO).getFirst().text()).isEqualTo("the job is paused");
    world.registry.set(paused, RegisteredJob.Activity.ACTIVE, world.now());

    var decisions = come(time(4), Duration.ZERO);

    assertThat(decisions).extracting(Decision::text).containsExactly(time(4).toString());
  }

  @Test
  void aTimeIsPassedOverWhileAnEarlierExecutionRuns() {
    world.put(job(""));
    var first = come(time(1), Duration.ZERO).getFirst().execution();
    // It runs for a day, and its coordinator shows that it is there.
    world.pass(Duration.between(world.now(), time(2).minus(Duration.ofMinutes(5))));
    refreshLock(first);

    var second = come(time(2), Duration.ZERO);

    assertThat(second.getFirst().kind()).isEqualTo(Decision.Kind.IGNORED);
    assertThat(second.getFirst().text()).contains("execution " + first + " was running");
    assertThat(world.log.latest("daily", 1).getFirst().skipped()).contains(first);
    world.end("daily", first);
    assertThat(come(time(3), Duration.ZERO))
        .extracting(Decision::text)
        .containsExactly(time(3).toString());
  }

  private void refreshLock(String execution) {
    world.store.poke(
        TriggerWorld.WORK + "/registry/daily/running.json",
        """
        {"version":1,"execution":"%s","started":"%s"}\
        """
            .formatted(execution, world.now())
            .getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anExecutionThatNobodyGoesOnWithStopsNoLaterOne() {
    world.put(job(""));
    come(time(1), Duration.ZERO);

    var second = come(time(2), Duration.ZERO);

    assertThat(second).extracting(Decision::kind).containsExactly(Decision.Kind.STARTED);
  }

  @Test
  void timesThatAreMadeUpForWaitForEachOther() {
    world.put(job(", catchUp: 2"));

    var decisions = come(time(5), Duration.ofMinutes(1));

    assertThat(decisions)
        .extracting(Decision::kind)
        .containsExactly(Decision.Kind.STARTED, Decision.Kind.WAITING, Decision.Kind.WAITING);
    world.end("daily", decisions.getFirst().execution());
    var later = world.deliverOne();
    assertThat(later).extracting(Decision::kind).containsExactly(Decision.Kind.STARTED);
    world.end("daily", later.getFirst().execution());
    assertThat(world.deliverMessages())
        .extracting(Decision::kind)
        .containsExactly(Decision.Kind.STARTED);
    assertThat(world.starts).hasSize(3);
  }

  @Test
  void overlapIsAllowedWhereTheJobSaysSo() {
    world.put(job(", overlap: allow"));
    come(time(1), Duration.ZERO);

    assertThat(come(time(2), Duration.ZERO).getFirst().kind()).isEqualTo(Decision.Kind.STARTED);
  }

  @Test
  void backfillHasTheIdsOfTheScheduleSoNothingIsDoneTwice() {
    var job = world.put(job(", overlap: allow"));
    var scheduled = come(time(2), Duration.ZERO).getLast().execution();
    var schedule = (Trigger.Schedule) job.triggers().getFirst();

    var known = world.service().backfill(job, schedule, time(2));
    var old = world.service().backfill(job, schedule, time(1).minus(Duration.ofDays(7)));

    assertThat(known.kind()).isEqualTo(Decision.Kind.KNOWN);
    assertThat(known.execution()).isEqualTo(scheduled);
    assertThat(old.kind()).isEqualTo(Decision.Kind.STARTED);
  }

  @Test
  void backfillExecutesWhatWasPassedOver() {
    var job = world.put(job(""));
    var first = come(time(1), Duration.ZERO).getFirst().execution();
    world.pass(Duration.between(world.now(), time(2).minus(Duration.ofMinutes(5))));
    refreshLock(first);
    come(time(2), Duration.ZERO);
    var schedule = (Trigger.Schedule) job.triggers().getFirst();

    assertThat(world.service().backfill(job, schedule, time(2)).kind())
        .isEqualTo(Decision.Kind.WAITING);
    world.end("daily", first);
    assertThat(world.service().backfill(job, schedule, time(2)).kind())
        .isEqualTo(Decision.Kind.STARTED);
    assertThat(world.log.latest("daily", 1).getFirst().skipped()).isNull();
  }

  @Test
  void aJobThatCannotBeExecutedForATimeIsADeadLetterAndIsNotTriedAgain() {
    world.put(job("").replace("cron(0 4 * * ? *)", "at(2026-02-01T04:00:00)")); // no time before

    var decisions = come(time(1), Duration.ZERO);
    var again = come(time(1), Duration.ofMinutes(1));

    assertThat(decisions).extracting(Decision::kind).containsExactly(Decision.Kind.FAILED);
    assertThat(again).extracting(Decision::kind).containsExactly(Decision.Kind.KNOWN);
    assertThat(world.deadLetters).hasSize(1);
    assertThat(world.deadLetters.getFirst().reason()).contains("previous_run_time");
    assertThat(world.starts).isEmpty();
  }

  @Test
  void messagesOfJobsAndTriggersThatAreGoneAreIgnored() {
    assertThat(world.timeCame("daily", time(1)).decisions().getFirst().text())
        .isEqualTo("there is no job of that name any more");
    world.put(
        """
        name: daily
        inputs: {t: "s3://lake/raw/"}
        sql: SELECT 1
        output: {path: "s3://lake/out/"}
        triggers: [{s3Upload: {bucket: lake, prefix: raw/}}]
        """);
    assertThat(world.timeCame("daily", time(1)).decisions().getFirst().text())
        .isEqualTo("trigger 0 is no schedule");
  }

  @ParameterizedTest
  @EnumSource(KillingObjectStore.Moment.class)
  void aDeathAtAnyStepLeavesOneExecutionOfATime(KillingObjectStore.Moment moment) {
    int deaths = 0;
    for (int request = 1; ; request++) {
      var each = new TriggerWorld();
      each.put(job(""));
      each.pass(Duration.between(each.now(), time(1)));
      var message = TriggerService.timeCame("daily", 0, time(1));
      var killing = new KillingObjectStore(each.store, request, moment);
      boolean isKilled = false;
      try {
        each.service(killing).accept(message);
      } catch (KillingObjectStore.Killed _) {
        isKilled = true;
      }
      each.service().accept(message);

      assertThat(each.starts).hasSize(1);
      assertThat(each.log.latest("daily", 10)).hasSize(1);
      if (!isKilled) {
        break;
      }
      deaths++;
    }
    assertThat(deaths).isGreaterThan(5);
  }
}
