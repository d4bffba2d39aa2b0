package dev.stint.config.job;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A job file with its parameters filled in.
public record Job(
    String name,
    Map<String, Input> inputs,
    List<Statement> statements,
    List<Trigger> triggers,
    Limits limits) {

  public Job {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    statements = List.copyOf(statements);
    triggers = List.copyOf(triggers);
  }
}
