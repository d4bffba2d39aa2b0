package dev.stint.coordinator.cli.option;

import dev.stint.coordinator.session.Session;
import dev.stint.plan.expression.Literal;
import dev.stint.sql.request.Parameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/// Values of the parameters of statements.
public final class ParameterOptions {

  @Option(
      names = {"-p", "--param"},
      paramLabel = "NAME=VALUE",
      description = {
        "The value of :NAME in the statements, a constant of SQL or else a text; repeatable:",
        "--param n=5 --param city=Oslo --param \"day=DATE '2020-01-31'\" --param \"zip='01234'\""
      })
  Map<String, String> named = new LinkedHashMap<>();

  @Option(
      names = "--arg",
      paramLabel = "VALUE",
      description = "The value of the next ? in the statements, like one of --param; repeatable.")
  List<String> positional = new ArrayList<>();

  public Parameters parameters(Session session) {
    var values = new HashMap<String, Literal>();
    named.forEach((name, text) -> values.put(name, session.constant(text)));
    return new Parameters(values, positional.stream().map(session::constant).toList());
  }
}
