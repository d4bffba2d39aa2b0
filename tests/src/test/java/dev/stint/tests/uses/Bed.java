package dev.stint.tests.uses;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Where jobs run in a test: a target with a bucket `lake`, of which jobs may read `in` and write
/// `out`.
interface Bed extends AutoCloseable {

  String LAKE = "s3://lake/";

  Duration PATIENCE = Duration.ofMinutes(6);

  ObjectMapper MAPPER = new JsonMapper();

  /// Runs a command of the command line on this target, in this process.
  Outcome stint(String command, String... arguments);

  /// Starts a job that nobody waits for, and gives the id of its execution.
  String start(String jobFile);

  /// Ends the coordinator of an execution that was started so, or waits until its time is over, and
  /// has another one go on.
  void endCoordinator(String execution);

  /// Uploads an object as a user would, to the bucket `lake`.
  void upload(String key, byte[] content);

  /// The same with many, by their keys.
  void upload(Map<String, String> texts);

  /// Delivers the news of an uploaded object once more.
  void announceAgain(String key);

  /// The keys of all objects of the bucket below a prefix, sorted.
  List<String> keys(String prefix);

  /// When the newest object of the bucket below a prefix was written.
  Instant lastWritten(String prefix);

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
    outputFiles(name).forEach(key -> text.append(new String(content(key), StandardCharsets.UTF_8)));
    return text.toString();
  }

  /// The keys of all files of an output that readers see: not the manifest, nor what a commit in
  /// progress notes.
  default List<String> outputFiles(String name) {
    return keys("out/" + name + "/").stream()
        .filter(key -> !key.substring(key.lastIndexOf('/') + 1).startsWith("_"))
        .toList();
  }

  /// Whether jobs go on while a test does something else.
  boolean worksByItself();

  /// The states of the runs of an execution, as `stint runs` tells them; none before it is known.
  default List<String> states(String execution) {
    return stint("runs", execution, "--format", "json").output().lines().map(Bed::state).toList();
  }

  private static String state(String json) {
    try {
      return MAPPER.readTree(json).path("state").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until something is so, and gives it.
  default <T> T await(String what, Supplier<T> look, Predicate<T> isSo) {
    var end = Instant.now().plus(PATIENCE);
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

  /// How many folders of an output have been completed.
  default long manifests(String name) {
    return keys("out/" + name + "/").stream().filter(key -> key.endsWith("/_SUCCESS")).count();
  }
}
