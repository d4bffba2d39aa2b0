package dev.stint.sql.optimize;

import dev.stint.plan.expression.Expression;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Project;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A grouping with projections above it: what each of their columns is made of, by id, of the
/// grouping's.
record Grouped(Aggregate aggregate, Map<Integer, Expression> columns) {

  /// Empty for any other relation.
  static Optional<Grouped> of(Relation relation) {
    return switch (relation) {
      case Aggregate aggregate -> Optional.of(new Grouped(aggregate, refs(aggregate)));
      case Project project -> of(project.input()).map(below -> below.through(project));
      default -> Optional.empty();
    };
  }

  private static Map<Integer, Expression> refs(Aggregate aggregate) {
    var refs = new HashMap<Integer, Expression>();
    aggregate.columns().forEach(column -> refs.put(column.id(), column.ref()));
    return refs;
  }

  private Grouped through(Project project) {
    var above = new HashMap<Integer, Expression>();
    for (int index = 0; index < project.columns().size(); index++) {
      above.put(
          project.columns().get(index).id(),
          Expressions.substitute(project.expressions().get(index), columns));
    }
    return new Grouped(aggregate, above);
  }

  /// The relation with another grouping in place of this one, of the columns that are in use.
  static Relation replaced(Relation relation, Relation aggregate) {
    return relation instanceof Project project
        ? project.withInputs(List.of(replaced(project.input(), aggregate)))
        : aggregate;
  }
}
