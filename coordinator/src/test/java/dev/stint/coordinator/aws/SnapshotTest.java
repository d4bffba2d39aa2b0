package dev.stint.coordinator.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.aws.embedded.EmbeddedS3;
import dev.stint.coordinator.aws.embedded.FunctionDefinition;
import dev.stint.coordinator.aws.embedded.FunctionEndpoint;
import dev.stint.coordinator.aws.embedded.FunctionPackage;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.s3.ObjectStores;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The task function behind a snapshot, in a process of its own over the embedded S3 server.
@EnabledOnOs(OS.LINUX)
class SnapshotTest {

  private static final int MEGABYTES = 512;
  private static final Schema SCHEMA = Schema.of(Field.required("n", DataType.BIGINT));
  private static final String SEGMENT = "s3://work/runs/run/0/0-0.segment";

  @Test
  void functionServesAttemptsAfterwardsWithNewClients() {
    try (var server = EmbeddedS3.startTemporary();
        var store = ObjectStores.open(server.settings());
        var endpoint = FunctionEndpoint.start(List.of(function(server)));
        var invoker = new LambdaInvoker(endpoint.settings(), store)) {
      server.createBucket("work");

      var response = invoker.invoke(request(), (long) MEGABYTES << 20).response().join();

      assertThat(response).isInstanceOf(TaskResponse.Succeeded.class);
      assertThat(response.metrics().isColdStart()).isTrue();
      assertThat(store.head(SEGMENT)).isPresent();
    }
  }

  private static FunctionDefinition function(EmbeddedS3 server) {
    var environment = new HashMap<>(server.settings().toEnvironment());
    environment.put("STINT_WORK_PATH", "s3://work");
    return new FunctionDefinition(
        "stint-" + MEGABYTES,
        SnapshottedTaskHandler.NAME,
        FunctionPackage.ownClassPath(),
        MEGABYTES,
        Duration.ofMinutes(2),
        1,
        environment,
        List.of());
  }

  private static TaskRequest request() {
    var row = List.of(Literal.ofLong(DataType.BIGINT, 1));
    return new TaskRequest(
        "run",
        0,
        0,
        0,
        new Fragment(
            new ValuesNode(SCHEMA, List.of(row)), new StageOutput.UnkeyedExchange(), "UTC"),
        List.of(),
        SEGMENT,
        0,
        64 << 20);
  }
}
