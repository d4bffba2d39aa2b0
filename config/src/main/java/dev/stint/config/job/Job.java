package dev.stint.config.job;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A job file with its parameters filled in. `functions` are the paths of jars of functions in Java
/// that its statements call.
public record Job(
    String name,
    Map<String, Input> inputs,
    List<Statement> statements,
    List<Trigger> triggers,
    Limits limits,
    List<String> functions) {

  /// A job without functions of its own.
  public Job(
      String name,
      Map<String, Input> inputs,
      List<Statement> statements,
      List<Trigger> triggers,
      Limits limits) {
    this(name, inputs, statements, triggers, limits, List.of());
  }

  public Job {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    statements = List.copyOf(statements);
    triggers = List.copyOf(triggers);
    functions = List.copyOf(functions);
  }
}
