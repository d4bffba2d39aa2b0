package dev.stint.coordinator.job;

import dev.stint.config.job.Output;
import dev.stint.config.job.Statement;
import dev.stint.coordinator.request.RunOrigin;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.stage.WriteMode;
import dev.stint.sql.catalog.TableSource;
import dev.stint.sql.request.PlanRequest;
import dev.stint.sql.request.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A statement of a job that makes a run, with all it may use: the job's inputs and, of the
/// statements before it, the files of those with an output as tables and the others as views. Its
/// rows go into the files of `output`, or are the job's result where that is `null`; only the last
/// step's is. `name` is the user's, or says where in the job the statement stands.
public record JobStep(
    RunOrigin origin,
    String name,
    String sql,
    List<View> views,
    List<TableSource> tables,
    @Nullable Output output) {

  public JobStep {
    views = List.copyOf(views);
    tables = List.copyOf(tables);
  }

  /// The id of the step's run.
  public String runId() {
    return origin.runId();
  }

  /// The steps of an execution in their order, at least one. They follow from the request alone, so
  /// that every coordinator of an execution finds the same ones under the same ids.
  static List<JobStep> of(JobRequest request) {
    var steps = new ArrayList<JobStep>();
    var views = new ArrayList<View>();
    var tables = new ArrayList<>(request.tables());
    int count = request.statements().size();
    for (int index = 0; index < count; index++) {
      var statement = request.statements().get(index);
      var name = nameOf(statement, index);
      var output = statement.output();
      if (output == null && index < count - 1) {
        views.add(new View(name, statement.sql()));
        continue;
      }
      var origin =
          new RunOrigin(
              request.id(), request.name(), index, count, request.trigger(), statement.sql());
      steps.add(new JobStep(origin, name, statement.sql(), views, tables, output));
      if (output != null && statement.name() != null) {
        tables.add(written(statement.name(), output));
      }
    }
    return steps;
  }

  /// An output as the planner takes it.
  public static PlanRequest.Output planned(Output output) {
    return new PlanRequest.Output(
        FileFormat.ofOutput(output.format(), output.options()),
        output.path(),
        WriteMode.parse(output.mode().name().toLowerCase(Locale.ROOT)),
        output.partitionBy(),
        output.targetFileSize().bytes());
  }

  private static String nameOf(Statement statement, int index) {
    return statement.name() == null ? "statements[" + index + "]" : statement.name();
  }

  /// What was written is read with what it was written as.
  private static TableSource written(String name, Output output) {
    return new TableSource(name, output.path(), output.format(), output.options(), null);
  }
}
