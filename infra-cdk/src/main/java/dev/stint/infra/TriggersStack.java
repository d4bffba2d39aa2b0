package dev.stint.infra;

import dev.stint.config.deploy.DeployDefaults;
import dev.stint.config.deploy.StackOutputs;
import dev.stint.config.deploy.StackParameters;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.amazon.awscdk.services.scheduler.CfnScheduleGroup;
import software.constructs.Construct;

/// What starts the coordinator: its queue, and the schedules of a group. Each job's own rules and
/// schedules are made when the job is registered.
final class TriggersStack extends Stack {

  /// Invocations for events at the same time, so that a flood of uploads leaves functions to runs.
  private static final int MAX_INVOCATIONS = 10;

  TriggersStack(Construct scope, String id, StackProps props) {
    super(scope, id, props);
    var parameters = new Parameters(this);
    var name = parameters.name();
    var coordinator =
        parameters.text(
            StackParameters.COORDINATOR_FUNCTION, "The ARN of the coordinator function's alias");
    var queue = parameters.text(StackParameters.QUEUE_ARN, "The ARN of the queue of events");
    parameters.text(
        StackParameters.DEAD_LETTER_QUEUE_ARN, "The ARN of the queue of what failed for good");
    events(coordinator, queue);
    schedules(name);
  }

  private void events(CfnParameter coordinator, CfnParameter queue) {
    CfnEventSourceMapping.Builder.create(this, "Events")
        .eventSourceArn(queue.getValueAsString())
        .functionName(coordinator.getValueAsString())
        .batchSize(DeployDefaults.EVENTS_AT_ONCE)
        .maximumBatchingWindowInSeconds(DeployDefaults.EVENT_WINDOW.toSeconds())
        .functionResponseTypes(List.of("ReportBatchItemFailures"))
        .scalingConfig(
            CfnEventSourceMapping.ScalingConfigProperty.builder()
                .maximumConcurrency(MAX_INVOCATIONS)
                .build())
        .build();
  }

  private void schedules(CfnParameter name) {
    var group =
        CfnScheduleGroup.Builder.create(this, "ScheduleGroupOfJobs")
            .name(name.getValueAsString())
            .build();
    var role =
        CfnRole.Builder.create(this, "SchedulerRoleOfJobs")
            .description("Lets the schedules of jobs start the coordinator")
            .assumeRolePolicyDocument(
                Policies.trust(
                    "scheduler.amazonaws.com",
                    Map.of(
                        "StringEquals",
                        Map.of(
                            "aws:SourceAccount",
                            "${AWS::AccountId}",
                            "aws:SourceArn",
                            "${ScheduleGroupOfJobs.Arn}"))))
            .policies(
                List.of(
                    CfnRole.PolicyProperty.builder()
                        .policyName("start-coordinator")
                        .policyDocument(
                            Policies.document(
                                List.of(
                                    Policies.allow(
                                        "StartCoordinator",
                                        List.of("lambda:InvokeFunction"),
                                        List.of("${CoordinatorFunction}")),
                                    Policies.allow(
                                        "DeadLetters",
                                        List.of("sqs:SendMessage"),
                                        List.of("${DeadLetterQueueArn}")))))
                        .build()))
            .build();
    CfnOutput.Builder.create(this, "ScheduleGroupName")
        .key(StackOutputs.SCHEDULE_GROUP)
        .value(group.getRef())
        .build();
    CfnOutput.Builder.create(this, "SchedulerRoleArn")
        .key(StackOutputs.SCHEDULER_ROLE)
        .value(role.getAttrArn())
        .build();
  }
}
