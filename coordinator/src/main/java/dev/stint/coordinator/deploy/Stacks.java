package dev.stint.coordinator.deploy;

import dev.stint.coordinator.aws.AwsClients;
import dev.stint.coordinator.aws.AwsFailures;
import dev.stint.coordinator.aws.AwsSettings;
import dev.stint.plan.failure.StintException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.TemplateStage;

/// CloudFormation's stacks: looked at, changed through change sets, and removed. Waits until what
/// it asked for is done.
final class Stacks implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(700);
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final CloudFormationClient client;

  Stacks(AwsSettings aws) {
    this.client = AwsClients.open(CloudFormationClient.builder(), aws);
  }

  /// What a change set came to.
  enum Change {
    CREATED,
    UPDATED,
    NONE
  }

  /// Hears of resources as they are made, changed and removed.
  interface Listener {
    void on(String stack, String resource, String type, String status);
  }

  Optional<StackState> find(String stack) {
    try {
      return client.describeStacks(b -> b.stackName(stack)).stacks().stream()
          .findFirst()
          .filter(found -> !found.stackStatusAsString().equals("DELETE_COMPLETE"))
          .map(Stacks::state);
    } catch (CloudFormationException e) {
      if (e.statusCode() == 404 || AwsFailures.message(e).contains("does not exist")) {
        return Optional.empty();
      }
      throw AwsFailures.of("read the stack " + stack, e);
    } catch (SdkException e) {
      throw AwsFailures.of("read the stack " + stack, e);
    }
  }

  /// The template of a stack as it was given; empty when there is no stack.
  Optional<String> template(String stack) {
    return find(stack).filter(state -> !state.isBeingReviewed()).map(_ -> templateText(stack));
  }

  private String templateText(String stack) {
    return AwsFailures.in(
        "read the template of the stack " + stack,
        () ->
            client
                .getTemplate(b -> b.stackName(stack).templateStage(TemplateStage.ORIGINAL))
                .templateBody());
  }

  private static StackState state(Stack stack) {
    var parameters = new HashMap<String, String>();
    stack.parameters().forEach(p -> parameters.put(p.parameterKey(), p.parameterValue()));
    var outputs = new HashMap<String, String>();
    stack.outputs().forEach(o -> outputs.put(o.outputKey(), o.outputValue()));
    var reason = stack.stackStatusReason();
    return new StackState(
        stack.stackId(),
        stack.stackStatusAsString(),
        reason == null ? "" : reason,
        parameters,
        outputs);
  }

  /// Makes the stack, or changes it into what the template says. A stack whose making had failed is
  /// removed first, since it cannot be changed.
  ///
  /// @throws StintException of kind USER with the reasons of the resources that failed
  Change change(String stack, String template, Map<String, String> parameters, Listener listener) {
    var found = find(stack);
    if (found.isPresent() && found.get().isBroken()) {
      delete(stack, listener);
      found = Optional.empty();
    }
    if (found.isPresent() && found.get().isInProgress()) {
      throw StintException.user(
          "stack %s is being changed (%s): wait until that is done"
              .formatted(stack, found.get().status()));
    }
    boolean isNew = found.isEmpty() || found.get().isBeingReviewed();
    var seen = isNew ? List.<String>of() : eventIds(stack);
    var set = "stint-" + Instant.now().toEpochMilli();
    createChangeSet(stack, set, template, parameters, isNew);
    var made = awaitChangeSet(stack, set);
    if (made.status() == ChangeSetStatus.FAILED) {
      return unchanged(stack, set, made);
    }
    AwsFailures.in(
        "change the stack " + stack,
        () -> client.executeChangeSet(b -> b.stackName(stack).changeSetName(set)));
    await(stack, stack, seen, listener);
    return isNew ? Change.CREATED : Change.UPDATED;
  }

  private void createChangeSet(
      String stack, String set, String template, Map<String, String> parameters, boolean isNew) {
    AwsFailures.in(
        "prepare the stack " + stack,
        () ->
            client.createChangeSet(
                b ->
                    b.stackName(stack)
                        .changeSetName(set)
                        .changeSetType(isNew ? ChangeSetType.CREATE : ChangeSetType.UPDATE)
                        .templateBody(template)
                        .parameters(parameters(parameters))
                        .capabilities(Capability.CAPABILITY_NAMED_IAM)));
  }

  private static List<Parameter> parameters(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(p -> Parameter.builder().parameterKey(p.getKey()).parameterValue(p.getValue()).build())
        .toList();
  }

  private DescribeChangeSetResponse awaitChangeSet(String stack, String set) {
    var deadline = Instant.now().plus(LONGEST);
    while (true) {
      var described =
          AwsFailures.in(
              "prepare the stack " + stack,
              () -> client.describeChangeSet(b -> b.stackName(stack).changeSetName(set)));
      if (described.status() != ChangeSetStatus.CREATE_PENDING
          && described.status() != ChangeSetStatus.CREATE_IN_PROGRESS) {
        return described;
      }
      pause(stack, deadline);
    }
  }

  /// A change set without changes fails.
  private Change unchanged(String stack, String set, DescribeChangeSetResponse made) {
    var reason = String.valueOf(made.statusReason());
    AwsFailures.in(
        "drop a change of the stack " + stack,
        () -> client.deleteChangeSet(b -> b.stackName(stack).changeSetName(set)));
    if (reason.contains("didn't contain changes") || reason.contains("No updates")) {
      return Change.NONE;
    }
    throw StintException.user("CloudFormation refuses the stack " + stack + ": " + reason);
  }

  /// Removes the stack; one that is not there is no error.
  void delete(String stack, Listener listener) {
    var found = find(stack);
    if (found.isEmpty()) {
      return;
    }
    var seen = eventIds(stack);
    AwsFailures.in("remove the stack " + stack, () -> client.deleteStack(b -> b.stackName(stack)));
    await(stack, found.get().id(), seen, listener);
  }

  /// Stacks that are gone are known by their id alone.
  private void await(String stack, String id, List<String> before, Listener listener) {
    var seen = new ArrayList<>(before);
    var failures = new ArrayList<String>();
    var deadline = Instant.now().plus(LONGEST);
    while (true) {
      var state = find(id);
      for (var event : events(id)) {
        if (!seen.contains(event.eventId())) {
          seen.add(event.eventId());
          tell(event, listener, failures);
        }
      }
      if (state.isEmpty() || state.get().isDone()) {
        return;
      }
      if (!state.get().isInProgress() && !state.get().isBeingReviewed()) {
        throw failed(stack, state.get(), failures);
      }
      pause(stack, deadline);
    }
  }

  private static void tell(StackEvent event, Listener listener, List<String> failures) {
    var status = String.valueOf(event.resourceStatusAsString());
    listener.on(
        event.stackName(),
        String.valueOf(event.logicalResourceId()),
        String.valueOf(event.resourceType()),
        status);
    var reason = event.resourceStatusReason();
    if (status.endsWith("_FAILED") && reason != null && !reason.contains("cancelled")) {
      failures.add(
          "%s (%s): %s".formatted(event.logicalResourceId(), event.resourceType(), reason));
    }
  }

  private static StintException failed(String stack, StackState state, List<String> failures) {
    var reasons =
        failures.isEmpty() ? state.reason() : String.join("\n  ", new ArrayList<>(failures));
    return StintException.user(
        "stack %s ended as %s:\n  %s".formatted(stack, state.status(), reasons));
  }

  private List<String> eventIds(String stack) {
    return events(stack).stream().map(StackEvent::eventId).toList();
  }

  /// The last hundred, oldest first; none of a stack that is gone.
  private List<StackEvent> events(String stack) {
    try {
      var events =
          new ArrayList<>(client.describeStackEvents(b -> b.stackName(stack)).stackEvents());
      Collections.reverse(events);
      return events;
    } catch (CloudFormationException e) {
      if (AwsFailures.message(e).contains("does not exist")) {
        return List.of();
      }
      throw AwsFailures.of("read what happens to the stack " + stack, e);
    }
  }

  private static void pause(String stack, Instant deadline) {
    if (Instant.now().isAfter(deadline)) {
      throw StintException.user(
          "stack %s is still being changed after %d minutes: look at it in the console"
              .formatted(stack, LONGEST.toMinutes()));
    }
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StintException.user("interrupted while stack " + stack + " was being changed", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
