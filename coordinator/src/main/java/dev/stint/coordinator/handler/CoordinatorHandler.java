package dev.stint.coordinator.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.stint.config.deploy.CoordinatorEnvironment;
import dev.stint.coordinator.aws.AwsSettings;
import dev.stint.coordinator.aws.trigger.LambdaJobStarter;
import dev.stint.coordinator.aws.trigger.SqsDeadLetters;
import dev.stint.coordinator.aws.trigger.SqsDelayedMessages;
import dev.stint.coordinator.session.AwsSession;
import dev.stint.coordinator.session.AwsTarget;
import dev.stint.coordinator.trigger.TriggerService;
import dev.stint.executor.lambda.FunctionLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/// The coordinator function as it is deployed. This class wires it up from the variables of
/// [CoordinatorEnvironment] and those that Lambda sets; what it makes serves all invocations of the
/// process. Executions that it starts or hands over go to its own version, so that they end on the
/// code and with the functions they began with.
public final class CoordinatorHandler implements RequestStreamHandler {

  private final CoordinatorService service;

  /// Lambda makes one for each process.
  public CoordinatorHandler() {
    this(System.getenv());
  }

  private CoordinatorHandler(Map<String, String> variables) {
    FunctionLog.install(variables);
    var environment = CoordinatorEnvironment.fromEnvironment(variables);
    var aws = AwsSettings.ofFunction(variables);
    var connected =
        AwsSession.connect(
            new AwsTarget(
                aws,
                environment.workPath(),
                environment.taskFunctions(),
                environment.concurrency(),
                environment.taskTimeout()));
    var clock = InstantSource.system();
    var starter = LambdaJobStarter.ofFunction(aws, ownVersion(variables));
    var deadLetters = new SqsDeadLetters(aws, environment.deadLetterQueueUrl());
    var messages = new SqsDelayedMessages(aws, environment.queueUrl());
    this.service =
        new CoordinatorService(
            new Executions(
                connected.store(),
                environment.workPath(),
                new Executions.Ports(
                    zone ->
                        connected.session(
                            environment.concurrency(), environment.smallestTaskBytes(), zone),
                    starter::handOver,
                    deadLetters),
                clock),
            new TriggerService(
                connected.store(),
                new TriggerService.Settings(
                    environment.workPath(), environment.timeZone(), Map.of()),
                new TriggerService.Ports(starter, messages, deadLetters),
                clock));
  }

  private static String ownVersion(Map<String, String> variables) {
    return variables.getOrDefault("AWS_LAMBDA_FUNCTION_NAME", "")
        + ":"
        + variables.getOrDefault("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    var time = Duration.ofMillis(context.getRemainingTimeInMillis());
    var limit = TimeLimit.of(InstantSource.system().instant(), time);
    output.write(service.answer(input.readAllBytes(), limit));
  }
}
