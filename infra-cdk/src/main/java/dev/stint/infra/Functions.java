package dev.stint.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnDeletionPolicy;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.lambda.CfnAlias;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.CfnVersion;
import software.amazon.awscdk.services.logs.CfnLogGroup;

/// Functions with their logs, versions and aliases.
final class Functions {

  /// The alias of the version that new work goes to.
  static final String LIVE = "live";

  // Names of functions, which say nothing of sizes: versions of one function may differ in them.

  static final String TASK_NAME = "${Name}-task";
  static final String LARGE_TASK_NAME = "${Name}-task-large";
  static final String COORDINATOR_NAME = "${Name}-coordinator";

  private final Stack stack;
  private final FunctionParameters parameters;

  Functions(Stack stack, FunctionParameters parameters) {
    this.stack = stack;
    this.parameters = parameters;
  }

  record Size(Number memoryMb, int diskMb, Number timeoutSeconds) {}

  CfnFunction function(
      String id,
      String name,
      String handler,
      CfnParameter codeKey,
      Size size,
      Roles.Granted role,
      Map<String, String> variables) {
    var logs =
        CfnLogGroup.Builder.create(stack, id + "Logs")
            .logGroupName(Fn.sub("/aws/lambda/" + name))
            .retentionInDays(parameters.logRetention().getValueAsNumber())
            .build();
    var function =
        CfnFunction.Builder.create(stack, id + "Function")
            .functionName(Fn.sub(name))
            // A version is only made of a function that differs from the version before.
            .description(Fn.sub("Stint ${StintVersion}, release ${Release}"))
            .runtime(parameters.runtime().getValueAsString())
            .architectures(List.of("x86_64"))
            .handler(handler)
            .code(
                CfnFunction.CodeProperty.builder()
                    .s3Bucket(parameters.codeBucket().getValueAsString())
                    .s3Key(codeKey.getValueAsString())
                    .build())
            .memorySize(size.memoryMb())
            .ephemeralStorage(
                CfnFunction.EphemeralStorageProperty.builder().size(size.diskMb()).build())
            .timeout(size.timeoutSeconds())
            .role(role.arn())
            .environment(
                CfnFunction.EnvironmentProperty.builder()
                    .variables(withEndpoint(variables))
                    .build())
            .loggingConfig(
                CfnFunction.LoggingConfigProperty.builder()
                    .logGroup(logs.getRef())
                    .logFormat("Text")
                    .build())
            .build();
    // SnapStart runs it once as soon as it has a version.
    function.addResourceDependency(role.policy());
    return function;
  }

  private Map<String, String> withEndpoint(Map<String, String> variables) {
    var all = new LinkedHashMap<>(variables);
    all.put(
        "AWS_ENDPOINT_URL",
        Fn.conditionIf(
                parameters.hasEndpoint().getLogicalId(),
                parameters.endpointUrl().getValueAsString(),
                Aws.NO_VALUE)
            .toString());
    return all;
  }

  /// Where Lambda's own Java runs it.
  void snapStart(CfnFunction function) {
    function.setSnapStart(
        Fn.conditionIf(
            parameters.hasSnapStart().getLogicalId(),
            Map.of("ApplyOn", "PublishedVersions"),
            Aws.NO_VALUE));
  }

  void reserve(CfnFunction function, CfnCondition isReserved, CfnParameter concurrency) {
    function.setReservedConcurrentExecutions(
        Token.asNumber(
            Fn.conditionIf(
                isReserved.getLogicalId(), concurrency.getValueAsNumber(), Aws.NO_VALUE)));
  }

  /// Of each release one, which stays when the next comes: runs end on what they began with.
  CfnVersion version(String id, CfnFunction function) {
    var version =
        CfnVersion.Builder.create(stack, id + "Version")
            .functionName(function.getRef())
            .description(parameters.release().getValueAsString())
            .build();
    version.getCfnOptions().setDeletionPolicy(CfnDeletionPolicy.RETAIN);
    version.getCfnOptions().setUpdateReplacePolicy(CfnDeletionPolicy.RETAIN);
    return version;
  }

  CfnAlias alias(String id, CfnFunction function, CfnVersion version) {
    return CfnAlias.Builder.create(stack, id + "Live")
        .name(LIVE)
        .functionName(function.getRef())
        .functionVersion(version.getAttrVersion())
        .build();
  }
}
