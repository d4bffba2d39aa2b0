package dev.stint.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

@NeedsNode
class NagTest {

  @Test
  void findsNothingThatIsNotAnswered(@TempDir Path folder) {
    var app = StintApp.create(folder.toString());
    Aspects.of(app).add(new AwsSolutionsChecks());

    var findings = new ArrayList<String>();
    for (var child : app.getNode().getChildren()) {
      if (child instanceof Stack stack) {
        var annotations = Annotations.fromStack(stack);
        var found =
            new ArrayList<>(annotations.findError("*", Match.stringLikeRegexp("AwsSolutions.*")));
        found.addAll(
            annotations.findWarning("*", Match.stringLikeRegexp("AwsSolutions.*|CdkNag.*")));
        found.forEach(m -> findings.add(m.getId() + ": " + m.getEntry().getData()));
      }
    }
    assertThat(findings).isEqualTo(List.of());
  }
}
