package dev.stint.coordinator.aws.trigger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stint.coordinator.aws.AwsClients;
import dev.stint.coordinator.aws.AwsFailures;
import dev.stint.coordinator.aws.AwsSettings;
import dev.stint.coordinator.trigger.JobStarter;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/// Has executions run by the coordinator function, by asynchronous invocations: Lambda keeps them
/// until the function has taken them, and repeats what failed.
public final class LambdaJobStarter implements JobStarter, AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final LambdaClient client;
  private final String function;

  private LambdaJobStarter(LambdaClient client, String function) {
    this.client = client;
    this.function = function;
  }

  /// `function` is a version or an alias: an ARN, or a name with it after a colon.
  public static LambdaJobStarter ofFunction(AwsSettings aws, String function) {
    return new LambdaJobStarter(AwsClients.open(LambdaClient.builder(), aws), function);
  }

  @Override
  public void start(String executionId) {
    invoke(executionId, request(executionId));
  }

  /// The same for an execution that was begun, and on which `fruitless` coordinators in a row did
  /// not get on.
  public void handOver(String executionId, int fruitless) {
    invoke(executionId, request(executionId).put("fruitless", fruitless));
  }

  private static ObjectNode request(String executionId) {
    return MAPPER.createObjectNode().put("stint", 1).put("run", executionId);
  }

  private void invoke(String executionId, ObjectNode request) {
    AwsFailures.in(
        "start execution %s in %s".formatted(executionId, function),
        () ->
            client.invoke(
                b ->
                    b.functionName(function)
                        .invocationType(InvocationType.EVENT)
                        .payload(SdkBytes.fromUtf8String(request.toString()))));
  }

  @Override
  public void close() {
    client.close();
  }
}
