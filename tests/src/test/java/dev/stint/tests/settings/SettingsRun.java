package dev.stint.tests.settings;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.commit.PendingCommit;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.invoke.ThreadInvoker;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.run.RunDriver;
import dev.stint.coordinator.run.RunEnvironment;
import dev.stint.coordinator.thread.SystemThreads;
import dev.stint.executor.expression.ConstantExpressions;
import dev.stint.executor.task.FunctionEnvironment;
import dev.stint.executor.task.TaskRunner;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskRequest;
import dev.stint.shuffle.store.FileObjectStore;
import dev.stint.sql.SqlPlanner;
import dev.stint.sql.catalog.FileCatalog;
import dev.stint.sql.catalog.TableSource;
import dev.stint.sql.request.PlanRequest;
import dev.stint.tests.reference.Answer;
import dev.stint.tests.reference.ResultRows;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.jspecify.annotations.Nullable;

/// Runs statements over files under settings, with functions as threads.
public final class SettingsRun {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Path folder;
  private final List<TableSource> tables;
  private final TestSettings settings;
  private final FileObjectStore store = new FileObjectStore();

  /// What became of a statement; `answer` is there if it succeeded.
  public record Result(
      List<RunEvent> events, @Nullable TaskFailure failure, @Nullable Answer answer) {}

  /// `folder` is for the run's own files.
  public SettingsRun(Path folder, List<TableSource> tables, TestSettings settings) {
    // A container's user may have no name, without which Hadoop refuses to start.
    UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser("stint"));
    this.folder = folder;
    this.tables = tables;
    this.settings = settings;
  }

  public Result run(String sql) {
    var graph = plan(sql);
    var answer = new AtomicReference<@Nullable Answer>();
    var events = new ArrayList<RunEvent>();
    var runner = new TaskRunner(new FunctionEnvironment(store));
    try (var invoker =
        new ThreadInvoker(request -> runner.run(withLessMemory(request)), settings.parallelism())) {
      var environment =
          new RunEnvironment(
              invoker,
              store,
              PriceTable.US_EAST_1_ARM,
              settings.costs(),
              InstantSource.system(),
              new Random(1),
              new SystemThreads(InstantSource.system()));
      var request =
          new RunRequest(
              "run-" + NUMBER.incrementAndGet(),
              graph,
              settings.runSettings(folder.toUri().toString()));
      var report =
          new RunDriver(
                  environment,
                  request,
                  logged -> events.add(logged.event()),
                  (schema, segments) -> answer.set(ResultRows.answer(store, schema, segments)))
              .run();
      return new Result(events, report.failure(), answer.get());
    }
  }

  private TaskRequest withLessMemory(TaskRequest request) {
    return new TaskRequest(
        request.runId(),
        request.stageId(),
        request.taskIndex(),
        request.attempt(),
        request.fragment(),
        request.inputs(),
        request.segmentPath(),
        request.inlineLimitBytes(),
        (long) (request.memoryBytes() * settings.memoryShare()));
  }

  private StageGraph plan(String sql) {
    var catalog =
        new FileCatalog(
            tables,
            new Configuration(false),
            (path, _, _) -> {
              throw new IllegalStateException("not text: " + path);
            },
            new PendingCommit(store));
    var request =
        PlanRequest.forResult(catalog, ConstantExpressions::evaluate, "UTC", Instant.EPOCH)
            .withBroadcasts(settings.broadcasts());
    return new SqlPlanner().plan(sql, request);
  }
}
