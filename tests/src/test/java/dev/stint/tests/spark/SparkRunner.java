package dev.stint.tests.spark;

import dev.stint.coordinator.invoke.ThreadInvoker;
import dev.stint.coordinator.partition.PartitionTarget;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.run.RunDriver;
import dev.stint.coordinator.run.RunEnvironment;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.coordinator.session.AssignedRow;
import dev.stint.coordinator.session.FunctionMode;
import dev.stint.coordinator.session.LocalSession;
import dev.stint.coordinator.session.S3Use;
import dev.stint.coordinator.session.Session;
import dev.stint.coordinator.session.SessionSettings;
import dev.stint.coordinator.user.UserJarFiles;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.exchange.SegmentBatches;
import dev.stint.executor.kernel.cast.ValueText;
import dev.stint.executor.task.FunctionEnvironment;
import dev.stint.executor.task.TaskRunner;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.IntervalText;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.InMemoryObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.sql.catalog.Catalog;
import dev.stint.sql.request.Namespace;
import dev.stint.sql.request.UserFunction;
import dev.stint.sql.statement.Effect;
import dev.stint.sql.statement.StatementPlanner;
import dev.stint.tests.functions.FunctionJar;
import dev.stint.tests.functions.Same;
import dev.stint.tests.functions.Size;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Runs statements as Spark's suite does: in its time zone, over its tables.
final class SparkRunner implements AutoCloseable {

  private static final String TIME_ZONE = "America/Los_Angeles";

  private static final Pattern DESCRIBE =
      Pattern.compile("^(?:\\s|--[^\n]*\n)*DESC(?:RIBE)?\\b", Pattern.CASE_INSENSITIVE);

  private static final Pattern TOLD =
      Pattern.compile(
          "^(?:DESC(?:RIBE)?\\s+(?:TABLE\\s+)?(?:EXTENDED|FORMATTED)|SHOW\\s+CREATE\\s+TABLE)\\s+([\\w.`]+)",
          Pattern.CASE_INSENSITIVE);

  /// What Spark's suite leaves out of what it compares.
  private static final Set<String> LEFT_OUT = Set.of("Created Time", "Last Access", "Created By");

  private static final RunSettings SETTINGS =
      RunSettings.of("s3://work", 2, SessionSettings.DEFAULT_FUNCTION_MEMORY_BYTES);

  /// What Stint makes of a statement.
  sealed interface Outcome {

    /// As Spark's result files have it.
    record Answered(String schema, String output) implements Outcome {}

    record Refused(String reason) implements Outcome {}
  }

  private final Session session;
  private final Catalog catalog;
  private final Namespace names;

  SparkRunner(Path folder) {
    var settings =
        new SessionSettings(
            FunctionMode.THREADS,
            2,
            SessionSettings.DEFAULT_FUNCTION_MEMORY_BYTES,
            folder.resolve("data"),
            folder.resolve("cache"),
            folder.resolve("work"),
            TIME_ZONE);
    // Its tables are so small that else one task would do each statement, without an exchange.
    var partitions = PartitionTarget.DEFAULT.withoutFusion();
    this.session = LocalSession.open(settings, S3Use.NOT_NEEDED, _ -> {}, partitions);
    this.catalog = session.catalog(SparkLake.write(folder));
    this.names = Namespace.EMPTY.withUserFunctions(functions(folder));
  }

  /// `udf` and `udaf`, which Spark's suite registers.
  private List<UserFunction> functions(Path folder) {
    var jar = FunctionJar.write(folder.resolve("suite.jar"), Same.class, Size.class);
    return new UserJarFiles(session).functions(List.of(jar.toString()));
  }

  /// What each file's statements may use.
  Namespace names() {
    return names;
  }

  /// Runs a statement that Spark answers; what it defines besides, `definitions` hold after it.
  Outcome run(String sql, SparkDefinitions definitions) {
    var told = TOLD.matcher(sql);
    if (told.find() && definitions.isTable(told.group(1))) {
      return new Outcome.Refused("the suite makes tables as views");
    }
    try {
      return switch (effect(sql, definitions.names())) {
        case Effect.Rows(var graph) -> answered(graph, cells(sql));
        case Effect.Changed(var names, var graph) -> {
          definitions.use(names);
          yield answered(graph, cells(sql));
        }
        case Effect.Named _, Effect.Assigned _ -> new Outcome.Refused("gives no rows");
      };
    } catch (StintException e) {
      return new Outcome.Refused(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      throw new AssertionError("an internal error: " + sql, e);
    }
  }

  private Effect effect(String sql, Namespace names) {
    return session.effect(sql, names, catalog, null);
  }

  /// DESCRIBE has columns of a width, and nothing for NULL, as Hive prints it.
  private static Function<List<@Nullable String>, String> cells(String sql) {
    boolean isDescribe = DESCRIBE.matcher(sql).find();
    return cells ->
        isDescribe && LEFT_OUT.contains(String.valueOf(cells.getFirst()))
            ? cells.getFirst() + " [not included in comparison]"
            : cells.stream()
                .map(
                    cell ->
                        isDescribe
                            ? "%-20s".formatted(cell == null ? "" : cell)
                            : cell == null ? "NULL" : cell)
                .collect(Collectors.joining("\t"));
  }

  private Outcome answered(StageGraph graph, Function<List<@Nullable String>, String> cells) {
    var rows = new ArrayList<String>();
    var store = new InMemoryObjectStore();
    var report = run(graph, store, (_, segments) -> read(store, graph, segments, cells, rows));
    return report.status() == RunStatus.SUCCEEDED
        ? new Outcome.Answered(schema(graph.schema()), String.join("\n", rows))
        : new Outcome.Refused(reason(report));
  }

  private RunReport run(StageGraph graph, ObjectStore store, ResultConsumer results) {
    return new RunDriver(
            RunEnvironment.local(invoker(store), store),
            new RunRequest("run", graph, SETTINGS),
            RunListener.NONE,
            results)
        .run();
  }

  /// The names after a statement that defines some; empty where Stint refuses it, or it gives rows.
  Optional<Namespace> define(String sql, Namespace names) {
    try {
      return switch (effect(sql, names)) {
        case Effect.Named(var after) -> Optional.of(after);
        case Effect.Changed(var after, _) -> Optional.of(after);
        case Effect.Assigned(var variables, var graph) -> {
          var store = new InMemoryObjectStore();
          var row = new AssignedRow(store);
          var report = run(graph, store, row);
          yield report.status() == RunStatus.SUCCEEDED
              ? Optional.of(StatementPlanner.assigned(names, variables, row.values()))
              : Optional.empty();
        }
        case Effect.Rows _ -> Optional.empty();
      };
    } catch (StintException _) {
      return Optional.empty();
    }
  }

  /// Why a statement was refused; nothing where it was not.
  static String reason(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Refused(var reason) -> reason;
      case Outcome.Answered _ -> "";
    };
  }

  private static String reason(RunReport report) {
    return Objects.requireNonNull(report.failure()).toString();
  }

  private ThreadInvoker invoker(ObjectStore store) {
    return new ThreadInvoker(new TaskRunner(new FunctionEnvironment(store))::run, 2);
  }

  private static void read(
      ObjectStore store,
      StageGraph graph,
      List<SegmentRef> segments,
      Function<List<@Nullable String>, String> format,
      List<String> rows) {
    var schema = graph.schema();
    var zone = graph.root().fragment().zone();
    try (var batches = SegmentBatches.read(store, segments, schema)) {
      while (batches.hasNext()) {
        var batch = batches.next();
        for (int row = 0; row < batch.rowCount(); row++) {
          var cells = new ArrayList<@Nullable String>();
          for (int column = 0; column < schema.size(); column++) {
            cells.add(cell(batch.column(column), row, schema.type(column), zone));
          }
          rows.add(format.apply(cells));
        }
      }
    }
  }

  /// As Hive prints it, intervals too.
  private static @Nullable String cell(Vector vector, int row, DataType type, ZoneId zone) {
    if (vector.isNull(row)) {
      return null;
    }
    return type.isInterval()
        ? interval(((LongVector) vector).values()[row], type)
        : ValueText.text(vector, row, type, zone);
  }

  /// `1-2`, `-1 02:03:04.500000000`.
  private static String interval(long value, DataType type) {
    String whole = IntervalText.literal(value, all(type));
    String text = whole.substring(whole.indexOf('\'') + 1, whole.lastIndexOf('\''));
    int point = text.indexOf('.');
    String fraction = point < 0 ? "" : text.substring(point + 1);
    return type.isOfMonths()
        ? text
        : (point < 0 ? text : text.substring(0, point))
            + "."
            + (fraction + "000000000").substring(0, 9);
  }

  private static DataType all(DataType type) {
    return type.isOfMonths() ? DataType.YEAR_TO_MONTH : DataType.DAY_TO_SECOND;
  }

  private static String schema(Schema schema) {
    return schema.fields().stream()
        .map(SparkRunner::field)
        .collect(Collectors.joining(",", "struct<", ">"));
  }

  private static String field(Field field) {
    return field.name() + ":" + field.type();
  }

  @Override
  public void close() {
    session.close();
  }
}
