package dev.stint.config.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackNamesTest {

  @Test
  void everyNameBeginsWithTheDeployments() {
    var names = new StackNames("stint-test");

    assertThat(names.inOrder())
        .containsExactly(
            "stint-test-storage",
            "stint-test-functions",
            "stint-test-triggers",
            "stint-test-operations");
    assertThat(names.taskFunction()).isEqualTo("stint-test-task");
    assertThat(names.largeTaskFunction()).isEqualTo("stint-test-task-large");
    assertThat(names.coordinatorFunction()).isEqualTo("stint-test-coordinator");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "stint", "s1", "stint-test-2", "abcdefghijklmnopqrst"})
  void namesThatFitEverywhereAreTaken(String name) {
    assertThatCode(() -> new StackNames(name)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Stint", "1st", "stint-", "a--b", "a_b", "abcdefghijklmnopqrstu", "stint/x"})
  void othersAreRefusedByName(String name) {
    assertThatThrownBy(() -> new StackNames(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + name + "' cannot name a deployment");
  }
}
