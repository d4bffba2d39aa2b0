package dev.stint.coordinator.aws.trigger;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stint.config.job.Trigger;
import dev.stint.coordinator.aws.AwsClients;
import dev.stint.coordinator.aws.AwsFailures;
import dev.stint.coordinator.aws.AwsSettings;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DeadLetterConfig;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;

/// The EventBridge rules that send the uploads of jobs to the coordinator's queue.
final class EventRules implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String TARGET = "coordinator";

  private final EventBridgeClient client;

  EventRules(AwsSettings aws) {
    this.client = AwsClients.open(EventBridgeClient.builder(), aws);
  }

  /// Makes the rule, or changes it.
  void put(
      String rule,
      Trigger.S3Upload upload,
      RuleState state,
      String queueArn,
      String deadLetterQueueArn) {
    AwsFailures.in(
        "make the rule " + rule,
        () -> client.putRule(b -> b.name(rule).eventPattern(pattern(upload)).state(state)));
    var target =
        Target.builder()
            .id(TARGET)
            .arn(queueArn)
            .deadLetterConfig(DeadLetterConfig.builder().arn(deadLetterQueueArn).build())
            .build();
    AwsFailures.in(
        "set the target of the rule " + rule,
        () -> client.putTargets(b -> b.rule(rule).targets(target)));
  }

  /// What the trigger takes, or a little more: the coordinator looks at each key again. In a
  /// pattern two conditions on the key mean that either holds, so only one is made.
  static String pattern(Trigger.S3Upload upload) {
    var pattern = MAPPER.createObjectNode();
    pattern.putArray("source").add("aws.s3");
    pattern.putArray("detail-type").add("Object Created");
    var detail = pattern.putObject("detail");
    detail.putObject("bucket").putArray("name").add(upload.bucket());
    var prefix = upload.literalPrefix();
    if (!prefix.isEmpty()) {
      detail.putObject("object").putArray("key").addObject().put("prefix", prefix);
    } else if (!upload.suffix().isEmpty()) {
      detail.putObject("object").putArray("key").addObject().put("suffix", upload.suffix());
    }
    return pattern.toString();
  }

  /// The names of all rules that begin so.
  List<String> names(String prefix) {
    var names = new ArrayList<String>();
    String token = null;
    do {
      var from = token;
      var page =
          AwsFailures.in(
              "list the rules " + prefix + "*",
              () -> client.listRules(b -> b.namePrefix(prefix).nextToken(from)));
      page.rules().stream().map(Rule::name).forEach(names::add);
      token = page.nextToken();
    } while (token != null);
    return names;
  }

  /// One that is not there is no error.
  void delete(String rule) {
    try {
      client.removeTargets(b -> b.rule(rule).ids(TARGET));
      client.deleteRule(b -> b.name(rule));
    } catch (ResourceNotFoundException _) {
      // Gone already.
    } catch (SdkException e) {
      throw AwsFailures.of("remove the rule " + rule, e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
