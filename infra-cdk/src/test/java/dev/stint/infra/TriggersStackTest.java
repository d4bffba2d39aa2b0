package dev.stint.infra;

import static dev.stint.infra.Templates.TRIGGERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.config.deploy.StackNames;
import org.junit.jupiter.api.Test;

class TriggersStackTest {

  @Test
  void coordinatorTakesEventsInBatchesAndReportsEachFailure() {
    assertThat(Templates.properties(TRIGGERS, "Events"))
        .isEqualTo(
            Templates.json(
                """
                {'EventSourceArn': {'Ref': 'QueueArn'},
                 'FunctionName': {'Ref': 'CoordinatorFunction'},
                 'BatchSize': 10, 'MaximumBatchingWindowInSeconds': 1,
                 'FunctionResponseTypes': ['ReportBatchItemFailures'],
                 'ScalingConfig': {'MaximumConcurrency': 10}}
                """));
  }

  @Test
  void schedulesOfJobsAreAGroupOfTheDeploymentsName() {
    assertThat(new StackNames("lake").scheduleGroup()).isEqualTo("lake");
    assertThat(Templates.properties(TRIGGERS, "ScheduleGroupOfJobs"))
        .isEqualTo(Templates.json("{'Name': {'Ref': 'Name'}}"));
    assertThat(TRIGGERS.at("/Outputs/ScheduleGroup/Value"))
        .isEqualTo(Templates.json("{'Ref': 'ScheduleGroupOfJobs'}"));
    assertThat(TRIGGERS.at("/Outputs/SchedulerRole/Value"))
        .isEqualTo(Templates.json("{'Fn::GetAtt': ['SchedulerRoleOfJobs', 'Arn']}"));
  }
}
