package dev.stint.infra;

import static dev.stint.infra.Templates.FUNCTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stint.config.deploy.AccessPolicy;
import dev.stint.config.deploy.CoordinatorEnvironment;
import dev.stint.config.deploy.StackNames;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class FunctionsStackTest {

  static final List<String> TASKS = List.of("Task", "LargeTask");
  static final List<String> ALL = List.of("Task", "LargeTask", "Coordinator");
  static final List<String> QUEUES = List.of("Events", "DeadLetters");

  private static JsonNode function(String id) {
    return Templates.properties(FUNCTIONS, id + "Function");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Task      | {'Ref': 'TaskMemoryMb'} | 512   | lake-task",
        "LargeTask | 10240                   | 10240 | lake-task-large"
      })
  void taskFunctionsHaveTheirMemoryAndDisk(String id, String memoryMb, int diskMb, String name) {
    var names = new StackNames("lake");

    assertThat(List.of(names.taskFunction(), names.largeTaskFunction())).contains(name);
    assertThat(function(id).path("MemorySize")).isEqualTo(Templates.json(memoryMb));
    assertThat(function(id).at("/EphemeralStorage/Size").asInt()).isEqualTo(diskMb);
    assertThat(function(id).at("/Environment/Variables/STINT_DISK_MB").asInt()).isEqualTo(diskMb);
    assertThat(function(id).path("Timeout"))
        .isEqualTo(Templates.json("{'Ref': 'TaskTimeoutSeconds'}"));
    assertThat(function(id).at("/FunctionName/Fn::Sub").asText().replace("${Name}", "lake"))
        .isEqualTo(name);
    assertThat(function(id).path("Role"))
        .isEqualTo(Templates.json("{'Fn::GetAtt': ['TaskRole', 'Arn']}"));
  }

  @Test
  void coordinatorHasItsMemoryTimeAndRole() {
    var coordinator = function("Coordinator");

    assertThat(coordinator.path("MemorySize"))
        .isEqualTo(Templates.json("{'Ref': 'CoordinatorMemoryMb'}"));
    assertThat(coordinator.path("Timeout"))
        .isEqualTo(Templates.json("{'Ref': 'CoordinatorTimeoutSeconds'}"));
    assertThat(coordinator.at("/EphemeralStorage/Size").asInt()).isEqualTo(512);
    assertThat(coordinator.at("/FunctionName/Fn::Sub").asText().replace("${Name}", "lake"))
        .isEqualTo(new StackNames("lake").coordinatorFunction());
    assertThat(coordinator.path("Role"))
        .isEqualTo(Templates.json("{'Fn::GetAtt': ['CoordinatorRole', 'Arn']}"));
  }

  @Test
  void defaultsAreThoseOfConfig() {
    assertDefault("TaskTimeoutSeconds", 900);
    assertDefault("CoordinatorTimeoutSeconds", 900);
    assertDefault("CoordinatorMemoryMb", 1769);
    assertDefault("TaskMemoryMb", 1769);
    assertDefault("Concurrency", 200);
    assertDefault("LogRetentionDays", 14);
    assertDefault("ReservedConcurrency", 0);
    assertDefault("LargeReservedConcurrency", 0);
    assertThat(Templates.parameter(FUNCTIONS, "TimeZone").path("Default").asText())
        .isEqualTo("UTC");
    assertThat(Templates.parameter(FUNCTIONS, "TaskTimeoutSeconds").path("MaxValue").asInt())
        .isEqualTo(900);
  }

  private static void assertDefault(String parameter, int value) {
    assertThat(Templates.parameter(FUNCTIONS, parameter).path("Default").asInt())
        .as(parameter)
        .isEqualTo(value);
  }

  @Test
  void codeComesFromWhereItWasUploaded() {
    for (var id : List.of("Task", "LargeTask")) {
      assertThat(function(id).path("Code"))
          .isEqualTo(
              Templates.json(
                  "{'S3Bucket': {'Ref': 'CodeBucket'}, 'S3Key': {'Ref': 'TaskCodeKey'}}"));
      assertThat(function(id).path("Handler").asText())
          .isEqualTo("dev.stint.executor.lambda.TaskHandler");
    }
    assertThat(function("Coordinator").path("Code"))
        .isEqualTo(
            Templates.json(
                "{'S3Bucket': {'Ref': 'CodeBucket'}, 'S3Key': {'Ref': 'CoordinatorCodeKey'}}"));
    assertThat(function("Coordinator").path("Handler").asText())
        .isEqualTo("dev.stint.coordinator.handler.CoordinatorHandler");
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void runtimeIsLambdasJavaOrWhatTheCodeBrings(String id) {
    assertThat(function(id).path("Runtime"))
        .isEqualTo(Templates.json("{'Ref': 'FunctionRuntime'}"));
    assertThat(Templates.parameter(FUNCTIONS, "FunctionRuntime").path("AllowedValues"))
        .isEqualTo(Templates.json("['java25', 'provided.al2023']"));
    assertThat(Templates.parameter(FUNCTIONS, "FunctionRuntime").path("Default").asText())
        .isEqualTo("java25");
    assertThat(function(id).path("Architectures")).isEqualTo(Templates.json("['x86_64']"));
  }

  /// SnapStart takes Lambda's own Java and no more than 512 MB of disk.
  @Test
  void snapStartIsForSmallTasksOnLambdasJava() {
    assertThat(function("Task").path("SnapStart"))
        .isEqualTo(
            Templates.json(
                """
                {'Fn::If': ['HasSnapStart', {'ApplyOn': 'PublishedVersions'},
                            {'Ref': 'AWS::NoValue'}]}
                """));
    assertThat(FUNCTIONS.at("/Conditions/HasSnapStart"))
        .isEqualTo(Templates.json("{'Fn::Equals': [{'Ref': 'FunctionRuntime'}, 'java25']}"));
    assertThat(function("LargeTask").has("SnapStart")).isFalse();
    assertThat(function("Coordinator").has("SnapStart")).isFalse();
  }

  /// Where there is no SnapStart, Lambda's Java stops at the first compiler unless told otherwise.
  @Test
  void largeTasksAreCompiledByBothCompilers() {
    assertThat(function("LargeTask").at("/Environment/Variables/JAVA_TOOL_OPTIONS").asText())
        .isEqualTo("-XX:+TieredCompilation -XX:TieredStopAtLevel=4");
  }

  @ParameterizedTest
  @CsvSource({
    "Task, HasReserved, ReservedConcurrency",
    "LargeTask, HasLargeReserved, LargeReservedConcurrency"
  })
  void concurrencyIsSetAsideWhenAskedFor(String id, String condition, String parameter) {
    assertThat(function(id).path("ReservedConcurrentExecutions"))
        .isEqualTo(
            Templates.json(
                "{'Fn::If': ['%s', {'Ref': '%s'}, {'Ref': 'AWS::NoValue'}]}"
                    .formatted(condition, parameter)));
    assertThat(FUNCTIONS.at("/Conditions/" + condition))
        .isEqualTo(
            Templates.json(
                "{'Fn::Not': [{'Fn::Equals': [{'Ref': '%s'}, '0']}]}".formatted(parameter)));
    assertThat(function("Coordinator").has("ReservedConcurrentExecutions")).isFalse();
  }

  /// Lambda makes a version only of a function that has changed, hence the description.
  @ParameterizedTest
  @FieldSource("ALL")
  void everyReleaseIsAVersionThatStaysAndTheAliasMoves(String id) {
    var version = Templates.resource(FUNCTIONS, id + "Version");

    assertThat(version.at("/Properties/Description"))
        .isEqualTo(Templates.json("{'Ref': 'Release'}"));
    assertThat(version.at("/Properties/FunctionName"))
        .isEqualTo(Templates.json("{'Ref': '%sFunction'}".formatted(id)));
    assertThat(version.path("DeletionPolicy").asText()).isEqualTo("Retain");
    assertThat(version.path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
    assertThat(function(id).at("/Description/Fn::Sub").asText()).contains("${Release}");
    assertThat(Templates.properties(FUNCTIONS, id + "Live"))
        .isEqualTo(
            Templates.json(
                """
                {'Name': 'live', 'FunctionName': {'Ref': '%1$sFunction'},
                 'FunctionVersion': {'Fn::GetAtt': ['%1$sVersion', 'Version']}}
                """
                    .formatted(id)));
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void logsGoToAGroupThatForgets(String id) {
    var group = Templates.properties(FUNCTIONS, id + "Logs");

    assertThat(group.path("RetentionInDays"))
        .isEqualTo(Templates.json("{'Ref': 'LogRetentionDays'}"));
    assertThat(group.at("/LogGroupName/Fn::Sub").asText())
        .isEqualTo("/aws/lambda/" + function(id).at("/FunctionName/Fn::Sub").asText());
    assertThat(function(id).at("/LoggingConfig/LogGroup"))
        .isEqualTo(Templates.json("{'Ref': '%sLogs'}".formatted(id)));
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void anotherAddressOfAwsIsSetOnlyWhenItIsGiven(String id) {
    assertThat(function(id).at("/Environment/Variables/AWS_ENDPOINT_URL"))
        .isEqualTo(
            Templates.json(
                "{'Fn::If': ['HasEndpoint', {'Ref': 'EndpointUrl'}, {'Ref': 'AWS::NoValue'}]}"));
  }

  @ParameterizedTest
  @FieldSource("TASKS")
  void taskFunctionsLearnWhereTheyConnectToFirst(String id) {
    assertThat(function(id).at("/Environment/Variables/STINT_WORK_PATH"))
        .isEqualTo(Templates.json("{'Fn::Sub': 's3://${WorkBucket}'}"));
  }

  /// Else Lambda ends the sixteenth coordinator of a run.
  @Test
  void coordinatorMayInvokeItselfAsOftenAsItNeeds() {
    assertThat(function("Coordinator").path("RecursiveLoop").asText()).isEqualTo("Allow");
    assertThat(function("Task").has("RecursiveLoop")).isFalse();
  }

  @Test
  void coordinatorLearnsWhatItReads() {
    var variables = function("Coordinator").at("/Environment/Variables");

    assertThat(variables.properties().stream().map(Map.Entry::getKey))
        .filteredOn(variable -> variable.startsWith("STINT_"))
        .containsExactlyInAnyOrderElementsOf(CoordinatorEnvironment.VARIABLES);
    assertThat(variables.path("STINT_WORK_PATH"))
        .isEqualTo(Templates.json("{'Fn::Sub': 's3://${WorkBucket}'}"));
    assertThat(variables.path("STINT_QUEUE_URL")).isEqualTo(Templates.json("{'Ref': 'Events'}"));
    assertThat(variables.path("STINT_DEAD_LETTER_QUEUE_URL"))
        .isEqualTo(Templates.json("{'Ref': 'DeadLetters'}"));
  }

  @Test
  void coordinatorAndOutputsNameTheVersionsOfThisRelease() {
    var versions =
        Templates.json("{'Fn::Sub': '${TaskMemoryMb}=${TaskVersion},10240=${LargeTaskVersion}'}");

    assertThat(function("Coordinator").at("/Environment/Variables/STINT_TASK_FUNCTIONS"))
        .isEqualTo(versions);
    assertThat(FUNCTIONS.at("/Outputs/TaskFunctions/Value")).isEqualTo(versions);
    assertThat(FUNCTIONS.at("/Outputs/CoordinatorFunction/Value"))
        .isEqualTo(Templates.json("{'Ref': 'CoordinatorLive'}"));
  }

  /// Part of each version; Lambda's own default are two retries within six hours.
  @Test
  void whatLambdaCannotRunBecomesADeadLetterAfterLambdasOwnRetries() {
    assertThat(function("Coordinator").path("DeadLetterConfig"))
        .isEqualTo(Templates.json("{'TargetArn': {'Fn::GetAtt': ['DeadLetters', 'Arn']}}"));
    assertThat(FUNCTIONS.findValuesAsText("Type")).doesNotContain("AWS::Lambda::EventInvokeConfig");
  }

  @Test
  void eventsAreTriedFiveTimesAndThenBecomeDeadLetters() {
    assertThat(Templates.properties(FUNCTIONS, "Events").path("RedrivePolicy"))
        .isEqualTo(
            Templates.json(
                """
                {'deadLetterTargetArn': {'Fn::GetAtt': ['DeadLetters', 'Arn']},
                 'maxReceiveCount': 5}
                """));
  }

  @Test
  void eventsStayHiddenForLongerThanAnyCoordinatorRuns() {
    assertThat(Templates.properties(FUNCTIONS, "Events").path("VisibilityTimeout"))
        .isEqualTo(Templates.json("{'Ref': 'EventVisibilitySeconds'}"));
    int visibility = FUNCTIONS.at("/Parameters/EventVisibilitySeconds/Default").asInt();
    int longest =
        Templates.parameter(FUNCTIONS, "CoordinatorTimeoutSeconds").path("MaxValue").asInt();

    assertThat(visibility).isGreaterThanOrEqualTo(6 * longest);
  }

  @ParameterizedTest
  @FieldSource("QUEUES")
  void queuesAreEncrypted(String queue) {
    assertThat(Templates.properties(FUNCTIONS, queue).path("SqsManagedSseEnabled").asBoolean())
        .isTrue();
  }

  @Test
  void deadLettersAreKeptForFourteenDays() {
    assertThat(
            Templates.properties(FUNCTIONS, "DeadLetters").path("MessageRetentionPeriod").asInt())
        .isEqualTo(14 * 24 * 3600);
  }

  @Test
  void policiesOfDataAreThoseOfConfigForNoLocations() throws Exception {
    var access = new AccessPolicy("${AWS::Partition}", "${WorkBucket}", List.of(), List.of());

    assertPolicy("TaskDataAccess", "TaskRole", access.task());
    assertPolicy("CoordinatorDataAccess", "CoordinatorRole", access.coordinator());
  }

  private static void assertPolicy(String resource, String role, Map<String, Object> document)
      throws Exception {
    var policy = Templates.properties(FUNCTIONS, resource);
    var plain =
        policy.path("PolicyDocument").toString().replaceAll("\\{\"Fn::Sub\":(\"[^\"]*\")}", "$1");

    assertThat(new JsonMapper().readTree(plain))
        .isEqualTo(new JsonMapper().readTree(AccessPolicy.json(document)));
    assertThat(policy.path("Roles")).isEqualTo(Templates.json("[{'Ref': '%s'}]".formatted(role)));
  }

  /// SnapStart runs a function as soon as it has a version.
  @Test
  void functionsWaitForTheirPolicies() {
    assertThat(Templates.resource(FUNCTIONS, "TaskFunction").path("DependsOn").toString())
        .contains("TaskDataAccess");
    assertThat(Templates.resource(FUNCTIONS, "CoordinatorFunction").path("DependsOn").toString())
        .contains("CoordinatorDataAccess");
  }

  @ParameterizedTest
  @CsvSource({"TaskWorkKey, TaskRole", "CoordinatorWorkKey, CoordinatorRole"})
  void keyOfTheWorkBucketIsUsedWhereThereIsOne(String policy, String role) {
    assertThat(Templates.resource(FUNCTIONS, policy).path("Condition").asText())
        .isEqualTo("HasKmsKey");
    assertThat(Templates.properties(FUNCTIONS, policy).path("RoleName"))
        .isEqualTo(Templates.json("{'Ref': '%s'}".formatted(role)));
    assertThat(Templates.properties(FUNCTIONS, policy).at("/PolicyDocument/Statement/0/Action"))
        .isEqualTo(Templates.json("['kms:Decrypt', 'kms:GenerateDataKey']"));
  }
}
