package dev.stint.coordinator.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stint.coordinator.trigger.Accepted;
import dev.stint.coordinator.trigger.TriggerService;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Locale;

/// Takes the requests of the coordinator function: `{"stint":1,"run":"<execution>"}` goes on with
/// an execution, where `"fruitless":n` counts the coordinators in a row that achieved nothing;
/// everything else is an event for the triggers.
final class CoordinatorService {

  private static final System.Logger LOG = System.getLogger(CoordinatorService.class.getName());
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int VERSION = 1;

  private final Executions executions;
  private final TriggerService triggers;

  CoordinatorService(Executions executions, TriggerService triggers) {
    this.executions = executions;
    this.triggers = triggers;
  }

  /// @throws RuntimeException when the request is to be sent again
  byte[] answer(byte[] payload, TimeLimit limit) throws IOException {
    var request = MAPPER.readTree(payload);
    return MAPPER.writeValueAsBytes(
        request.has("run") ? run(request, limit) : answer(triggers.accept(request)));
  }

  private ObjectNode run(JsonNode request, TimeLimit limit) {
    int version = request.path("stint").asInt(0);
    if (version != VERSION) {
      throw StintException.user(
          "this coordinator takes requests of version %d, and this one has %d: deploy again with the version of Stint that sends it"
              .formatted(VERSION, version));
    }
    var id = request.path("run").asText();
    var ending = executions.goOn(id, new Life(limit, request.path("fruitless").asInt(0)));
    LOG.log(Level.INFO, "execution={0} invocation={1}", id, ending);
    return MAPPER
        .createObjectNode()
        .put("execution", id)
        .put("state", ending.name().toLowerCase(Locale.ROOT));
  }

  /// As SQS wants it; whoever else asks may read the decisions.
  private static ObjectNode answer(Accepted accepted) {
    var answer = MAPPER.createObjectNode();
    var failures = answer.putArray("batchItemFailures");
    for (var failed : accepted.failed()) {
      LOG.log(Level.WARNING, "message=" + failed.messageId() + " is to come again", failed.cause());
      failures.addObject().put("itemIdentifier", failed.messageId());
    }
    var decisions = answer.putArray("decisions");
    for (var decision : accepted.decisions()) {
      LOG.log(Level.INFO, "decision={0} {1}", decision.kind(), decision.text());
      decisions.addObject().put("kind", decision.kind().name()).put("text", decision.text());
    }
    return answer;
  }
}
