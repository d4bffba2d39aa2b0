package dev.stint.infra;

import dev.stint.config.deploy.StackParameters;
import dev.stint.infra.Parameters.Range;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.CfnRule;
import software.amazon.awscdk.CfnRuleAssertion;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.budgets.CfnBudget;
import software.amazon.awscdk.services.cloudwatch.CfnDashboard;
import software.constructs.Construct;

/// Dashboard, alarms and budget, each of which can be switched off.
final class OperationsStack extends Stack {

  private static final List<String> SWITCH = List.of(StackParameters.ON, StackParameters.OFF);

  OperationsStack(Construct scope, String id, StackProps props) {
    super(scope, id, props);
    var parameters = new Parameters(this);
    parameters.name();
    var dashboard =
        parameters.choice(StackParameters.DASHBOARD, "Whether there is a dashboard", SWITCH);
    var alarms = parameters.choice(StackParameters.ALARMS, "Whether there are alarms", SWITCH);
    var topic =
        parameters.text(
            StackParameters.ALARM_TOPIC_ARN,
            "The ARN of the SNS topic that alarms are sent to; empty for none",
            "");
    var budget =
        parameters.number(
            StackParameters.MONTHLY_BUDGET,
            "Dollars a month above which mail is sent; 0 for no budget",
            new Range(0, 1_000_000),
            0);
    var email =
        parameters.text(StackParameters.BUDGET_EMAIL, "Who gets the mail of the budget", "");
    dashboard(parameters.is("HasDashboard", dashboard, StackParameters.ON));
    new Alarms(
        this,
        parameters.is("HasAlarms", alarms, StackParameters.ON),
        topic,
        parameters.isNot("HasAlarmTopic", topic, ""));
    budget(parameters.isNot("HasBudget", budget, "0"), budget, email);
    requireEmail();
  }

  private void dashboard(CfnCondition isWanted) {
    CfnDashboard.Builder.create(this, "MetricsDashboard")
        .dashboardName(Fn.sub("${Name}-${AWS::Region}"))
        .dashboardBody(Fn.sub(Dashboard.body()))
        .build()
        .getCfnOptions()
        .setCondition(isWanted);
  }

  /// Of all that bears the deployment's tag, once the tag is activated for cost allocation.
  private void budget(CfnCondition isWanted, CfnParameter dollars, CfnParameter email) {
    var subscriber =
        CfnBudget.SubscriberProperty.builder()
            .subscriptionType("EMAIL")
            .address(email.getValueAsString())
            .build();
    CfnBudget.Builder.create(this, "CostBudget")
        .budget(
            CfnBudget.BudgetDataProperty.builder()
                .budgetName(Fn.sub("${Name}-${AWS::Region}"))
                .budgetType("COST")
                .timeUnit("MONTHLY")
                .budgetLimit(
                    CfnBudget.SpendProperty.builder()
                        .amount(dollars.getValueAsNumber())
                        .unit("USD")
                        .build())
                .costFilters(Map.of("TagKeyValue", List.of(Fn.sub("user:stint$${Name}"))))
                .build())
        .notificationsWithSubscribers(
            List.of(
                notification("ACTUAL", 80, subscriber),
                notification("FORECASTED", 100, subscriber)))
        .build()
        .getCfnOptions()
        .setCondition(isWanted);
  }

  private static CfnBudget.NotificationWithSubscribersProperty notification(
      String of, int percent, CfnBudget.SubscriberProperty subscriber) {
    return CfnBudget.NotificationWithSubscribersProperty.builder()
        .notification(
            CfnBudget.NotificationProperty.builder()
                .notificationType(of)
                .comparisonOperator("GREATER_THAN")
                .threshold(percent)
                .thresholdType("PERCENTAGE")
                .build())
        .subscribers(List.of(subscriber))
        .build();
  }

  private void requireEmail() {
    CfnRule.Builder.create(this, "BudgetHasReader")
        .ruleCondition(
            Fn.conditionNot(Fn.conditionEquals(Fn.ref(StackParameters.MONTHLY_BUDGET), "0")))
        .assertions(
            List.of(
                CfnRuleAssertion.builder()
                    .assertValue(
                        Fn.conditionNot(
                            Fn.conditionEquals(Fn.ref(StackParameters.BUDGET_EMAIL), "")))
                    .assertDescription("A budget needs BudgetEmail, to whom its mail goes")
                    .build()))
        .build();
  }
}
