package dev.stint.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

/// What cdk-nag's AwsSolutions checks say of the stacks.
@NeedsNode
class NagTest {

  private static final String STREAMS = "Lambda names the log streams; the log group is named";
  private static final String VERSIONS =
      "versions have numbers, and runs end on the version they began with; the function is named";
  private static final String RUNS =
      "runs are named when they begin; the bucket and folder are ours";
  private static final String RUNTIME =
      "the check cannot read a parameter; the default is Lambda's newest Java, and a test pins it";

  /// Resource, finding, and why it is as it should be.
  private static final Map<String, String> ANSWERS =
      Map.ofEntries(
          Map.entry(
              "/stint-storage/WorkBucket AwsSolutions-S1",
              "each segment would be logged, which costs more than it tells; who needs to know who"
                  + " read what turns on CloudTrail's data events"),
          Map.entry("/stint-functions/TaskRole " + iam5(logs("task")), STREAMS),
          Map.entry("/stint-functions/TaskRole " + iam5(logs("task-large")), STREAMS),
          Map.entry("/stint-functions/CoordinatorRole " + iam5(logs("coordinator")), STREAMS),
          Map.entry("/stint-functions/CoordinatorRole " + iam5(function("task")), VERSIONS),
          Map.entry("/stint-functions/CoordinatorRole " + iam5(function("task-large")), VERSIONS),
          Map.entry("/stint-functions/CoordinatorRole " + iam5(function("coordinator")), VERSIONS),
          Map.entry("/stint-functions/TaskDataAccess " + iam5(work("runs/*/segments/*")), RUNS),
          Map.entry(
              "/stint-functions/TaskDataAccess " + iam5(work("runs/*/segments/*.stop")), RUNS),
          Map.entry("/stint-functions/TaskDataAccess " + iam5(work("functions/*")), RUNS),
          Map.entry("/stint-functions/CoordinatorDataAccess " + iam5(work("functions/*")), RUNS),
          Map.entry("/stint-functions/CoordinatorDataAccess " + iam5(work("jobs/*")), RUNS),
          Map.entry("/stint-functions/CoordinatorDataAccess " + iam5(work("registry/*")), RUNS),
          Map.entry("/stint-functions/CoordinatorDataAccess " + iam5(work("runs/*")), RUNS),
          Map.entry("/stint-functions/TaskFunction " + unread("AwsSolutions-L1"), RUNTIME),
          Map.entry("/stint-functions/LargeTaskFunction " + unread("AwsSolutions-L1"), RUNTIME),
          Map.entry("/stint-functions/CoordinatorFunction " + unread("AwsSolutions-L1"), RUNTIME));

  @Test
  void everyFindingIsAnsweredAndEveryAnswerIsNeeded(@TempDir Path folder) {
    var app = StintApp.create(folder.toString());
    Aspects.of(app).add(new AwsSolutionsChecks());

    var findings = new TreeSet<String>();
    for (var child : app.getNode().getChildren()) {
      findings.addAll(findings((Stack) child));
    }

    assertThat(findings).isEqualTo(new TreeSet<>(ANSWERS.keySet()));
  }

  @SuppressWarnings("deprecation") // what the CDK's own assertions give, and all they give
  private static Set<String> findings(Stack stack) {
    var all = Match.stringLikeRegexp("^(AwsSolutions|CdkNag).*");
    var annotations = Annotations.fromStack(stack);
    var findings = new TreeSet<String>();
    for (var found : List.of(annotations.findError("*", all), annotations.findWarning("*", all))) {
      for (var message : found) {
        String text = String.valueOf(message.getEntry().getData());
        findings.add(message.getId() + " " + text.substring(0, text.indexOf(": ")));
      }
    }
    return findings;
  }

  private static String iam5(String resource) {
    return "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:" + resource + "]";
  }

  private static String unread(String check) {
    return "CdkNagValidationFailure[" + check + "]";
  }

  private static String logs(String function) {
    return "logs:<AWS::Region>:<AWS::AccountId>:log-group:/aws/lambda/<Name>-" + function + ":*";
  }

  private static String function(String function) {
    return "lambda:<AWS::Region>:<AWS::AccountId>:function:<Name>-" + function + ":*";
  }

  private static String work(String objects) {
    return "s3:::<WorkBucket>/" + objects;
  }
}
