package dev.stint.tests.uses;

import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Where jobs run in a test: a target with a bucket `lake`, of which jobs may read `in` and write
/// `out`.
interface Bed extends AutoCloseable {

  String LAKE = "s3://lake/";

  /// Runs a command of the command line on this target, in this process.
  Outcome stint(String command, String... arguments);

  /// Uploads an object as a user would, to the bucket `lake`.
  void upload(String key, byte[] content);

  /// The keys of all objects of the bucket below a prefix, sorted.
  List<String> keys(String prefix);

  byte[] content(String key);

  /// The letters in the dead-letter queue, as JSON.
  List<String> deadLetters();

  /// Lets triggers do what they do by themselves, as long as a look at the outcome may wait.
  void pass();

  /// What the bed would say to somebody who wonders why nothing happens.
  String log();

  @Override
  void close();

  default void upload(String key, String text) {
    upload(key, text.getBytes(StandardCharsets.UTF_8));
  }

  /// The text of all files of an output, in the order of their names.
  default String output(String name) {
    var text = new StringBuilder();
    for (var key : keys("out/" + name + "/")) {
      if (!key.endsWith("_SUCCESS")) {
        text.append(new String(content(key), StandardCharsets.UTF_8));
      }
    }
    return text.toString();
  }

  /// Waits until something is so, and gives it.
  default <T> T await(String what, Supplier<T> look, Predicate<T> isSo) {
    var end = Instant.now().plus(Duration.ofSeconds(90));
    var seen = look.get();
    while (!isSo.test(seen)) {
      if (Instant.now().isAfter(end)) {
        return fail("waited for %s, and saw %s; the bed says:\n%s".formatted(what, seen, log()));
      }
      pass();
      seen = look.get();
    }
    return seen;
  }

  /// Waits until so many executions of a job have written their output, and gives its text.
  default String awaitOutput(String name, int executions) {
    var _ =
        await(
            executions + " manifests in out/" + name,
            () -> manifests(name),
            count -> count >= executions);
    return output(name);
  }

  private long manifests(String name) {
    return keys("out/" + name + "/").stream().filter(key -> key.endsWith("/_SUCCESS")).count();
  }
}
