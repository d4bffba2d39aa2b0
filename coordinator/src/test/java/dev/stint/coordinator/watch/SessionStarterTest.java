package dev.stint.coordinator.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.job.JobListener;
import dev.stint.coordinator.job.JobRequest;
import dev.stint.coordinator.session.FunctionMode;
import dev.stint.coordinator.session.LocalSession;
import dev.stint.coordinator.session.S3Use;
import dev.stint.coordinator.session.Session;
import dev.stint.coordinator.session.SessionSettings;
import dev.stint.coordinator.trigger.DeadLetter;
import dev.stint.coordinator.trigger.Decision;
import dev.stint.coordinator.trigger.ExecutionLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionStarterTest {

  private static final Instant NOW = Instant.parse("2026-01-31T03:00:00Z");

  @TempDir private Path folder;

  private final List<DeadLetter> letters = new ArrayList<>();

  @Test
  void anExecutionOfWhichNothingIsKnownHasFailed() {
    try (var session = session()) {
      var starter = starter(session);

      starter.goOn("daily", "lost");

      assertThat(letters)
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.job()).isEqualTo("daily");
                assertThat(letter.reason()).endsWith("/jobs has nothing of execution lost");
              });
      assertThat(new ExecutionLog(session.store(), session.workPath()).end("daily", "lost"))
          .hasValueSatisfying(
              end -> assertThat(end.outcome()).isEqualTo(ExecutionLog.Outcome.FAILED));
      assertThat(starter.isIdle()).isTrue();
    }
  }

  @Test
  void anExecutionThatAnotherVersionAskedForHasFailed() {
    try (var session = session()) {
      session
          .store()
          .write(
              session.workPath() + "/jobs/newer/job.json",
              "{\"version\":99}".getBytes(StandardCharsets.UTF_8));

      starter(session).start("newer");

      assertThat(letters)
          .singleElement()
          .satisfies(letter -> assertThat(letter.reason()).contains("version 99"));
    }
  }

  /// Runs everything on the thread that starts it.
  private SessionStarter starter(Session session) {
    return new SessionStarter(session, new Listener(), () -> NOW, Runnable::run);
  }

  private Session session() {
    return LocalSession.open(
        new SessionSettings(
            FunctionMode.THREADS,
            2,
            SessionSettings.DEFAULT_FUNCTION_MEMORY_BYTES,
            folder.resolve("s3"),
            folder.resolve("cache"),
            folder.resolve("work"),
            "UTC"),
        S3Use.NOT_NEEDED);
  }

  /// Keeps dead letters; nothing else is to come.
  private final class Listener implements WatchListener {

    @Override
    public void failed(DeadLetter letter, String path) {
      letters.add(letter);
    }

    @Override
    public void decided(Decision decision) {
      throw new AssertionError(decision);
    }

    @Override
    public void delayed(String text) {
      throw new AssertionError(text);
    }

    @Override
    public JobListener started(JobRequest request) {
      throw new AssertionError(request);
    }

    @Override
    public void ended(JobRequest request, ExecutionLog.End end) {
      throw new AssertionError(end);
    }
  }
}
