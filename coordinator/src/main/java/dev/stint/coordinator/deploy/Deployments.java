package dev.stint.coordinator.deploy;

import dev.stint.config.deploy.DeployDefaults;
import dev.stint.config.deploy.Deployment;
import dev.stint.config.deploy.StackNames;
import dev.stint.config.deploy.StackOutputs;
import dev.stint.coordinator.aws.AwsSettings;
import dev.stint.plan.failure.StintException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds what is deployed, by the outputs of its stacks.
public final class Deployments {

  private Deployments() {}

  /// The deployment `name`, by stacks of the version of Stint that asks.
  ///
  /// @throws StintException of kind USER when it is not there, not whole, of another version, or
  ///   may not be looked at
  public static Deployment find(AwsSettings aws, String name, String version) {
    try (var stacks = new Stacks(aws)) {
      var names = new StackNames(name);
      var outputs = new HashMap<String, String>();
      for (var stack : List.of(names.storage(), names.functions(), names.triggers())) {
        outputs.putAll(outputs(stacks, stack, name, aws));
      }
      requireVersion(outputs, version, name);
      return Deployment.of(outputs);
    } catch (IllegalArgumentException e) {
      throw StintException.user("deployment " + name + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, String> outputs(
      Stacks stacks, String stack, String name, AwsSettings aws) {
    return stacks
        .find(stack)
        .filter(found -> !found.isBeingReviewed())
        .map(StackState::outputs)
        .orElseThrow(
            () ->
                StintException.user(
                    "there is no stack %s in %s: run 'stint deploy%s' first, or choose the account and region that have it (AWS_PROFILE, AWS_REGION)"
                        .formatted(stack, account(aws), option(name))));
  }

  private static String option(String name) {
    return name.equals(DeployDefaults.NAME) ? "" : " --name " + name;
  }

  /// The account and region that the credentials lead to.
  static String account(AwsSettings aws) {
    return "account " + Account.id(aws) + ", region " + aws.place();
  }

  private static void requireVersion(Map<String, String> outputs, String version, String name) {
    var deployed = Optional.ofNullable(outputs.get(StackOutputs.STINT_VERSION));
    if (deployed.isPresent() && !deployed.get().equals(version)) {
      throw StintException.user(
          "deployment %s is of Stint %s, and this is Stint %s: use that version, or run 'stint deploy%s' with this one"
              .formatted(name, deployed.get(), version, option(name)));
    }
  }
}
