package dev.stint.coordinator.deploy;

import dev.stint.config.deploy.StackNames;
import dev.stint.config.deploy.StackOutputs;
import dev.stint.coordinator.aws.AwsSettings;
import dev.stint.coordinator.aws.trigger.EventBridgeWiring;
import java.util.List;
import java.util.Optional;

/// Removes a deployment, whole or what is left of it, but for the work bucket.
public final class Destroyer {

  private final AwsSettings aws;
  private final StackNames names;

  public Destroyer(AwsSettings aws, StackNames names) {
    this.aws = aws;
    this.names = names;
  }

  /// What is there: the stacks by name, in the order in which they were made, and the bucket that
  /// stays.
  public record Found(String account, List<String> stacks, Optional<String> workBucket) {}

  public Found find() {
    try (var stacks = new Stacks(aws)) {
      var there = names.inOrder().stream().filter(name -> stacks.find(name).isPresent()).toList();
      var bucket =
          stacks.find(names.storage()).map(state -> state.outputs().get(StackOutputs.WORK_BUCKET));
      return new Found(Deployments.account(aws), there, bucket);
    }
  }

  /// Removes it.
  public void destroy(Found found, Deployer.Progress progress) {
    try (var wiring = EventBridgeWiring.toRemove(aws, names)) {
      wiring.unwireAll().forEach(name -> progress.done(name + ": removed"));
    }
    try (var stacks = new Stacks(aws)) {
      for (var stack : found.stacks().reversed()) {
        stacks.delete(stack, progress::resource);
        progress.done(stack + ": removed");
      }
    }
  }
}
