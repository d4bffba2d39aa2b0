package dev.stint.coordinator.statement;

import dev.stint.config.job.Limits;
import dev.stint.config.job.Output;
import dev.stint.coordinator.job.JobRequest;
import dev.stint.coordinator.request.RunLimits;
import dev.stint.coordinator.request.RunOrigin;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.coordinator.session.AssignedRow;
import dev.stint.coordinator.session.Session;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.path.UserPath;
import dev.stint.plan.stage.StageGraph;
import dev.stint.sql.SqlPlanner;
import dev.stint.sql.catalog.TableSource;
import dev.stint.sql.request.Namespace;
import dev.stint.sql.request.Parameters;
import dev.stint.sql.request.UserFunction;
import dev.stint.sql.statement.Effect;
import dev.stint.sql.statement.StatementPlanner;
import dev.stint.sql.tree.CatalogCommand;
import dev.stint.sql.tree.Command;
import dev.stint.sql.tree.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Executes statements in their order: definitions at once, others as jobs, which whoever asked
/// runs. Belongs to one thread.
public final class StatementSession implements AutoCloseable {

  private StoredNames stored;
  private final String trigger;
  private final KeptRows kept = new KeptRows(JobRequest.randomId());
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
    var due = due(sql, statement.command(), session);
    if (due.isPresent()) {
      return new Work.Chain(
          compute(due.get(), session, tables, limits, () -> {}),
          () -> work(sql, session, given, output, limits));
    }
    return switch (statement.command()) {
      case Command.Insert insert -> insert(sql, statement, insert, session, tables, limits);
      case Command.InsertDirectory insert ->
          rows(
              sql,
              tables,
              new Output(
                  insert.path(),
                  insert.format(),
                  Output.Mode.OVERWRITE,
                  List.of(),
                  Output.DEFAULT_TARGET_FILE_SIZE,
                  insert.options()),
              limits);
      case Command.CreateTable table -> create(sql, statement, table, session, tables, limits);
      case Command.Drop drop when drop.kind() == Command.Kind.TABLE -> tables(statement).drop(drop);
      case Command.Truncate truncate -> tables(statement).truncate(truncate, session);
      case Command.OfCatalog(var span, CatalogCommand.Alter alter)
          when alter.kind() == CatalogCommand.Kind.TABLE ->
          tables(statement).alter(span, alter, names);
      case Command.Cache cache -> cache(sql, cache, session, tables, limits);
      case Command.Uncache uncache -> uncache(sql, uncache, session, tables);
      case Command.ClearCache _ -> {
        kept.clear(stored.store());
        yield new Work.Done("no rows are kept any more");
      }
      case Command.Rows _, Command.Explain _ -> rows(sql, tables, output, limits);
      default ->
          statement.command().givesRows()
                  && !(statement.command() instanceof Command.ExecuteImmediate)
                  && !(statement.command() instanceof Command.Setting)
              ? run(sql, told(), tables, output, limits, () -> {})
              : other(sql, session, tables, limits);
    };
  }

  private CatalogTables tables(Statement statement) {
    return new CatalogTables(stored, kept, statement);
  }

  /// The names, with tables for statements that tell of these.
  private Namespace told() {
    return names.withTables(stored.tables().stream().map(StoredTable::told).toList());
  }

  private Work run(
      String sql,
      Namespace seen,
      List<TableSource> tables,
      @Nullable Output output,
      Limits limits,
      Runnable afterwards) {
    var request =
        JobRequest.ofStatement(JobRequest.randomId(), trigger, sql, tables, output, limits);
    return new Work.Run(request, seen, afterwards);
  }

  /// Rows that are printed, or written to a path: other rows are there after that.
  private Work rows(String sql, List<TableSource> tables, @Nullable Output output, Limits limits) {
    return run(
        sql,
        kept.seen(names, null),
        kept.seen(tables, null),
        output,
        limits,
        () -> {
          if (output != null) {
            kept.outdate(one -> readsPath(one, output.path()), stored.store());
          }
        });
  }

  private static boolean readsPath(KeptRows.Kept kept, String path) {
    return kept.reads().contains(path) || kept.reads().contains(UserPath.absolute(path));
  }

  /// What a statement reads of what is to be kept, and is not there yet.
  private Optional<KeptRows.Kept> due(String sql, Command command, Session session) {
    return switch (command) {
      case Command.Rows _,
          Command.Insert _,
          Command.InsertDirectory _,
          Command.CreateTable _,
          Command.Cache _
          when !kept.isEmpty() -> {
        kept.check(stored.store());
        yield kept.due(session.reads(sql, names));
      }
      default -> Optional.empty();
    };
  }

  private Work cache(
      String sql, Command.Cache cache, Session session, List<TableSource> tables, Limits limits) {
    String name = cache.name().getLast();
    var before =
        kept.find(name).filter(KeptRows.Kept::isOfQuery).isPresent() && cache.sql() != null
            ? names.withoutView(name)
            : names;
    if (!(session.effect(sql, before, session.catalog(tables), null)
        instanceof Effect.Named(var after))) {
      throw new IllegalStateException("CACHE TABLE names something: " + sql);
    }
    var one =
        new KeptRows.Kept(name, sql, before, session.reads(sql, before), cache.sql() != null, null);
    Runnable begin =
        () -> {
          kept.forget(NameChanges.of(names, after), stored.store());
          kept.forget(name, stored.store());
          names = after;
          kept.add(one);
        };
    if (cache.eagerness() == Command.Eagerness.WHEN_READ) {
      begin.run();
      return new Work.Done("the rows of %s are kept once they are read".formatted(name));
    }
    return compute(one, session, tables, limits, begin);
  }

  /// Computes rows that are to be kept; `before` is done when they are there.
  private Work compute(
      KeptRows.Kept one,
      Session session,
      List<TableSource> tables,
      Limits limits,
      Runnable before) {
    var seen = kept.seen(one.names(), one.name());
    var seenTables = kept.seen(tables, one.name());
    var output = TableDefinitions.output(kept.place(session.workPath()));
    var columns = session.columns(one.sql(), seen, session.catalog(seenTables));
    return run(
        one.sql(),
        seen,
        seenTables,
        output,
        limits,
        () -> {
          before.run();
          kept.put(one, output.path(), columns, stored.store());
        });
  }

  private Work uncache(
      String sql, Command.Uncache uncache, Session session, List<TableSource> tables) {
    var _ = session.effect(sql, names, session.catalog(tables), null);
    var name = uncache.table().name().getLast();
    if (kept.find(name).isEmpty()) {
      return new Work.Done("the rows of %s were not kept".formatted(name));
    }
    kept.forget(name, stored.store());
    return new Work.Done("the rows of %s are kept no more".formatted(name));
  }

  /// Another table has the name from now on.
  public void forget(String table) {
    kept.forget(Set.of(table.toLowerCase(Locale.ROOT)), stored.store());
  }

  /// Deletes what was kept.
  @Override
  public void close() {
    kept.clear(stored.store());
  }

  private Work other(String sql, Session session, List<TableSource> tables, Limits limits) {
    return switch (session.effect(sql, told(), session.catalog(tables), null)) {
      case Effect.Rows _ -> run(sql, names, tables, null, limits, () -> {});
      case Effect.Changed(var after, _) -> {
        names = after.withTables(List.of());
        yield run(sql, names, tables, null, limits, () -> {});
      }
      case Effect.Named(var after) -> named(after.withTables(List.of()));
      case Effect.Assigned(var variables, var graph) -> assigned(sql, session, variables, graph);
    };
  }

  private Work named(Namespace after) {
    stored.keep(names, after);
    kept.forget(NameChanges.of(names, after), stored.store());
    names = after;
    return new Work.Done("done");
  }

  private Work assigned(String sql, Session session, List<String> variables, StageGraph graph) {
    var row = new AssignedRow(session.store());
    var origin = new RunOrigin(JobRequest.randomId(), null, 0, 1, trigger, sql);
    var report = session.run(origin.runId(), origin, graph, RunLimits.NONE, RunListener.NONE, row);
    if (report.status() != RunStatus.SUCCEEDED) {
      var failure = report.failure();
      throw StintException.user(
          failure == null ? "cancelled; no variable was set" : failure.message());
    }
    var after = StatementPlanner.assigned(names, variables, row.values());
    kept.forget(NameChanges.of(names, after), stored.store());
    names = after;
    return new Work.Done("done");
  }

  private Work insert(
      String sql,
      Statement statement,
      Command.Insert insert,
      Session session,
      List<TableSource> tables,
      Limits limits) {
    var table =
        tables(statement)
            .table(insert.span(), insert.table(), " to insert into; make it with CREATE TABLE");
    String name = table.name();
    TableDefinitions.requirePartitions(statement, insert, table);
    var mode =
        switch (insert.mode()) {
          case APPEND -> Output.Mode.APPEND;
          case OVERWRITE -> Output.Mode.OVERWRITE;
        };
    // What the table is called is the table here, whose columns count, and not what is kept.
    return run(
        sql,
        kept.seen(names, name),
        kept.seen(tables, name),
        mode == Output.Mode.OVERWRITE && !insert.partition().isEmpty()
            ? TableDefinitions.output(
                table, session.folder(sql, table.partitionBy(), names, session.catalog(tables)))
            : TableDefinitions.output(table, mode),
        limits,
        () -> kept.outdate(Set.of(name.toLowerCase(Locale.ROOT)), stored.store()));
  }

  private Work create(
      String sql,
      Statement statement,
      Command.CreateTable table,
      Session session,
      List<TableSource> tables,
      Limits limits) {
    String name = TableDefinitions.name(statement, table.span(), table.name());
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
      var made =
          TableDefinitions.table(
              name, path, format, table, TableDefinitions.columns(statement, table));
      TableDefinitions.mark(made, session);
      stored.create(made);
      return new Work.Done("made the table %s in %s".formatted(name, path));
    }
    var output =
        TableDefinitions.output(
            TableDefinitions.table(name, path, format, table, List.of()),
            Output.Mode.ERRORIFEXISTS);
    var seen = kept.seen(names, null);
    var seenTables = kept.seen(tables, null);
    var columns = session.columns(sql, seen, session.catalog(seenTables));
    var made = TableDefinitions.table(name, path, format, table, columns);
    return run(sql, seen, seenTables, output, limits, () -> stored.create(made));
  }

  /// The statements of a text.
  public static List<String> statements(String text) {
    return new SqlPlanner().statements(text);
  }
}
