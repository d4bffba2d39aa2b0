package dev.stint.tests.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The roles of the templates as an emulator enforces them, S3 apart: of each statement something
/// that it allows, and beside it something that nothing allows.
@NeedsEmulator
class RolesTest {

  private static final String ACCOUNT = "000000000000";
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:" + ACCOUNT + ":function:stint-";

  private static final Map<String, String> VALUES =
      Map.of(
          "AWS::Partition", "aws",
          "AWS::Region", MiniStack.REGION,
          "AWS::AccountId", ACCOUNT,
          "Name", "stint",
          "Events.Arn", "arn:aws:sqs:us-east-1:000000000000:stint-events",
          "DeadLetters.Arn", "arn:aws:sqs:us-east-1:000000000000:stint-dead-letters",
          "DeadLetterQueueArn", "arn:aws:sqs:us-east-1:000000000000:stint-dead-letters",
          "CoordinatorFunction", FUNCTION + "coordinator:live");

  private static MiniStack stack;
  private static SignedCalls owner;
  private static Map<Who, SignedCalls> roles;

  enum Who {
    TASK,
    COORDINATOR,
    SCHEDULER
  }

  enum Call {
    INVOKE,
    SEND,
    RECEIVE,
    LOG;

    SignedCalls.Answer by(SignedCalls calls, String on) throws IOException {
      return switch (this) {
        case INVOKE ->
            calls.send(
                "lambda",
                "/2015-03-31/functions/" + FUNCTION + on + "/invocations",
                "{}",
                Map.of("X-Amz-Invocation-Type", "Event"));
        case SEND ->
            calls.query(
                "sqs", Map.of("Action", "SendMessage", "QueueUrl", queue(on), "MessageBody", "x"));
        case RECEIVE ->
            calls.query("sqs", Map.of("Action", "ReceiveMessage", "QueueUrl", queue(on)));
        case LOG ->
            calls.send(
                "logs",
                "/",
                "{\"logGroupName\": \"/aws/lambda/stint-%s\", \"logStreamName\": \"%s\"}"
                    .formatted(on, System.nanoTime()),
                Map.of(
                    "Content-Type", "application/x-amz-json-1.1",
                    "X-Amz-Target", "Logs_20140328.CreateLogStream"));
      };
    }

    private static String queue(String name) {
      return stack.endpoint() + "/" + ACCOUNT + "/stint-" + name;
    }
  }

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    stack = MiniStack.start(folder, MiniStack.Policies.ENFORCED, Map.of());
    owner = SignedCalls.of(stack);
    for (var queue : new String[] {"stint-events", "stint-dead-letters", "stint-other"}) {
      assertThat(owner.query("sqs", Map.of("Action", "CreateQueue", "QueueName", queue)).status())
          .isEqualTo(200);
    }
    roles =
        Map.of(
            Who.TASK, as("functions", "TaskRole"),
            Who.COORDINATOR, as("functions", "CoordinatorRole"),
            Who.SCHEDULER, as("triggers", "SchedulerRoleOfJobs"));
  }

  @AfterAll
  static void stop() {
    owner.http().close();
    stack.close();
  }

  private static SignedCalls as(String template, String role) throws IOException {
    var path = Path.of("..", "infra-cdk", "templates", template + ".json");
    var document =
        new JsonMapper()
            .readTree(Files.readString(path))
            .at("/Resources/" + role + "/Properties/Policies/0/PolicyDocument");
    return owner.as(owner.role(role, resolved(document)));
  }

  /// What CloudFormation makes of a document.
  private static String resolved(JsonNode document) {
    var json = document.toString().replaceAll("\\{\"Fn::Sub\":(\"[^\"]*\")}", "$1");
    return Pattern.compile("\\$\\{([^}]+)}")
        .matcher(json)
        .replaceAll(found -> String.valueOf(VALUES.get(found.group(1))));
  }

  static Stream<Arguments> allowed() {
    return Stream.of(
        Arguments.of(Who.COORDINATOR, Call.INVOKE, "task:7"),
        Arguments.of(Who.COORDINATOR, Call.INVOKE, "task-large:7"),
        Arguments.of(Who.COORDINATOR, Call.INVOKE, "coordinator:7"),
        Arguments.of(Who.COORDINATOR, Call.SEND, "events"),
        Arguments.of(Who.COORDINATOR, Call.SEND, "dead-letters"),
        Arguments.of(Who.COORDINATOR, Call.RECEIVE, "events"),
        Arguments.of(Who.COORDINATOR, Call.LOG, "coordinator"),
        Arguments.of(Who.TASK, Call.LOG, "task"),
        Arguments.of(Who.TASK, Call.LOG, "task-large"),
        Arguments.of(Who.SCHEDULER, Call.INVOKE, "coordinator:live"),
        Arguments.of(Who.SCHEDULER, Call.SEND, "dead-letters"));
  }

  static Stream<Arguments> denied() {
    return Stream.of(
        Arguments.of(Who.COORDINATOR, Call.INVOKE, "other:7"),
        Arguments.of(Who.COORDINATOR, Call.SEND, "other"),
        Arguments.of(Who.COORDINATOR, Call.RECEIVE, "dead-letters"),
        Arguments.of(Who.COORDINATOR, Call.LOG, "task"),
        Arguments.of(Who.TASK, Call.INVOKE, "task:7"),
        Arguments.of(Who.TASK, Call.INVOKE, "coordinator:live"),
        Arguments.of(Who.TASK, Call.SEND, "dead-letters"),
        Arguments.of(Who.TASK, Call.RECEIVE, "events"),
        Arguments.of(Who.TASK, Call.LOG, "coordinator"),
        Arguments.of(Who.SCHEDULER, Call.INVOKE, "coordinator:7"),
        Arguments.of(Who.SCHEDULER, Call.INVOKE, "task:7"),
        Arguments.of(Who.SCHEDULER, Call.SEND, "events"),
        Arguments.of(Who.SCHEDULER, Call.LOG, "coordinator"));
  }

  /// Functions and log groups are not there, which an emulator says after it has let somebody in.
  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource
  void allowed(Who who, Call call, String on) throws IOException {
    var answer = call.by(calls(who), on);

    assertThat(answer.isDenied()).as(answer.body()).isFalse();
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource
  void denied(Who who, Call call, String on) throws IOException {
    var answer = call.by(calls(who), on);

    assertThat(answer.isDenied()).as(answer.body()).isTrue();
    // So it was the policy: the owner may.
    assertThat(call.by(owner, on).isDenied()).isFalse();
  }

  private static SignedCalls calls(Who who) {
    var calls = roles.get(who);
    if (calls == null) {
      throw new AssertionError(who);
    }
    return calls;
  }
}
