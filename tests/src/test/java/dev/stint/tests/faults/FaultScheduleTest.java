package dev.stint.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.tests.faults.FaultSchedule.Blow;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What a build tries is enough, and can be tried again.
class FaultScheduleTest {

  private static final List<FaultSchedule> OF_A_BUILD =
      LongStream.range(0, 20).mapToObj(FaultSchedule::of).toList();

  @Test
  void scheduleFollowsFromItsSeed() {
    assertThat(FaultSchedule.of(7)).isEqualTo(FaultSchedule.of(7));
    assertThat(FaultSchedule.of(7)).isNotEqualTo(FaultSchedule.of(11));
  }

  @Test
  void buildTriesEveryJobAndEveryKindOfBlow() {
    var blows = OF_A_BUILD.stream().flatMap(schedule -> schedule.blows().stream()).toList();

    assertThat(OF_A_BUILD).extracting(FaultSchedule::job).contains(FaultJob.values());
    assertThat(blows).extracting(Blow::kind).contains(FaultSchedule.Kind.values());
    assertThat(blows).extracting(Blow::request).contains(S3Request.Kind.values());
  }

  @Test
  void buildKillsCoordinatorsInTheirCommits() {
    assertThat(OF_A_BUILD)
        .anySatisfy(
            schedule ->
                assertThat(schedule.blows())
                    .anySatisfy(
                        blow -> {
                          assertThat(blow.kind()).isEqualTo(FaultSchedule.Kind.KILL_COORDINATOR);
                          assertThat(blow.request()).isEqualTo(S3Request.Kind.COMMIT);
                        }));
  }

  @Test
  void everyKindOfFaultHappensToSomeRequest() {
    var faults = new RequestFaults(1, 1, 1);

    assertThat(LongStream.range(0, 200))
        .extracting(repeat -> faults.fault(request(Math.toIntExact(repeat))))
        .contains(RequestFault.SLOW_DOWN, RequestFault.LOST_ANSWER, RequestFault.FLIPPED_BIT)
        .doesNotContain(RequestFault.NONE);
    assertThat(faults.fault(request(3))).isEqualTo(faults.fault(request(3)));
  }

  private static S3Request request(int repeat) {
    return new S3Request("GET", "/bucket/key", repeat, 1);
  }
}
