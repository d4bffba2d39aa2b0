package dev.stint.tests.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.tests.emulator.MiniStack.Policies;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@NeedsEmulator
class MiniStackTest {

  @ParameterizedTest
  @EnumSource
  void answersUntilItIsClosed(Policies policies, @TempDir Path folder)
      throws IOException, InterruptedException {
    var stack = MiniStack.start(folder, policies, Map.of());
    try (var http = stack.http()) {
      var health = HttpRequest.newBuilder(stack.endpoint().resolve("/_ministack/health")).build();
      var answer = http.send(health, HttpResponse.BodyHandlers.ofString()).body();
      assertThat(answer)
          .contains("\"auth\": \"" + (policies == Policies.IGNORED ? "disabled" : "enabled"));

      stack.close();

      assertThatThrownBy(() -> http.send(health, HttpResponse.BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    } finally {
      stack.close();
    }
  }
}
