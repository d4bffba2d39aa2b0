package dev.stint.coordinator.statement;

import dev.stint.config.job.Limits;
import dev.stint.config.job.Output;
import dev.stint.coordinator.job.JobRequest;
import dev.stint.coordinator.job.JobStep;
import dev.stint.coordinator.request.RunLimits;
import dev.stint.coordinator.request.RunOrigin;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.coordinator.session.AssignedRow;
import dev.stint.coordinator.session.Session;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.path.UserPath;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.sql.SqlPlanner;
import dev.stint.sql.catalog.TableSource;
import dev.stint.sql.request.Namespace;
import dev.stint.sql.request.Parameters;
import dev.stint.sql.request.UserFunction;
import dev.stint.sql.statement.Effect;
import dev.stint.sql.statement.StatementPlanner;
import dev.stint.sql.tree.Command;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Executes statements in their order: definitions at once, others as jobs, which whoever asked
/// runs. Belongs to one thread.
public final class StatementSession {

  private StoredNames stored;
  private final String trigger;
  private Namespace names;

  /// `trigger` says in a word what started the jobs; `parameters` and `functions` are for all
  /// statements.
  public StatementSession(
      StoredNames stored, String trigger, Parameters parameters, List<UserFunction> functions) {
    this.stored = stored;
    this.trigger = trigger;
    this.names = stored.names().with(parameters).withUserFunctions(functions);
  }

  /// The same catalog, through the connections of another session.
  public void use(StoredNames other) {
    stored = other;
  }

  /// What the next statement sees.
  public Namespace names() {
    return names;
  }

  /// The tables that a statement may name: those that the user gave, and those of the catalog.
  public List<TableSource> tables(List<TableSource> given) {
    var tables = new ArrayList<>(given);
    var known = new HashSet<String>();
    given.forEach(table -> known.add(table.name().toLowerCase(Locale.ROOT)));
    for (var table : stored.tables()) {
      if (known.add(table.name().toLowerCase(Locale.ROOT))) {
        tables.add(table.source());
      }
    }
    return tables;
  }

  /// Finds out what a statement asks for, and does all of it that needs no job. The rows of a query
  /// go to `output`, unless that is `null`.
  ///
  /// @throws StintException of kind USER for what is wrong with the statement
  public Work work(
      String sql,
      Session session,
      List<TableSource> given,
      @Nullable Output output,
      Limits limits) {
    var statement = session.parse(sql, names);
    var tables = tables(given);
    if (output != null && !(statement.command() instanceof Command.Rows)) {
      throw StintException.user("only the rows of a query can go to " + output.path());
    }
    return switch (statement.command()) {
      case Command.Insert insert -> insert(sql, statement, insert, tables, limits);
      case Command.InsertDirectory insert ->
          run(
              sql,
              tables,
              new Output(
                  insert.path(),
                  insert.format(),
                  Output.Mode.OVERWRITE,
                  List.of(),
                  Output.DEFAULT_TARGET_FILE_SIZE,
                  insert.options()),
              limits,
              () -> {});
      case Command.CreateTable table -> create(sql, statement, table, session, tables, limits);
      case Command.Drop drop when drop.kind() == Command.Kind.TABLE -> drop(statement, drop);
      default ->
          statement.command().givesRows()
                  && !(statement.command() instanceof Command.ExecuteImmediate)
                  && !(statement.command() instanceof Command.Setting)
              ? run(sql, tables, output, limits, () -> {})
              : other(sql, session, tables, limits);
    };
  }

  private Work run(
      String sql,
      List<TableSource> tables,
      @Nullable Output output,
      Limits limits,
      Runnable afterwards) {
    var request =
        JobRequest.ofStatement(JobRequest.randomId(), trigger, sql, tables, output, limits);
    return new Work.Run(request, names, afterwards);
  }

  private Work other(String sql, Session session, List<TableSource> tables, Limits limits) {
    return switch (session.effect(sql, names, session.catalog(tables), null)) {
      case Effect.Rows _ -> run(sql, tables, null, limits, () -> {});
      case Effect.Changed(var after, _) -> {
        names = after;
        yield run(sql, tables, null, limits, () -> {});
      }
      case Effect.Named(var after) -> named(after);
      case Effect.Assigned(var variables, var graph) -> assigned(sql, session, variables, graph);
    };
  }

  private Work named(Namespace after) {
    stored.keep(names, after);
    names = after;
    return new Work.Done("done");
  }

  private Work assigned(String sql, Session session, List<String> variables, StageGraph graph) {
    var row = new AssignedRow(session.store(), session.timeZone());
    var origin = new RunOrigin(JobRequest.randomId(), null, 0, 1, trigger, sql);
    var report = session.run(origin.runId(), origin, graph, RunLimits.NONE, RunListener.NONE, row);
    if (report.status() != RunStatus.SUCCEEDED) {
      var failure = report.failure();
      throw StintException.user(
          failure == null ? "cancelled; no variable was set" : failure.message());
    }
    names = StatementPlanner.assigned(names, variables, row.values());
    return new Work.Done("done");
  }

  private Work insert(
      String sql,
      Statement statement,
      Command.Insert insert,
      List<TableSource> tables,
      Limits limits) {
    String name = plain(statement, insert.span(), insert.table());
    var table =
        stored
            .table(name)
            .orElseThrow(
                () ->
                    statement
                        .source()
                        .error(
                            insert.span(),
                            "the catalog has no table '%s' to insert into; make it with CREATE TABLE"
                                .formatted(name)));
    var mode =
        switch (insert.mode()) {
          case APPEND -> Output.Mode.APPEND;
          case OVERWRITE -> Output.Mode.OVERWRITE;
        };
    return run(sql, tables, output(table, mode), limits, () -> {});
  }

  private static Output output(StoredTable table, Output.Mode mode) {
    return new Output(
        table.path(),
        table.format(),
        mode,
        table.partitionBy(),
        Output.DEFAULT_TARGET_FILE_SIZE,
        table.options());
  }

  private static String plain(Statement statement, Span span, List<String> name) {
    boolean isPlain =
        name.size() == 1 || (name.size() == 2 && name.getFirst().equalsIgnoreCase("default"));
    if (!isPlain) {
      throw statement
          .source()
          .error(
              span,
              "not supported: schemas other than 'default'; '%s' is in one"
                  .formatted(String.join(".", name)));
    }
    return name.getLast();
  }

  private Work create(
      String sql,
      Statement statement,
      Command.CreateTable table,
      Session session,
      List<TableSource> tables,
      Limits limits) {
    String name = plain(statement, table.span(), table.name());
    if (stored.table(name).isPresent()) {
      if (table.ifThere() == Command.IfThere.KEEP) {
        return new Work.Done("there is a table called '%s' already".formatted(name));
      }
      throw statement
          .source()
          .error(table.span(), "there is a table called '%s' already".formatted(name));
    }
    var place = table.location();
    var path = place == null ? stored.place(name) : UserPath.absolute(place);
    var format = Objects.requireNonNullElse(table.format(), Output.DEFAULT_FORMAT);
    if (table.query() == null) {
      var made = stored(name, path, format, table, schema(statement, table));
      mark(made, session);
      stored.create(made);
      return new Work.Done("made the table %s in %s".formatted(name, path));
    }
    var output = output(stored(name, path, format, table, Schema.EMPTY), Output.Mode.ERRORIFEXISTS);
    var graph = session.plan(sql, names, session.catalog(tables), JobStep.planned(output));
    var made = stored(name, path, format, table, written(graph));
    return run(sql, tables, output, limits, () -> stored.create(made));
  }

  private static StoredTable stored(
      String name, String path, String format, Command.CreateTable table, Schema schema) {
    return new StoredTable(
        name,
        path,
        format,
        table.options(),
        StoredTable.text(schema, table.partitionBy()),
        table.partitionBy(),
        table.location() == null);
  }

  private static Schema written(StageGraph graph) {
    return new Schema(
        graph.root().fragment().root().schema().fields().stream()
            .map(field -> Field.nullable(field.name(), field.type()))
            .toList());
  }

  private static Schema schema(Statement statement, Command.CreateTable table) {
    if (table.columns().isEmpty()) {
      throw statement
          .source()
          .error(
              table.span(),
              "a table needs columns, (id INT, …), or a query, AS SELECT …; files that are there"
                  + " are read with --table or in place");
    }
    var fields = new ArrayList<Field>();
    for (var column : table.columns()) {
      fields.add(Field.nullable(column.name(), Objects.requireNonNull(column.type())));
    }
    var schema = new Schema(fields);
    for (var name : table.partitionBy()) {
      if (schema.indexOf(name).isEmpty()) {
        throw statement
            .source()
            .error(table.span(), "PARTITIONED BY names '%s', which is no column".formatted(name));
      }
    }
    return schema;
  }

  /// A table without rows is a folder too: with a file that no reader takes for one of its own.
  private static void mark(StoredTable table, Session session) {
    session.prepareOutput(table.path());
    session.store().write(table.path() + "/_table", new byte[0]);
  }

  private Work drop(Statement statement, Command.Drop drop) {
    String name = plain(statement, drop.span(), drop.name());
    var table = stored.table(name);
    if (table.isEmpty()) {
      if (drop.ifMissing() == Command.IfMissing.IGNORE) {
        return new Work.Done("the catalog has no table '%s'".formatted(name));
      }
      throw statement
          .source()
          .error(drop.span(), "the catalog has no table '%s' to drop".formatted(name));
    }
    stored.dropTable(name);
    if (table.get().isManaged()) {
      var files = stored.store().list(table.get().path() + "/");
      stored.store().delete(files.stream().map(file -> file.path()).toList());
      return new Work.Done("dropped the table %s and its files".formatted(name));
    }
    return new Work.Done(
        "dropped the table %s; its files stay in %s".formatted(name, table.get().path()));
  }

  /// The statements of a text.
  public static List<String> statements(String text) {
    return new SqlPlanner().statements(text);
  }
}
