package dev.stint.coordinator.aws.trigger;

import dev.stint.coordinator.aws.AwsClients;
import dev.stint.coordinator.aws.AwsFailures;
import dev.stint.coordinator.aws.AwsSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.DeadLetterConfig;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindow;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.scheduler.model.Target;

/// The schedules of jobs in EventBridge Scheduler, in a group of their own.
final class Schedules implements AutoCloseable {

  private static final FlexibleTimeWindow EXACT =
      FlexibleTimeWindow.builder().mode(FlexibleTimeWindowMode.OFF).build();

  private final SchedulerClient client;
  private final String group;

  Schedules(AwsSettings aws, String group) {
    this.client = AwsClients.open(SchedulerClient.builder(), aws);
    this.group = group;
  }

  /// When and what. `start` is when a rate begins, `null` for what needs none.
  record Schedule(
      String name,
      String expression,
      String timeZone,
      @Nullable Instant start,
      ScheduleState state,
      String input) {}

  /// Whom a schedule invokes, as whom, and where what fails goes.
  record Invoked(String functionArn, String roleArn, String deadLetterQueueArn) {}

  /// Makes the schedule, or changes it.
  void put(Schedule schedule, Invoked invoked) {
    var target =
        Target.builder()
            .arn(invoked.functionArn())
            .roleArn(invoked.roleArn())
            .deadLetterConfig(DeadLetterConfig.builder().arn(invoked.deadLetterQueueArn()).build())
            .input(schedule.input())
            .build();
    try {
      create(schedule, target);
    } catch (ConflictException _) {
      AwsFailures.in("change the schedule " + schedule.name(), () -> update(schedule, target));
    } catch (SdkException e) {
      throw AwsFailures.of("make the schedule " + schedule.name(), e);
    }
  }

  private void create(Schedule schedule, Target target) {
    client.createSchedule(
        b ->
            b.groupName(group)
                .name(schedule.name())
                .scheduleExpression(schedule.expression())
                .scheduleExpressionTimezone(schedule.timeZone())
                .startDate(schedule.start())
                .state(schedule.state())
                .flexibleTimeWindow(EXACT)
                .target(target));
  }

  private Object update(Schedule schedule, Target target) {
    return client.updateSchedule(
        b ->
            b.groupName(group)
                .name(schedule.name())
                .scheduleExpression(schedule.expression())
                .scheduleExpressionTimezone(schedule.timeZone())
                .startDate(schedule.start())
                .state(schedule.state())
                .flexibleTimeWindow(EXACT)
                .target(target));
  }

  /// The names of all schedules of the group that begin so; none where there is no group.
  List<String> names(String prefix) {
    var names = new ArrayList<String>();
    Optional<String> token = Optional.empty();
    try {
      do {
        var from = token.orElse(null);
        var page =
            client.listSchedules(
                b -> b.groupName(group).namePrefix(orNull(prefix)).nextToken(from));
        page.schedules().stream().map(ScheduleSummary::name).forEach(names::add);
        token = Optional.ofNullable(page.nextToken());
      } while (token.isPresent());
      return names;
    } catch (ResourceNotFoundException _) {
      return List.of();
    } catch (SdkException e) {
      throw AwsFailures.of("list the schedules of the group " + group, e);
    }
  }

  private static @Nullable String orNull(String prefix) {
    return prefix.isEmpty() ? null : prefix;
  }

  /// One that is not there is no error.
  void delete(String schedule) {
    try {
      client.deleteSchedule(b -> b.groupName(group).name(schedule));
    } catch (ResourceNotFoundException _) {
      // Gone already.
    } catch (SdkException e) {
      throw AwsFailures.of("remove the schedule " + schedule, e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
