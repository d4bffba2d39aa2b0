package dev.stint.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.config.deploy.StackNames;
import dev.stint.config.deploy.StackOutputs;
import dev.stint.config.deploy.StackParameters;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What holds of all templates.
class TemplatesTest {

  /// Of CloudFormation, for a template within a request.
  private static final int MAX_TEMPLATE_BYTES = 51_200;

  /// What the policies of the functions may grow by, when locations are filled in.
  private static final int POLICIES_BYTES = 2 * 6_144;

  static final List<String> NAMES = Templates.NAMES;

  @ParameterizedTest
  @FieldSource("NAMES")
  void fitsIntoARequest(String name) {
    int bytes = Templates.read(name).toString().length();

    assertThat(bytes).isLessThan(MAX_TEMPLATE_BYTES - POLICIES_BYTES);
  }

  /// Neither the CDK's notes nor rules that ask for its bootstrap stack.
  @ParameterizedTest
  @FieldSource("NAMES")
  void holdsNothingOfTheCdk(String name) {
    var template = Templates.read(name);

    assertThat(template.properties().stream().map(field -> field.getKey()))
        .isSubsetOf("Conditions", "Description", "Outputs", "Parameters", "Resources", "Rules");
    assertThat(template.findValues("Metadata")).isEmpty();
    assertThat(template.toString()).doesNotContain("BootstrapVersion", "aws:cdk", "CDKMetadata");
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void nothingIsSharedBetweenStacksButParameters(String name) {
    var template = Templates.read(name);

    assertThat(template.findValues("Fn::ImportValue")).isEmpty();
    assertThat(template.path("Outputs").findValues("Export")).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void nameOfTheDeploymentIsHeldToWhatFitsEverywhere(String name) {
    var parameter = Templates.parameter(Templates.read(name), "Name");

    assertThat(parameter.path("Default").asText()).isEqualTo("stint");
    assertThat(parameter.path("AllowedPattern").asText()).isEqualTo(StackNames.PATTERN);
  }

  @Test
  void everyParameterIsNamedInConfigAndEveryNameIsUsed() {
    var parameters = new TreeSet<String>();
    for (var name : NAMES) {
      Templates.read(name).path("Parameters").fieldNames().forEachRemaining(parameters::add);
    }

    var values = Set.of("java25", "provided.al2023", "on", "off");
    assertThat(parameters)
        .containsExactlyInAnyOrderElementsOf(
            constants(StackParameters.class).stream()
                .filter(constant -> !values.contains(constant))
                .toList());
  }

  @Test
  void everyOutputIsNamedInConfigAndEveryNameIsUsedOnce() {
    var outputs = new ArrayList<String>();
    for (var name : NAMES) {
      Templates.read(name).path("Outputs").fieldNames().forEachRemaining(outputs::add);
    }

    assertThat(outputs).containsExactlyInAnyOrderElementsOf(constants(StackOutputs.class));
  }

  @Test
  void outputsThatOtherStacksNeedArePassedUnderTheirOwnNames() {
    var parameters = new TreeSet<String>();
    for (var name : List.of("functions", "triggers")) {
      var template = Templates.read(name);
      for (var parameter : template.path("Parameters").properties()) {
        if (!parameter.getValue().has("Default")) {
          parameters.add(parameter.getKey());
        }
      }
    }

    var given =
        Set.of("CodeBucket", "CoordinatorCodeKey", "Release", "StintVersion", "TaskCodeKey");
    parameters.removeAll(given);
    assertThat(constants(StackOutputs.class)).containsAll(parameters);
  }

  private static List<String> constants(Class<?> type) {
    return Arrays.stream(type.getFields()).map(TemplatesTest::value).distinct().toList();
  }

  private static String value(Field field) {
    try {
      return String.valueOf(field.get(null));
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
