package dev.stint.sql.analyze;

import dev.stint.plan.type.DataType;
import dev.stint.sql.aggregate.AggregateFunctions;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.function.ScalarFunctions;
import dev.stint.sql.parse.Meanings;
import dev.stint.sql.request.SqlFunction;
import dev.stint.sql.tree.SourceText;
import dev.stint.sql.tree.Term;
import java.util.Optional;

/// What the parser must know of the names and settings of a session.
public record KnownNames(AnalysisContext context) implements Meanings {

  @Override
  public Optional<String> text(Term term, SourceText source) {
    return Variables.text(context, term, source);
  }

  @Override
  public DataType timestampType() {
    return context.settings().timestampType();
  }

  @Override
  public boolean isOn(String setting) {
    return context.settings().isOn(setting);
  }

  @Override
  public String function(String name) {
    return SqlFunctions.known(context, name)
        .filter(
            function ->
                !function.isTemporary()
                    && !ScalarFunctions.isKnown(name)
                    && !AggregateFunctions.isKnown(name))
        .map(function -> SqlFunction.SCHEMA + function.name())
        .orElse(name);
  }
}
