package dev.stint.coordinator.job;

import dev.stint.config.job.Input;
import dev.stint.config.job.Job;
import dev.stint.config.job.Limits;
import dev.stint.config.job.Output;
import dev.stint.config.job.Statement;
import dev.stint.coordinator.request.RunOrigin;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.path.UserPath;
import dev.stint.plan.type.Schema;
import dev.stint.plan.type.SchemaText;
import dev.stint.sql.catalog.TableSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One execution of a job, asked for. It holds all that the execution depends on: what is left out
/// of it, such as the working folder or a parameter, cannot change what a coordinator that takes
/// the execution over does. Paths are absolute.
///
/// `id` names the execution: 1 to 56 letters and digits, no other execution's. `name` is the job's,
/// `null` for a statement that was asked for by itself. `trigger` says in a word what started it,
/// such as `cli`. Requests of older coordinators have no `functions`.
public record JobRequest(
    String id,
    @Nullable String name,
    String trigger,
    List<TableSource> tables,
    List<Statement> statements,
    Limits limits,
    @Nullable List<String> functions) {

  public JobRequest {
    functions = functions == null ? List.of() : List.copyOf(functions);
    tables = List.copyOf(tables);
    statements = List.copyOf(statements);
    if (statements.isEmpty()) {
      throw new IllegalArgumentException("no statements");
    }
    // Refuses what cannot be the origin of a run before any statement has run.
    var _ = new RunOrigin(id, name, 0, statements.size(), trigger);
  }

  /// An id for an execution that nothing else identifies: eight hexadecimal digits.
  public static String randomId() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  /// Of a job from a file. Plain paths are taken from the working folder.
  ///
  /// @throws StintException of kind USER naming an input whose schema cannot be read
  public static JobRequest of(String id, String trigger, Job job, Limits limits) {
    var tables = new ArrayList<TableSource>();
    job.inputs().forEach((name, input) -> tables.add(table(name, input)));
    var statements = job.statements().stream().map(JobRequest::absolute).toList();
    return new JobRequest(
        id,
        job.name(),
        trigger,
        tables,
        statements,
        limits,
        job.functions().stream().map(UserPath::absolute).toList());
  }

  /// Of one statement, whose rows are the result where `output` is `null`.
  public static JobRequest ofStatement(
      String id,
      String trigger,
      String sql,
      List<TableSource> tables,
      @Nullable Output output,
      Limits limits) {
    var statement = absolute(new Statement(null, sql, output));
    return new JobRequest(id, null, trigger, tables, List.of(statement), limits, List.of());
  }

  /// The same, reading for each input that is in `files` exactly those objects, and of those that
  /// are in `eTags` no other version.
  public JobRequest withFiles(Map<String, List<String>> files, Map<String, String> eTags) {
    var sources =
        tables.stream()
            .map(
                table ->
                    files.containsKey(table.name())
                        ? table.withFiles(files.get(table.name()), eTags)
                        : table)
            .toList();
    return new JobRequest(id, name, trigger, sources, statements, limits, functions);
  }

  /// The same with further tables, of which those are left out whose names an input or a statement
  /// has.
  public JobRequest withTables(List<TableSource> more) {
    var all = new ArrayList<>(tables);
    for (var table : more) {
      boolean isTaken =
          tables.stream().anyMatch(known -> known.name().equalsIgnoreCase(table.name()))
              || statements.stream().anyMatch(one -> table.name().equalsIgnoreCase(one.name()));
      if (!isTaken) {
        all.add(table);
      }
    }
    return new JobRequest(id, name, trigger, all, statements, limits, functions);
  }

  /// The same with further jars of functions.
  public JobRequest withFunctions(List<String> jars) {
    var all = new ArrayList<>(functions());
    jars.forEach(jar -> all.add(UserPath.absolute(jar)));
    return new JobRequest(id, name, trigger, tables, statements, limits, all);
  }

  /// Paths of jars of functions that the statements call.
  @Override
  public List<String> functions() {
    return functions == null ? List.of() : functions;
  }

  private static TableSource table(String name, Input input) {
    return new TableSource(
        name,
        UserPath.absolute(input.path()),
        input.format(),
        input.options(),
        schema(name, input.schema()));
  }

  private static @Nullable Schema schema(String name, @Nullable String text) {
    try {
      return text == null ? null : SchemaText.parse(text);
    } catch (IllegalArgumentException e) {
      throw StintException.user("inputs." + name + ".schema: " + e.getMessage(), e);
    }
  }

  private static Statement absolute(Statement statement) {
    var output = statement.output();
    return output == null
        ? statement
        : new Statement(statement.name(), statement.sql(), absolute(output));
  }

  private static Output absolute(Output output) {
    return new Output(
        UserPath.absolute(output.path()),
        output.format(),
        output.mode(),
        output.partitionBy(),
        output.targetFileSize(),
        output.options());
  }
}
