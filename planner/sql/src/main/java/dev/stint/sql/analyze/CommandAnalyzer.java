package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.failure.NearestName;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Values;
import dev.stint.sql.request.Namespace;
import dev.stint.sql.request.SqlFunction;
import dev.stint.sql.request.Variable;
import dev.stint.sql.request.View;
import dev.stint.sql.tree.Command;
import dev.stint.sql.tree.Command.IfMissing;
import dev.stint.sql.tree.Command.IfThere;
import dev.stint.sql.tree.Command.Lifetime;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Term;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Statements that define names or tell of them.
public final class CommandAnalyzer {

  private final AnalysisContext context;
  private final Namespace names;

  public CommandAnalyzer(AnalysisContext context) {
    this.context = context;
    this.names = context.request().names();
  }

  public Relation query(Query query) {
    return QueryAnalyzer.withViews(context).query(query, null);
  }

  /// The value of a term that needs no rows.
  public Literal constant(Term term) {
    return Variables.constant(context, term)
        .orElseThrow(() -> context.source().error(term, "here a constant is needed"));
  }

  /// Columns of a query: names, types and comments, of which there are none.
  public Relation describe(Query query) {
    var rows = new ArrayList<List<Literal>>();
    for (var column : query(query).columns()) {
      rows.add(
          List.of(
              Literal.ofString(column.name()),
              Literal.ofString(column.type().toString()),
              Literal.nullOf(DataType.STRING)));
    }
    return new Values(List.of(text("col_name"), text("data_type"), comment()), rows);
  }

  private Column comment() {
    return context.ids().column("comment", DataType.STRING, true);
  }

  private Column text(String name) {
    return context.ids().column(name, DataType.STRING, false);
  }

  public Relation columns(Query.Table table) {
    return new Values(
        List.of(text("col_name")),
        query(table).columns().stream().map(c -> List.of(Literal.ofString(c.name()))).toList());
  }

  /// One text in one row.
  public Relation text(String column, String value) {
    return new Values(List.of(text(column)), List.of(List.of(Literal.ofString(value))));
  }

  public Relation show(Command.Show show) {
    var views = names.views().stream().map(View::name);
    boolean areViews = show.what() == Command.Shown.VIEWS;
    var all = areViews ? views : Stream.concat(context.request().catalog().names().stream(), views);
    var rows = new ArrayList<List<Literal>>();
    all.distinct()
        .filter(name -> show.pattern() == null || matches(name, show.pattern()))
        .sorted()
        .forEach(name -> rows.add(shown(name)));
    return new Values(
        List.of(
            text("namespace"),
            text(areViews ? "viewName" : "tableName"),
            context.ids().column("isTemporary", DataType.BOOLEAN, false)),
        rows);
  }

  private List<Literal> shown(String name) {
    boolean isTemporary = names.view(name).filter(View::isTemporary).isPresent();
    return List.of(
        Literal.ofString(isTemporary ? "" : "default"),
        Literal.ofString(name),
        isTemporary ? Literal.TRUE : Literal.FALSE);
  }

  /// As Spark reads a pattern: `*` is any text and `|` stands between several; case means nothing.
  static boolean matches(String name, String pattern) {
    return Arrays.stream(pattern.split("\\|", -1))
        .map(one -> one.strip().toLowerCase(Locale.ROOT).replace("*", ".*"))
        .anyMatch(one -> name.toLowerCase(Locale.ROOT).matches(one));
  }

  /// The rows that go into a table, as its columns are: those that are not given are NULL.
  public Relation insert(Command.Insert insert) {
    var name = String.join(".", insert.table());
    var table =
        context
            .request()
            .catalog()
            .find(insert.table().getLast())
            .orElseThrow(
                () -> context.source().error(insert.span(), "no table is called '" + name + "'"));
    var rows = query(insert.query());
    var fields = table.schema().fields();
    var given =
        insert.byName() == Command.ByName.BY_NAME
            ? rows.columns().stream().map(Column::name).toList()
            : insert.columns().isEmpty()
                ? fields.stream().map(Field::name).toList()
                : insert.columns();
    if (given.size() != rows.columns().size()) {
      throw context
          .source()
          .error(
              insert.span(),
              "%s takes %d columns here, and the query gives %d"
                  .formatted(name, given.size(), rows.columns().size()));
    }
    requireColumns(insert, given, fields);
    var columns = new ArrayList<Column>();
    var values = new ArrayList<Expression>();
    for (var field : fields) {
      int place = place(given, field.name());
      var value =
          place < 0 ? Literal.nullOf(field.type()) : (Expression) rows.columns().get(place).ref();
      columns.add(context.ids().column(field.name(), field.type(), true));
      values.add(SqlFunctions.cast(context, insert.span(), value, field.type()));
    }
    return new Project(rows, columns, values);
  }

  private void requireColumns(Command.Insert insert, List<String> given, List<Field> fields) {
    var known = fields.stream().map(Field::name).toList();
    for (var name : given) {
      if (place(known, name) < 0) {
        throw context
            .source()
            .error(
                insert.span(),
                "the table has no column '%s'%s"
                    .formatted(name, NearestName.suggestion(name, known)));
      }
    }
  }

  private static int place(List<String> names, String wanted) {
    for (int place = 0; place < names.size(); place++) {
      if (names.get(place).equalsIgnoreCase(wanted)) {
        return place;
      }
    }
    return -1;
  }

  private String name(Span span, List<String> parts) {
    boolean isPlain =
        parts.size() == 1
            || List.of("default", "spark_catalog.default", "session", "system.session", "global_temp")
                .contains(
                    String.join(".", parts.subList(0, parts.size() - 1)).toLowerCase(Locale.ROOT));
    if (!isPlain) {
      throw context
          .source()
          .error(span, "not supported: schemas other than 'default'; '%s' is in one".formatted(String.join(".", parts)));
    }
    return parts.getLast();
  }

  private boolean isKept(Span span, String kind, String name, boolean isThere, IfThere ifThere) {
    if (isThere && ifThere == IfThere.FAIL) {
      throw context
          .source()
          .error(
              span,
              "there is %s called '%s' already; use CREATE OR REPLACE, or drop it first"
                  .formatted(kind, name));
    }
    return isThere && ifThere == IfThere.KEEP;
  }

  /// The query is analysed now, so that what is wrong is told where it was written.
  public Namespace create(Command.CreateView view) {
    String name = name(view.span(), view.name());
    if (isKept(
        view.span(), "a view", name, names.view(name).isPresent(), view.ifThere())) {
      return names;
    }
    var made = new View(
            name, view.sql(), view.columns(), view.lifetime() == Lifetime.SESSION);
    var after = context.with(names.with(made));
    var _ =
        QueryAnalyzer.withViews(after).query(new Query.Table(view.span(), List.of(name)), null);
    return names.with(made);
  }

  public Namespace create(Command.CreateFunction function) {
    String name = name(function.span(), function.name());
    if (isKept(
        function.span(),
        "a function",
        name,
        names.function(name).isPresent(),
        function.ifThere())) {
      return names;
    }
    SqlFunctions.check(context, function);
    return names.with(
        new SqlFunction(
            name, context.source().text(), function.lifetime() == Lifetime.SESSION));
  }

  public Namespace declare(Command.DeclareVariables variables) {
    var type = variables.type();
    var given =
        variables.value() == null
            ? Literal.nullOf(type == null ? DataType.STRING : type)
            : constant(variables.value());
    var value = type == null ? given : cast(variables.span(), given, type);
    var after = names;
    for (var parts : variables.names()) {
      String name = variable(variables.span(), parts);
      if (variables.ifThere() == IfThere.FAIL && after.variable(name).isPresent()) {
        throw context
            .source()
            .error(
                variables.span(),
                "there is a variable called '%s' already; use DECLARE OR REPLACE".formatted(name));
      }
      after = after.with(new Variable(name, value, value));
    }
    return after;
  }

  private String variable(Span span, List<String> parts) {
    var before = String.join(".", parts.subList(0, parts.size() - 1));
    if (!before.isEmpty() && !Variables.isSession(before)) {
      throw context
          .source()
          .error(span, "a variable is of the session: %s or session.%s".formatted(parts.getLast(), parts.getLast()));
    }
    return parts.getLast();
  }

  private Literal cast(Span span, Expression value, DataType type) {
    if (SqlFunctions.cast(context, span, value, type) instanceof Literal literal) {
      return literal;
    }
    throw context.source().error(span, "%s cannot be cast to %s".formatted(((Literal) value).text(), type));
  }

  public Namespace drop(Command.Drop drop) {
    var parts = drop.name();
    String name =
        drop.kind() == Command.Kind.VARIABLE
            ? variable(drop.span(), parts)
            : name(drop.span(), parts);
    boolean isThere =
        switch (drop.kind()) {
          case VIEW -> names.view(name).isPresent();
          case FUNCTION, TEMPORARY_FUNCTION -> names.function(name).isPresent();
          case VARIABLE -> names.variable(name).isPresent();
          case TABLE -> false;
        };
    if (!isThere) {
      if (drop.ifMissing() == IfMissing.IGNORE) {
        return names;
      }
      throw context
          .source()
          .error(
              drop.span(),
              "there is no %s called '%s' to drop"
                  .formatted(
                      drop.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '), name));
    }
    return switch (drop.kind()) {
      case VIEW -> names.withoutView(name);
      case FUNCTION, TEMPORARY_FUNCTION -> names.withoutFunction(name);
      case VARIABLE -> names.withoutVariable(name);
      case TABLE -> names;
    };
  }

  private Variable known(Term.Name name) {
    return Variables.find(context, name.parts())
        .orElseThrow(
            () ->
                context
                    .source()
                    .error(
                        name,
                        "no variable is called '%s'%s; declare it with DECLARE"
                            .formatted(
                                String.join(".", name.parts()),
                                NearestName.suggestion(
                                    name.last(),
                                    names.variables().stream().map(Variable::name).toList()))));
  }

  /// The names after an assignment of constants; empty where rows are needed.
  public Optional<Namespace> assigned(Command.SetVariables set) {
    requireDistinct(set);
    if (set.query() != null) {
      return Optional.empty();
    }
    var after = names;
    for (int index = 0; index < set.names().size(); index++) {
      var variable = known(set.names().get(index));
      var value = value(set.values().get(index), variable);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      after = after.with(new Variable(variable.name(), value.get(), variable.initial()));
    }
    return Optional.of(after);
  }

  private void requireDistinct(Command.SetVariables set) {
    var seen = new ArrayList<String>();
    for (var name : set.names()) {
      String lower = known(name).name().toLowerCase(Locale.ROOT);
      if (seen.contains(lower)) {
        throw context.source().error(name, "the variable '%s' is set twice".formatted(lower));
      }
      seen.add(lower);
    }
  }

  private Optional<Literal> value(Term term, Variable variable) {
    if (isDefault(term)) {
      return Optional.of(variable.initial());
    }
    return Variables.constant(context, term)
        .map(value -> cast(term.span(), value, variable.value().type()));
  }

  /// The word, not a variable of that name in backticks.
  private boolean isDefault(Term term) {
    return context.source().exact(term).equalsIgnoreCase("default");
  }

  /// A query of one row with the values that variables are set to.
  public Relation assignment(Command.SetVariables set) {
    var query = set.query();
    var rows = query == null ? query(SqlFunctions.select(set.values())) : query(query);
    if (rows.columns().size() != set.names().size()) {
      throw context
          .source()
          .error(
              set.span(),
              "%d variables are set to %d values"
                  .formatted(set.names().size(), rows.columns().size()));
    }
    var columns = new ArrayList<Column>();
    var values = new ArrayList<Expression>();
    for (int index = 0; index < set.names().size(); index++) {
      var variable = known(set.names().get(index));
      var type = variable.value().type();
      columns.add(context.ids().column(variable.name(), type, true));
      values.add(
          SqlFunctions.cast(
              context, set.names().get(index).span(), rows.columns().get(index).ref(), type));
    }
    return new Project(rows, columns, values);
  }

  /// Settings of Spark that Stint has always on, or that change no rows.
  private static final Map<String, String> SETTINGS =
      Map.of("spark.sql.ansi.enabled", "true", "spark.sql.legacy.timeparserpolicy", "corrected");

  /// A setting is told, and may be set to what it is.
  public Relation setting(Command.Setting setting) {
    String key = setting.key().toLowerCase(Locale.ROOT);
    String fixed = key.equals("spark.sql.session.timezone") ? context.zone().getId() : SETTINGS.get(key);
    String value = setting.value();
    if (fixed == null) {
      throw context
          .source()
          .error(
              setting.span(),
              "there is no setting '%s'; settings are options of the command or of the job; a variable is set with SET VAR"
                  .formatted(setting.key()));
    }
    if (value != null && !isSame(key, fixed, value)) {
      throw context
          .source()
          .error(
              setting.span(),
              "'%s' is '%s' and cannot be changed here%s"
                  .formatted(
                      setting.key(),
                      fixed,
                      key.endsWith("timezone") ? "; use --time-zone" : ""));
    }
    return new Values(
        List.of(text("key"), text("value")),
        List.of(
            List.of(
                Literal.ofString(setting.key()), Literal.ofString(value == null ? fixed : value))));
  }

  private static boolean isSame(String key, String fixed, @Nullable String value) {
    return key.endsWith("timezone")
        ? value != null && ZoneId.of(value).equals(ZoneId.of(fixed))
        : fixed.equalsIgnoreCase(value);
  }
}
