package dev.stint.infra;

import dev.stint.config.deploy.CoordinatorEnvironment;
import dev.stint.config.deploy.DeployDefaults;
import dev.stint.config.deploy.StackOutputs;
import dev.stint.config.memory.FunctionDisk;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.lambda.CfnAlias;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.CfnVersion;
import software.constructs.Construct;

/// The functions with all that they need to run. No resource policy lets anybody invoke them: who
/// may, may by a policy of its own.
final class FunctionsStack extends Stack {

  private static final String TASK_HANDLER = "dev.stint.executor.lambda.TaskHandler";
  private static final String COORDINATOR_HANDLER =
      "dev.stint.coordinator.handler.CoordinatorHandler";

  /// Lambda's Java runtime stops at the first compiler unless it is told otherwise.
  private static final String BOTH_COMPILERS = "-XX:+TieredCompilation -XX:TieredStopAtLevel=4";

  private final FunctionParameters parameters;
  private final Functions functions;

  FunctionsStack(Construct scope, String id, StackProps props) {
    super(scope, id, props);
    this.parameters = FunctionParameters.declare(this);
    this.functions = new Functions(this, parameters);
    var queues = new Queues(this, parameters.eventVisibility());
    var roles = new Roles(this, parameters);
    var task =
        taskVersion(
            "Task",
            Functions.TASK_NAME,
            size(parameters.taskMemory().getValueAsNumber(), DeployDefaults.TASK_DISK_MB),
            roles.task(),
            parameters.hasReserved(),
            parameters.reserved());
    var largeTask =
        taskVersion(
            "LargeTask",
            Functions.LARGE_TASK_NAME,
            size(DeployDefaults.LARGE_TASK_MEMORY_MB, DeployDefaults.LARGE_TASK_DISK_MB),
            roles.task(),
            parameters.hasLargeReserved(),
            parameters.largeReserved());
    String taskFunctions =
        Fn.sub(
            "${%s}=${%s},%d=${%s}"
                .formatted(
                    parameters.taskMemory().getLogicalId(),
                    task.getLogicalId(),
                    DeployDefaults.LARGE_TASK_MEMORY_MB,
                    largeTask.getLogicalId()));
    var live = coordinator(roles, queues, taskFunctions);
    output(StackOutputs.NAME, parameters.name().getValueAsString());
    output(StackOutputs.STINT_VERSION, parameters.stintVersion().getValueAsString());
    output(StackOutputs.TASK_FUNCTIONS, taskFunctions);
    output(StackOutputs.COORDINATOR_FUNCTION, live.getRef());
    output(StackOutputs.CONCURRENCY, parameters.concurrency().getValueAsString());
    output(StackOutputs.QUEUE_URL, queues.events().getRef());
    output(StackOutputs.QUEUE_ARN, queues.events().getAttrArn());
    output(StackOutputs.DEAD_LETTER_QUEUE_URL, queues.deadLetters().getRef());
    output(StackOutputs.DEAD_LETTER_QUEUE_ARN, queues.deadLetters().getAttrArn());
  }

  private CfnVersion taskVersion(
      String id,
      String name,
      Functions.Size size,
      Roles.Granted role,
      CfnCondition hasReserved,
      CfnParameter reserved) {
    boolean isSnapStarted = size.diskMb() <= DeployDefaults.TASK_DISK_MB;
    var function =
        functions.function(
            id,
            name,
            TASK_HANDLER,
            parameters.taskCodeKey(),
            size,
            role,
            taskVariables(isSnapStarted, size));
    if (isSnapStarted) {
      functions.snapStart(function);
    }
    functions.reserve(function, hasReserved, reserved);
    var version = functions.version(id, function);
    functions.alias(id, function, version);
    return version;
  }

  private Functions.Size size(Number memoryMb, int diskMb) {
    return new Functions.Size(memoryMb, diskMb, parameters.taskTimeout().getValueAsNumber());
  }

  private static Map<String, String> taskVariables(boolean isSnapStarted, Functions.Size size) {
    var variables = new TreeMap<String, String>();
    variables.put(CoordinatorEnvironment.WORK_PATH, Fn.sub("s3://${WorkBucket}"));
    variables.put(FunctionDisk.VARIABLE, Integer.toString(size.diskMb()));
    if (!isSnapStarted) {
      variables.put("JAVA_TOOL_OPTIONS", BOTH_COMPILERS);
    }
    return variables;
  }

  private CfnAlias coordinator(Roles roles, Queues queues, String taskFunctions) {
    var size =
        new Functions.Size(
            parameters.coordinatorMemory().getValueAsNumber(),
            DeployDefaults.COORDINATOR_DISK_MB,
            parameters.coordinatorTimeout().getValueAsNumber());
    var function =
        functions.function(
            "Coordinator",
            Functions.COORDINATOR_NAME,
            COORDINATOR_HANDLER,
            parameters.coordinatorCodeKey(),
            size,
            roles.coordinator(),
            Map.of(
                CoordinatorEnvironment.NAME,
                parameters.name().getValueAsString(),
                CoordinatorEnvironment.WORK_PATH,
                Fn.sub("s3://${WorkBucket}"),
                CoordinatorEnvironment.TASK_FUNCTIONS,
                taskFunctions,
                CoordinatorEnvironment.CONCURRENCY,
                parameters.concurrency().getValueAsString(),
                CoordinatorEnvironment.TASK_TIMEOUT_SECONDS,
                parameters.taskTimeout().getValueAsString(),
                CoordinatorEnvironment.QUEUE_URL,
                queues.events().getRef(),
                CoordinatorEnvironment.DEAD_LETTER_QUEUE_URL,
                queues.deadLetters().getRef(),
                CoordinatorEnvironment.TIME_ZONE,
                parameters.timeZone().getValueAsString()));
    // Of what Lambda cannot run, also after it has tried twice again: part of each version.
    function.setDeadLetterConfig(
        CfnFunction.DeadLetterConfigProperty.builder()
            .targetArn(queues.deadLetters().getAttrArn())
            .build());
    // It hands executions over to itself as often as they need. Lambda counts invocations that
    // come of one another, and takes a chain of sixteen for an accident.
    function.setRecursiveLoop("Allow");
    var version = functions.version("Coordinator", function);
    return functions.alias("Coordinator", function, version);
  }

  private void output(String key, String value) {
    CfnOutput.Builder.create(this, "Output" + key).key(key).value(value).build();
  }
}
