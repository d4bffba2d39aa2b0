package dev.stint.infra;

import dev.stint.config.deploy.DeployDefaults;
import dev.stint.config.deploy.StackNames;
import dev.stint.config.deploy.StackParameters;
import java.util.List;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;

/// Declares parameters of one stack.
final class Parameters {

  private final Stack stack;

  Parameters(Stack stack) {
    this.stack = stack;
  }

  /// The name of the deployment.
  CfnParameter name() {
    return CfnParameter.Builder.create(stack, StackParameters.NAME)
        .type("String")
        .description("The name of the deployment, with which all its names begin")
        .defaultValue(DeployDefaults.NAME)
        .allowedPattern(StackNames.PATTERN)
        .constraintDescription("1 to 20 lower-case letters, digits and single hyphens")
        .build();
  }

  /// A text that must be given.
  CfnParameter text(String name, String description) {
    return CfnParameter.Builder.create(stack, name)
        .type("String")
        .description(description)
        .minLength(1)
        .build();
  }

  CfnParameter text(String name, String description, String defaultValue) {
    return CfnParameter.Builder.create(stack, name)
        .type("String")
        .description(description)
        .defaultValue(defaultValue)
        .build();
  }

  CfnParameter choice(String name, String description, List<String> values) {
    return CfnParameter.Builder.create(stack, name)
        .type("String")
        .description(description)
        .allowedValues(values)
        .defaultValue(values.getFirst())
        .build();
  }

  CfnParameter number(String name, String description, Range range, long defaultValue) {
    return CfnParameter.Builder.create(stack, name)
        .type("Number")
        .description(description)
        .minValue(range.least())
        .maxValue(range.most())
        .defaultValue(defaultValue)
        .build();
  }

  /// Both ends belong to it.
  record Range(long least, long most) {}

  /// Holds when the parameter has another value than `value`.
  CfnCondition isNot(String name, CfnParameter parameter, String value) {
    return CfnCondition.Builder.create(stack, name)
        .expression(Fn.conditionNot(Fn.conditionEquals(Fn.ref(parameter.getLogicalId()), value)))
        .build();
  }

  CfnCondition is(String name, CfnParameter parameter, String value) {
    return CfnCondition.Builder.create(stack, name)
        .expression(Fn.conditionEquals(Fn.ref(parameter.getLogicalId()), value))
        .build();
  }
}
