package dev.stint.sql.statement;

import dev.stint.plan.stage.StageGraph;
import dev.stint.sql.request.Namespace;
import java.util.List;

/// What a statement does.
public sealed interface Effect {

  /// It gives rows, or writes them, once the graph is run.
  record Rows(StageGraph graph) implements Effect {}

  /// It gives rows, and those after it see other names: a setting that was changed.
  record Changed(Namespace names, StageGraph graph) implements Effect {}

  /// Those after it see other names; nothing is run.
  record Named(Namespace names) implements Effect {}

  /// The graph's one row has new values for variables; without a row they are NULL.
  record Assigned(List<String> variables, StageGraph graph) implements Effect {
    public Assigned {
      variables = List.copyOf(variables);
    }
  }
}
