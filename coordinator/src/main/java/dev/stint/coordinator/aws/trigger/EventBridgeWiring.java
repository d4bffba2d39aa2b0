package dev.stint.coordinator.aws.trigger;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stint.config.deploy.Deployment;
import dev.stint.config.deploy.StackNames;
import dev.stint.config.job.Trigger;
import dev.stint.config.schedule.RateExpression;
import dev.stint.coordinator.aws.AwsSettings;
import dev.stint.coordinator.registry.RegisteredJob;
import dev.stint.coordinator.trigger.TriggerWiring;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;

/// Triggers on AWS: for each upload trigger a rule of EventBridge that sends to the coordinator's
/// queue, for each schedule one of EventBridge Scheduler that invokes the coordinator. The buckets'
/// notifications to EventBridge are turned on and stay on.
public final class EventBridgeWiring implements TriggerWiring, AutoCloseable {

  /// What EventBridge takes for the name of a rule or a schedule.
  private static final int MAX_NAME_LENGTH = 64;

  /// What Scheduler replaces by the time that an invocation is for.
  private static final String SCHEDULED_TIME = "<aws.scheduler.scheduled-time>";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final StackNames names;
  private final @Nullable Deployment deployment;
  private final EventRules rules;
  private final Schedules schedules;
  private final BucketEvents buckets;
  private final InstantSource clock;

  private EventBridgeWiring(
      AwsSettings aws, StackNames names, @Nullable Deployment deployment, InstantSource clock) {
    this.names = names;
    this.deployment = deployment;
    this.rules = new EventRules(aws);
    this.schedules = new Schedules(aws, names.scheduleGroup());
    this.buckets = new BucketEvents(aws);
    this.clock = clock;
  }

  public static EventBridgeWiring of(AwsSettings aws, Deployment deployment) {
    return new EventBridgeWiring(aws, deployment.names(), deployment, InstantSource.system());
  }

  /// One that can only take away: the deployment need not be whole.
  public static EventBridgeWiring toRemove(AwsSettings aws, StackNames names) {
    return new EventBridgeWiring(aws, names, null, InstantSource.system());
  }

  @Override
  public void wire(RegisteredJob job) {
    var ruleNames = new HashSet<String>();
    var scheduleNames = new HashSet<String>();
    for (int i = 0; i < job.triggers().size(); i++) {
      switch (job.triggers().get(i)) {
        case Trigger.S3Upload upload -> ruleNames.add(putRule(job, i, upload));
        case Trigger.Schedule schedule -> scheduleNames.add(putSchedule(job, i, schedule));
      }
    }
    remove(job.name(), ruleNames, scheduleNames);
  }

  private String putRule(RegisteredJob job, int index, Trigger.S3Upload upload) {
    var to = deployed();
    var rule = name(rulePrefix(job.name()), index);
    buckets.turnOn(upload.bucket());
    rules.put(
        rule,
        upload,
        job.isPaused() ? RuleState.DISABLED : RuleState.ENABLED,
        to.queueArn(),
        to.deadLetterQueueArn());
    return rule;
  }

  private String putSchedule(RegisteredJob job, int index, Trigger.Schedule schedule) {
    var to = deployed();
    var input = MAPPER.createObjectNode().put("stint", 1);
    input
        .putObject("schedule")
        .put("job", job.name())
        .put("trigger", index)
        .put("time", SCHEDULED_TIME);
    var name = name(job.name() + "-", index);
    schedules.put(
        new Schedules.Schedule(
            name,
            schedule.expression().text(),
            schedule.timeZone().equals(ZoneOffset.UTC) ? "UTC" : schedule.timeZone().getId(),
            start(job, schedule),
            job.isPaused() ? ScheduleState.DISABLED : ScheduleState.ENABLED,
            input.toString()),
        new Schedules.Invoked(
            to.coordinatorFunction(), to.schedulerRoleArn(), to.deadLetterQueueArn()));
    return name;
  }

  /// A rate's times are counted from when the job was registered, but Scheduler takes no start that
  /// has passed: the next of its times is as good.
  private @Nullable Instant start(RegisteredJob job, Trigger.Schedule schedule) {
    return schedule.expression() instanceof RateExpression rate
        ? rate.next(clock.instant(), schedule.timeZone(), job.registered()).orElse(null)
        : null;
  }

  @Override
  public void unwire(RegisteredJob job) {
    remove(job.name(), Set.of(), Set.of());
  }

  /// Takes away all rules and schedules of the deployment, and gives their names.
  public List<String> unwireAll() {
    var removed = new ArrayList<String>();
    for (var rule : rules.names(names.rulePrefix())) {
      rules.delete(rule);
      removed.add(rule);
    }
    for (var schedule : schedules.names("")) {
      schedules.delete(schedule);
      removed.add(schedule);
    }
    return removed;
  }

  private void remove(String job, Set<String> keptRules, Set<String> keptSchedules) {
    var rulePrefix = rulePrefix(job);
    rules.names(rulePrefix).stream()
        .filter(rule -> isOf(rulePrefix, rule) && !keptRules.contains(rule))
        .forEach(rules::delete);
    var schedulePrefix = shortened(job + "-");
    schedules.names(schedulePrefix).stream()
        .filter(schedule -> isOf(schedulePrefix, schedule) && !keptSchedules.contains(schedule))
        .forEach(schedules::delete);
  }

  /// Not those of another job whose name begins with this one's.
  private static boolean isOf(String prefix, String name) {
    return name.matches(Pattern.quote(prefix) + "\\d+");
  }

  @Override
  public void pause(RegisteredJob job) {
    wire(job);
  }

  @Override
  public void resume(RegisteredJob job) {
    wire(job);
  }

  @Override
  public List<String> describe(RegisteredJob job) {
    var lines = new ArrayList<String>();
    for (int i = 0; i < job.triggers().size(); i++) {
      lines.add(
          switch (job.triggers().get(i)) {
            case Trigger.S3Upload _ -> "EventBridge rule " + name(rulePrefix(job.name()), i);
            case Trigger.Schedule _ ->
                "EventBridge schedule %s/%s"
                    .formatted(names.scheduleGroup(), name(job.name() + "-", i));
          });
    }
    return lines;
  }

  private String rulePrefix(String job) {
    return shortened(names.rulePrefix() + job + "-");
  }

  private static String name(String prefix, int index) {
    return shortened(prefix) + index;
  }

  /// Long names end in a hash of themselves; three digits are left for the trigger's number.
  private static String shortened(String prefix) {
    if (prefix.length() <= MAX_NAME_LENGTH - 3) {
      return prefix;
    }
    var hash =
        UUID.nameUUIDFromBytes(prefix.getBytes(StandardCharsets.UTF_8)).toString().substring(0, 8);
    return prefix.substring(0, MAX_NAME_LENGTH - 13) + "-" + hash + "-";
  }

  private Deployment deployed() {
    if (deployment == null) {
      throw new IllegalStateException("this wiring only takes away");
    }
    return deployment;
  }

  @Override
  public void close() {
    rules.close();
    schedules.close();
    buckets.close();
  }
}
