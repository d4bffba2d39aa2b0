package dev.stint.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.config.deploy.StackNames;
import dev.stint.infra.Templates.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every statement of every policy in the templates.
class PoliciesTest {

  private static final Set<String> SERVICES =
      Set.of("lambda.amazonaws.com", "scheduler.amazonaws.com", "events.amazonaws.com");

  static List<Statement> allowing() {
    return Templates.statements().stream()
        .filter(statement -> statement.json().path("Effect").asText().equals("Allow"))
        .toList();
  }

  static List<Statement> denying() {
    return Templates.statements().stream()
        .filter(statement -> statement.json().path("Effect").asText().equals("Deny"))
        .toList();
  }

  @Test
  void thereAreStatementsOfBothKinds() {
    assertThat(allowing()).hasSize(20);
    assertThat(denying()).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("allowing")
  void actionsAreNamed(Statement statement) {
    assertThat(statement.json().has("NotAction")).isFalse();
    assertThat(statement.texts("Action"))
        .allSatisfy(action -> assertThat(action).matches("[a-z0-9]+:[A-Za-z]+"));
  }

  /// A wildcard stands only where names are made at run time: behind a bucket's folder, a log
  /// group, a function.
  @ParameterizedTest
  @MethodSource("allowing")
  void resourcesAreNamed(Statement statement) {
    assertThat(statement.json().has("NotResource")).isFalse();
    if (statement.texts("Action").equals(List.of("sts:AssumeRole"))) {
      return; // a role's trust, which is about the role
    }
    assertThat(statement.texts("Resource"))
        .isNotEmpty()
        .allSatisfy(
            resource ->
                assertThat(resource)
                    .matches(
                        "arn:\\$\\{AWS::Partition}:s3:::\\$\\{WorkBucket}(/(functions|jobs|registry|runs)/\\*(/segments/\\*(\\.stop)?)?)?"
                            + "|arn:\\$\\{AWS::Partition}:logs:\\$\\{AWS::Region}:\\$\\{AWS::AccountId}:log-group:/aws/lambda/\\$\\{Name}-[a-z0-9-]+(:\\*)?"
                            + "|arn:\\$\\{AWS::Partition}:lambda:\\$\\{AWS::Region}:\\$\\{AWS::AccountId}:function:\\$\\{Name}-[a-z0-9-]+:\\*"
                            + "|\\$\\{(Events|DeadLetters)\\.Arn}"
                            + "|\\$\\{(CoordinatorFunction|DeadLetterQueueArn|KmsKeyArn)}"));
  }

  @ParameterizedTest
  @MethodSource("allowing")
  void whoIsLetInIsAService(Statement statement) {
    assertThat(statement.json().has("NotPrincipal")).isFalse();
    var principal = statement.json().path("Principal");
    if (!principal.isMissingNode()) {
      assertThat(principal.properties()).hasSize(1);
      assertThat(principal.path("Service").asText()).isIn(SERVICES);
    }
  }

  @Test
  void servicesThatActForOthersAreHeldToTheDeploymentsOwn() {
    assertThat(allowing())
        .filteredOn(
            statement ->
                Set.of("scheduler.amazonaws.com", "events.amazonaws.com")
                    .contains(statement.json().path("Principal").path("Service").asText()))
        .hasSize(3)
        .allSatisfy(
            statement ->
                assertThat(statement.json().path("Condition").toString())
                    .contains("aws:SourceArn"));
  }

  /// The one thing that is refused to everybody.
  @ParameterizedTest
  @MethodSource("denying")
  void whatIsRefusedIsToComeWithoutTls(Statement statement) {
    assertThat(statement.json().path("Principal").asText()).isEqualTo("*");
    assertThat(statement.json().path("Condition"))
        .isEqualTo(Templates.json("{'Bool': {'aws:SecureTransport': 'false'}}"));
    assertThat(statement.texts("Action")).containsAnyOf("s3:*", "sqs:*");
  }

  @Test
  void bucketAndBothQueuesRefuseToBeReachedWithoutTls() {
    var resources = new TreeSet<String>();
    denying().forEach(statement -> resources.addAll(statement.texts("Resource")));

    assertThat(resources)
        .containsExactly(
            "${DeadLetters.Arn}", "${Events.Arn}", "${WorkBucket.Arn}", "${WorkBucket.Arn}/*");
  }

  @Test
  void nobodyIsLetInByTheFunctionsThemselves() {
    for (var name : Templates.NAMES) {
      assertThat(Templates.read(name).findValuesAsText("Type"))
          .doesNotContain("AWS::Lambda::Permission", "AWS::Lambda::Url");
    }
  }

  @Test
  void queuesTakeEventsOfRulesThatBearTheDeploymentsName() {
    for (var policy : List.of("EventsPolicy", "DeadLettersPolicy")) {
      var source =
          Templates.properties(Templates.FUNCTIONS, policy)
              .at("/PolicyDocument/Statement/0/Condition/ArnLike/aws:SourceArn/Fn::Sub")
              .asText();

      assertThat(source.replace("${Name}", "lake"))
          .startsWith("arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/")
          .endsWith(":rule/" + new StackNames("lake").rulePrefix() + "*");
    }
  }

  @Test
  void schedulerMayStartTheCoordinatorAndReportWhatItCannot() {
    var role = Templates.properties(Templates.TRIGGERS, "SchedulerRoleOfJobs");

    assertThat(role.at("/Policies/0/PolicyDocument/Statement"))
        .isEqualTo(
            Templates.json(
                """
                [{'Sid': 'StartCoordinator', 'Effect': 'Allow',
                  'Action': ['lambda:InvokeFunction'],
                  'Resource': [{'Fn::Sub': '${CoordinatorFunction}'}]},
                 {'Sid': 'DeadLetters', 'Effect': 'Allow', 'Action': ['sqs:SendMessage'],
                  'Resource': [{'Fn::Sub': '${DeadLetterQueueArn}'}]}]
                """));
    assertThat(role.at("/AssumeRolePolicyDocument/Statement/0/Condition"))
        .isEqualTo(
            Templates.json(
                """
                {'StringEquals': {
                  'aws:SourceAccount': {'Fn::Sub': '${AWS::AccountId}'},
                  'aws:SourceArn': {'Fn::Sub': '${ScheduleGroupOfJobs.Arn}'}}}
                """));
  }
}
