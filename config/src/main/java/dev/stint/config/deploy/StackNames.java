package dev.stint.config.deploy;

import java.util.List;
import java.util.regex.Pattern;

/// The names of what belongs to one deployment. Several deployments, each with a name of its own,
/// live side by side in one account and region.
public record StackNames(String name) {

  /// A regular expression, in CloudFormation's words as well.
  public static final String PATTERN = "(?=.{1,20}$)[a-z](?:-?[a-z0-9])*";

  private static final Pattern NAME = Pattern.compile(PATTERN);

  /// @throws IllegalArgumentException when `name` cannot be part of all these names
  public StackNames {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'%s' cannot name a deployment: write 1 to 20 lower-case letters, digits and single"
                  .formatted(name)
              + " hyphens, a letter first, such as stint or stint-test");
    }
  }

  /// Work bucket. Outlives the others: it holds data.
  public String storage() {
    return name + "-storage";
  }

  /// Functions, their roles, queues and logs.
  public String functions() {
    return name + "-functions";
  }

  /// What starts the coordinator.
  public String triggers() {
    return name + "-triggers";
  }

  /// Dashboard, alarms, budget.
  public String operations() {
    return name + "-operations";
  }

  /// All stacks in the order in which they are made.
  public List<String> inOrder() {
    return List.of(storage(), functions(), triggers(), operations());
  }

  /// The task function of the usual size. Its versions may differ in memory.
  public String taskFunction() {
    return name + "-task";
  }

  public String largeTaskFunction() {
    return name + "-task-large";
  }

  public String coordinatorFunction() {
    return name + "-coordinator";
  }

  public String scheduleGroup() {
    return name;
  }

  /// With what the names of the EventBridge rules of jobs begin; the queue takes events from no
  /// other rule.
  public String rulePrefix() {
    return "stint-" + name + "-";
  }
}
