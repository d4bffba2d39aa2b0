package dev.stint.coordinator.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stint.config.deploy.AccessPolicy;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A CloudFormation template of this build, as `infra-cdk` synthesised it.
final class Template {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /// Where a template notes what its policies follow from, so that the next deploy finds it.
  private static final String METADATA = "Stint";

  private static final List<String> KINDS =
      List.of("storage", "functions", "triggers", "operations");

  private final ObjectNode json;

  private Template(ObjectNode json) {
    this.json = json;
  }

  /// `kind` is `storage`, `functions`, `triggers` or `operations`.
  static Template ofBuild(String kind) {
    var resource = "/dev/stint/templates/" + kind + ".json";
    try (var in = Template.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw StintException.internal("this build of Stint has no template " + resource, null);
      }
      return new Template((ObjectNode) MAPPER.readTree(in));
    } catch (IOException e) {
      throw StintException.internal("cannot read the template " + resource, e);
    }
  }

  /// The parameters by name, each with its default, or an empty text where it has none.
  Map<String, String> parameters() {
    var parameters = new LinkedHashMap<String, String>();
    for (var parameter : json.path("Parameters").properties()) {
      parameters.put(parameter.getKey(), parameter.getValue().path("Default").asText(""));
    }
    return parameters;
  }

  /// Whether a parameter may be left to its default.
  boolean hasDefault(String parameter) {
    return json.path("Parameters").path(parameter).has("Default");
  }

  /// Checks given parameters of all templates as CloudFormation will.
  ///
  /// @throws IllegalArgumentException naming the first that it would refuse, and what it takes
  static void check(Map<String, String> given) {
    KINDS.forEach(kind -> ofBuild(kind).checkOwn(given));
  }

  private void checkOwn(Map<String, String> given) {
    for (var parameter : json.path("Parameters").properties()) {
      var value = given.get(parameter.getKey());
      if (value != null) {
        checkRange(parameter.getKey(), value, parameter.getValue());
        checkChoice(parameter.getKey(), value, parameter.getValue().path("AllowedValues"));
      }
    }
  }

  private static void checkRange(String name, String value, JsonNode declared) {
    if (!declared.has("MinValue")) {
      return;
    }
    long least = declared.path("MinValue").asLong();
    long most = declared.path("MaxValue").asLong(Long.MAX_VALUE);
    long number = Long.parseLong(value);
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          declared.has("MaxValue")
              ? "%s is %s, but must be from %d to %d".formatted(name, value, least, most)
              : "%s is %s, but must be %d or more".formatted(name, value, least));
    }
  }

  private static void checkChoice(String name, String value, JsonNode allowed) {
    if (!allowed.isMissingNode() && !texts(allowed).contains(value)) {
      throw new IllegalArgumentException(
          "%s is %s, but must be one of %s"
              .formatted(name, value, String.join(", ", texts(allowed))));
    }
  }

  /// Writes into the two policies what jobs may touch, and notes it.
  ///
  /// @throws IllegalArgumentException when IAM would not take that much
  Template withAccess(DataAccess access) {
    var copy = json.deepCopy();
    // Resolved by CloudFormation, so that the template is the same wherever it is deployed.
    var policy = access.policy("${AWS::Partition}", "${WorkBucket}");
    setPolicy(copy, AccessPolicy.TASK_RESOURCE, policy.task());
    setPolicy(copy, AccessPolicy.COORDINATOR_RESOURCE, policy.coordinator());
    copy.withObject("Metadata").set(METADATA, MAPPER.valueToTree(access));
    return new Template(copy);
  }

  private static void setPolicy(ObjectNode template, String resource, Map<String, Object> policy) {
    var properties = template.path("Resources").path(resource).path("Properties");
    if (!(properties instanceof ObjectNode found)) {
      throw StintException.internal("the template has no resource " + resource, null);
    }
    ObjectNode document = MAPPER.valueToTree(policy);
    for (var statement : document.withArray("Statement")) {
      ((ObjectNode) statement).set("Resource", substituted(statement.path("Resource")));
    }
    found.set("PolicyDocument", document);
  }

  private static ArrayNode substituted(JsonNode resources) {
    var substituted = MAPPER.createArrayNode();
    for (var resource : resources) {
      if (resource.asText().contains("${")) {
        substituted.addObject().set("Fn::Sub", resource);
      } else {
        substituted.add(resource);
      }
    }
    return substituted;
  }

  /// What a deployed template notes of the jobs' data.
  static DataAccess access(String templateText) {
    try {
      var noted = MAPPER.readTree(templateText).path("Metadata").path(METADATA);
      return noted.isMissingNode()
          ? DataAccess.NONE
          : new DataAccess(
              texts(noted.path("read")), texts(noted.path("write")), texts(noted.path("keys")));
    } catch (IOException e) {
      throw StintException.user(
          "the deployed template is not one of Stint's: " + e.getMessage(), e);
    }
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /// As CloudFormation takes it.
  String text() {
    return json.toPrettyString();
  }

  /// Without white space: CloudFormation takes a template of 51,200 bytes.
  String compactText() {
    return json.toString();
  }
}
