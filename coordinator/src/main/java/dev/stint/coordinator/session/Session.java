package dev.stint.coordinator.session;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.estimate.EstimateSettings;
import dev.stint.coordinator.request.RunLimits;
import dev.stint.coordinator.request.RunOrigin;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunReport;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.task.TaskFailure;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.sql.catalog.Catalog;
import dev.stint.sql.catalog.CatalogListener;
import dev.stint.sql.catalog.TableSource;
import dev.stint.sql.request.Namespace;
import dev.stint.sql.request.PlanRequest;
import dev.stint.sql.request.View;
import dev.stint.sql.request.ViewColumn;
import dev.stint.sql.statement.Effect;
import dev.stint.sql.tree.Statement;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A target, opened: where statements are planned and run, and whose objects they read and write.
/// It plans and runs one statement at a time, on the caller's thread; [#cancel] and [#leave] alone
/// may be called from others, at any time.
public interface Session extends AutoCloseable {

  /// Tables under their names; nothing is opened yet.
  default Catalog catalog(List<TableSource> sources) {
    return catalog(sources, CatalogListener.NONE);
  }

  /// Tables under their names, of whose listing `listener` hears.
  Catalog catalog(List<TableSource> sources, CatalogListener listener);

  /// Plans a statement, which may use `views`, and whose rows are the result or go into the files
  /// of `output`.
  ///
  /// @throws dev.stint.plan.failure.StintException of kind USER pointing at what is wrong
  default StageGraph plan(
      String sql, List<View> views, Catalog catalog, PlanRequest.@Nullable Output output) {
    return plan(sql, Namespace.of(views), catalog, output);
  }

  /// Plans a statement that may use `names`.
  ///
  /// @throws dev.stint.plan.failure.StintException of kind USER pointing at what is wrong
  StageGraph plan(
      String sql, Namespace names, Catalog catalog, PlanRequest.@Nullable Output output);

  /// The value of a constant of SQL; a text that is none is the value itself.
  default Literal constant(String text) {
    return Literal.ofString(text);
  }

  /// What a statement asks for, before its tables are looked at.
  ///
  /// @throws dev.stint.plan.failure.StintException of kind USER where the text is no statement
  Statement parse(String sql, Namespace names);

  /// The columns of a statement's rows: see [dev.stint.sql.SqlPlanner#columns].
  ///
  /// @throws dev.stint.plan.failure.StintException of kind USER pointing at what is wrong
  List<ViewColumn> columns(String sql, Namespace names, Catalog catalog);

  /// The folder of a table that an INSERT replaces: see [dev.stint.sql.SqlPlanner#folder].
  ///
  /// @throws dev.stint.plan.failure.StintException of kind USER pointing at what is wrong
  String folder(String sql, List<String> partitionBy, Namespace names, Catalog catalog);

  /// What the rows of a statement depend on: see [dev.stint.sql.SqlPlanner#reads].
  ///
  /// @throws dev.stint.plan.failure.StintException of kind USER where the text is no statement
  Set<String> reads(String sql, Namespace names);

  /// Finds out what a statement does, in a session whose statements before it defined `names`.
  ///
  /// @throws dev.stint.plan.failure.StintException of kind USER pointing at what is wrong
  Effect effect(String sql, Namespace names, Catalog catalog, PlanRequest.@Nullable Output output);

  /// Sees to it that files can be written below `path`, an absolute one, as far as that is the
  /// target's affair: one that keeps buckets itself makes the bucket. Files are looked at by
  /// nobody, and what the user has to mend, such as a bucket of AWS that is not there, is left to
  /// the run to say. It may be called again.
  void prepareOutput(String path);

  /// Runs a planned statement to its end, whatever that is. `runId` names it among all runs of the
  /// target: up to 64 letters, digits and hyphens. The session's own bounds hold beside `limits`.
  RunReport run(
      String runId,
      RunOrigin origin,
      StageGraph graph,
      RunLimits limits,
      RunListener listener,
      ResultConsumer results);

  /// Goes on with a run of this target to its end, from where its journal says it is. `request` is
  /// what was asked of it, as the journal says too. The listener is told everything from the
  /// beginning.
  ///
  /// @throws dev.stint.plan.failure.StintException of kind USER when the run has another work
  ///   folder
  RunReport resume(RunRequest request, RunListener listener, ResultConsumer results);

  /// Where runs have their logs and temporary objects, without a slash at the end.
  String workPath();

  /// What an estimate of a run within `limits` should assume of the target.
  EstimateSettings estimateSettings(RunLimits limits);

  /// A session over the same target and all that this one holds, whose runs are cancelled, ended
  /// and left apart from this one's. Closing it frees nothing. It ends with this session.
  Session branch();

  /// Ends the run that is under way, and all later ones at once. Any thread may call this.
  void cancel();

  /// Ends the run that is under way, and all later ones at once, as FAILED for that reason. Any
  /// thread may call this.
  void end(TaskFailure reason);

  /// Leaves the run that is under way to another coordinator, which goes on with what its journal
  /// says. Attempts that run are waited for, at most for `patience`. Any thread may call this.
  void leave(Duration patience);

  /// Where inputs, outputs and temporary objects are. Closing it is the session's business.
  ObjectStore store();

  /// What costs are counted with.
  PriceTable prices();

  /// In which timestamps are read and printed.
  ZoneId timeZone();

  /// Frees all that the session holds. No run is under way.
  @Override
  void close();
}
