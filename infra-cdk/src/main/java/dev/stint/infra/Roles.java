package dev.stint.infra;

import dev.stint.config.deploy.AccessPolicy;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.CfnManagedPolicy;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.iam.CfnRolePolicy;

/// The roles of the functions. What they may do in S3 stands in policies of their own, whose
/// documents whoever deploys replaces by those for the locations of the jobs' data: here there are
/// none.
final class Roles {

  private static final AccessPolicy ACCESS =
      new AccessPolicy("${AWS::Partition}", "${WorkBucket}", List.of(), List.of());

  private static final String LOG_GROUPS =
      "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:";

  private final Stack stack;
  private final FunctionParameters parameters;
  private final CfnRole task;
  private final CfnRole coordinator;
  private final CfnManagedPolicy taskData;
  private final CfnManagedPolicy coordinatorData;

  Roles(Stack stack, FunctionParameters parameters) {
    this.stack = stack;
    this.parameters = parameters;
    String taskName = Functions.TASK_NAME;
    String largeTaskName = Functions.LARGE_TASK_NAME;
    String coordinatorName = Functions.COORDINATOR_NAME;
    this.task =
        role(
            "TaskRole",
            "What task functions of Stint may do",
            List.of(logs(List.of(taskName, largeTaskName))));
    this.coordinator =
        role(
            "CoordinatorRole",
            "What the coordinator function of Stint may do",
            List.of(
                logs(List.of(coordinatorName)),
                Policies.allow(
                    "Invoke",
                    List.of("lambda:InvokeFunction"),
                    List.of(
                        versions(taskName), versions(largeTaskName), versions(coordinatorName))),
                Policies.allow(
                    "TakeEvents",
                    List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
                    List.of("${Events.Arn}")),
                Policies.allow(
                    "Send",
                    List.of("sqs:SendMessage"),
                    List.of("${Events.Arn}", "${DeadLetters.Arn}"))));
    this.taskData = dataAccess(AccessPolicy.TASK_RESOURCE, task, ACCESS.task());
    this.coordinatorData =
        dataAccess(AccessPolicy.COORDINATOR_RESOURCE, coordinator, ACCESS.coordinator());
    workKey("TaskWorkKey", task);
    workKey("CoordinatorWorkKey", coordinator);
  }

  Granted task() {
    return new Granted(task.getAttrArn(), taskData);
  }

  Granted coordinator() {
    return new Granted(coordinator.getAttrArn(), coordinatorData);
  }

  /// A role by its ARN, and what has to be there before it may do all its work.
  record Granted(String arn, CfnManagedPolicy policy) {}

  private CfnRole role(String id, String description, List<Map<String, Object>> statements) {
    return CfnRole.Builder.create(stack, id)
        .description(description)
        .assumeRolePolicyDocument(Policies.trust("lambda.amazonaws.com"))
        .policies(
            List.of(
                CfnRole.PolicyProperty.builder()
                    .policyName("work")
                    .policyDocument(Policies.document(statements))
                    .build()))
        .build();
  }

  private CfnManagedPolicy dataAccess(String id, CfnRole role, Map<String, Object> document) {
    return CfnManagedPolicy.Builder.create(stack, id)
        .description("What it may do in S3: follows the locations given to stint deploy")
        .policyDocument(Policies.substituted(document))
        .roles(List.of(role.getRef()))
        .build();
  }

  private void workKey(String id, CfnRole role) {
    CfnRolePolicy.Builder.create(stack, id)
        .policyName("work-key")
        .roleName(role.getRef())
        .policyDocument(
            Policies.document(
                List.of(
                    Policies.allow(
                        "WorkKey",
                        List.of("kms:Decrypt", "kms:GenerateDataKey"),
                        List.of("${KmsKeyArn}")))))
        .build()
        .getCfnOptions()
        .setCondition(parameters.hasKmsKey());
  }

  /// Of the groups and, behind the colon, of the streams in them, which Lambda names.
  private static Map<String, Object> logs(List<String> functions) {
    return Policies.allow(
        "Logs",
        List.of("logs:CreateLogStream", "logs:PutLogEvents"),
        functions.stream()
            .map(name -> LOG_GROUPS + "/aws/lambda/" + name)
            .flatMap(group -> Stream.of(group, group + ":*"))
            .toList());
  }

  /// All versions of a function, also those of earlier deployments, on which runs may still be.
  private static String versions(String function) {
    return "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:"
        + function
        + ":*";
  }
}
