package dev.stint.infra;

import static dev.stint.infra.Templates.OPERATIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class OperationsStackTest {

  static final List<String> ALARMS =
      List.of(
          "DeadLettersAlarm",
          "EventsAgeAlarm",
          "CoordinatorErrorsAlarm",
          "CoordinatorThrottlesAlarm");

  @ParameterizedTest
  @CsvSource({
    "DeadLettersAlarm, AWS/SQS, ApproximateNumberOfMessagesVisible, QueueName,"
        + " ${Name}-dead-letters, Maximum, 0",
    "EventsAgeAlarm, AWS/SQS, ApproximateAgeOfOldestMessage, QueueName,"
        + " ${Name}-events, Maximum, 1800",
    "CoordinatorErrorsAlarm, AWS/Lambda, Errors, FunctionName, ${Name}-coordinator, Sum, 0",
    "CoordinatorThrottlesAlarm, AWS/Lambda, Throttles, FunctionName, ${Name}-coordinator, Sum, 0"
  })
  void alarmsLookAtWhatShouldNotBe(
      String id,
      String namespace,
      String metric,
      String dimension,
      String of,
      String statistic,
      int threshold) {
    var alarm = Templates.properties(OPERATIONS, id);

    assertThat(alarm.path("Namespace").asText()).isEqualTo(namespace);
    assertThat(alarm.path("MetricName").asText()).isEqualTo(metric);
    assertThat(alarm.at("/Dimensions/0/Name").asText()).isEqualTo(dimension);
    assertThat(alarm.at("/Dimensions/0/Value/Fn::Sub").asText()).isEqualTo(of);
    assertThat(alarm.path("Statistic").asText()).isEqualTo(statistic);
    assertThat(alarm.path("Threshold").asInt()).isEqualTo(threshold);
    assertThat(alarm.path("ComparisonOperator").asText()).isEqualTo("GreaterThanThreshold");
  }

  /// Without runs there is no data.
  @ParameterizedTest
  @FieldSource("ALARMS")
  void alarmsAreQuietWhileNothingRuns(String id) {
    assertThat(Templates.properties(OPERATIONS, id).path("TreatMissingData").asText())
        .isEqualTo("notBreaching");
  }

  @ParameterizedTest
  @FieldSource("ALARMS")
  void alarmsAreSentWhereThereIsATopic(String id) {
    assertThat(Templates.properties(OPERATIONS, id).path("AlarmActions"))
        .isEqualTo(
            Templates.json(
                """
                {'Fn::If': ['HasAlarmTopic', [{'Ref': 'AlarmTopicArn'}],
                            {'Ref': 'AWS::NoValue'}]}
                """));
  }

  @Test
  void eachPartIsThereOnlyWhenItIsWanted() {
    for (var alarm : ALARMS) {
      assertThat(Templates.resource(OPERATIONS, alarm).path("Condition").asText())
          .isEqualTo("HasAlarms");
    }
    assertThat(Templates.resource(OPERATIONS, "MetricsDashboard").path("Condition").asText())
        .isEqualTo("HasDashboard");
    assertThat(Templates.resource(OPERATIONS, "CostBudget").path("Condition").asText())
        .isEqualTo("HasBudget");
    assertThat(OPERATIONS.path("Resources")).hasSize(ALARMS.size() + 2);
    assertThat(OPERATIONS.path("Conditions"))
        .isEqualTo(
            Templates.json(
                """
                {'HasAlarms': {'Fn::Equals': [{'Ref': 'Alarms'}, 'on']},
                 'HasDashboard': {'Fn::Equals': [{'Ref': 'Dashboard'}, 'on']},
                 'HasBudget': {'Fn::Not': [{'Fn::Equals': [{'Ref': 'MonthlyBudget'}, '0']}]},
                 'HasAlarmTopic': {'Fn::Not': [{'Fn::Equals': [{'Ref': 'AlarmTopicArn'}, '']}]}}
                """));
  }

  @Test
  void dashboardIsJsonAboutThisDeploymentsFunctionsAndQueues() throws IOException {
    var body =
        Templates.properties(OPERATIONS, "MetricsDashboard").at("/DashboardBody/Fn::Sub").asText();

    var widgets = new JsonMapper().readTree(body).path("widgets");
    assertThat(widgets).hasSize(6);
    assertThat(widgets.findValues("metrics"))
        .allSatisfy(
            metrics ->
                assertThat(metrics)
                    .allSatisfy(
                        metric -> assertThat(metric.path(3).asText()).startsWith("${Name}-")));
  }

  @Test
  void budgetCountsWhatBearsTheDeploymentsTag() {
    var budget = Templates.properties(OPERATIONS, "CostBudget");

    assertThat(budget.at("/Budget/CostFilters"))
        .isEqualTo(Templates.json("{'TagKeyValue': [{'Fn::Sub': 'user:stint$${Name}'}]}"));
    assertThat(budget.at("/Budget/BudgetLimit"))
        .isEqualTo(Templates.json("{'Amount': {'Ref': 'MonthlyBudget'}, 'Unit': 'USD'}"));
    assertThat(budget.path("NotificationsWithSubscribers")).hasSize(2);
    assertThat(budget.findValues("Address")).containsOnly(Templates.json("{'Ref': 'BudgetEmail'}"));
  }

  @Test
  void budgetThatNobodyWouldReadIsRefused() {
    assertThat(OPERATIONS.at("/Rules/BudgetHasReader/Assertions/0/Assert"))
        .isEqualTo(Templates.json("{'Fn::Not': [{'Fn::Equals': [{'Ref': 'BudgetEmail'}, '']}]}"));
    assertThat(OPERATIONS.at("/Rules/BudgetHasReader/RuleCondition"))
        .isEqualTo(
            Templates.json("{'Fn::Not': [{'Fn::Equals': [{'Ref': 'MonthlyBudget'}, '0']}]}"));
  }
}
