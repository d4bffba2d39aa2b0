package dev.stint.sql.analyze;

import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Values;
import dev.stint.sql.request.Namespace;
import dev.stint.sql.request.Settings;
import dev.stint.sql.request.SqlFunction;
import dev.stint.sql.request.View;
import dev.stint.sql.tree.Command;
import dev.stint.sql.tree.Command.IfMissing;
import dev.stint.sql.tree.Command.IfThere;
import dev.stint.sql.tree.Command.Lifetime;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Statements that define views and functions, drop names, or tell of them.
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

  /// The names stay: that rows are kept is the session's affair. The table must be there.
  public Namespace uncached(Command.Uncache uncache) {
    if (uncache.ifMissing() == IfMissing.FAIL) {
      var _ = query(uncache.table());
    }
    return names;
  }

  static Column comment(AnalysisContext context) {
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

  static String name(AnalysisContext context, Span span, List<String> parts) {
    boolean isPlain =
        parts.size() == 1
            || List.of(
                    "default", "spark_catalog.default", "session", "system.session", "global_temp")
                .contains(
                    String.join(".", parts.subList(0, parts.size() - 1)).toLowerCase(Locale.ROOT));
    if (!isPlain) {
      throw context
          .source()
          .error(
              span,
              "not supported: schemas other than 'default'; '%s' is in one"
                  .formatted(String.join(".", parts)));
    }
    return parts.getLast();
  }

  static boolean isKept(
      AnalysisContext context,
      Span span,
      String kind,
      String name,
      boolean isThere,
      IfThere ifThere) {
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

  public Namespace create(Command.CreateFunction function) {
    String name = name(context, function.span(), function.name());
    if (isKept(
        context,
        function.span(),
        "a function",
        name,
        names.function(name).isPresent(),
        function.ifThere())) {
      return names;
    }
    SqlFunctions.check(context, function);
    return names.with(
        new SqlFunction(name, context.source().text(), function.lifetime() == Lifetime.SESSION));
  }

  public Namespace drop(Command.Drop drop) {
    var parts = drop.name();
    String name =
        drop.kind() == Command.Kind.VARIABLE
            ? VariableAnalyzer.name(context, drop.span(), parts)
            : name(context, drop.span(), parts);
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
                  .formatted(drop.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '), name));
    }
    return switch (drop.kind()) {
      case VIEW -> names.withoutView(name);
      case FUNCTION, TEMPORARY_FUNCTION -> names.withoutFunction(name);
      case VARIABLE -> names.withoutVariable(name);
      case TABLE -> names;
    };
  }

  /// A setting is told, and may be set to what it is, or to anything where that changes no answer.
  public Relation setting(Command.Setting setting) {
    String key = setting.key().toLowerCase(Locale.ROOT);
    String value = setting.value();
    if (Settings.isKnown(key)) {
      return pair(setting, value == null ? names.settings().value(key) : value);
    }
    if (key.equals(Settings.TIME_ZONE)) {
      return pair(setting, zone(value));
    }
    boolean isTuning = SparkSettings.isTuning(key);
    String fixed = isTuning ? "<undefined>" : fixed(setting, key);
    if (!isTuning && value != null && !fixed.equalsIgnoreCase(value)) {
      throw context
          .source()
          .error(
              setting.span(),
              "'%s' is '%s' and cannot be changed here".formatted(setting.key(), fixed));
    }
    return pair(setting, value == null ? fixed : value);
  }

  /// That of statements, or the one that is being set, as it is written.
  private String zone(@Nullable String value) {
    if (value == null) {
      return context.zone().getId();
    }
    return isLocal(value) ? context.request().timeZone() : value;
  }

  private static boolean isLocal(String value) {
    return value.equalsIgnoreCase(Settings.LOCAL_ZONE);
  }

  private Relation pair(Command.Setting setting, String value) {
    return new Values(
        List.of(text("key"), text("value")),
        List.of(List.of(Literal.ofString(setting.key()), Literal.ofString(value))));
  }

  /// The names after a setting was changed, if it is one that can be.
  public Namespace changed(Command.Setting setting) {
    String value = setting.value();
    if (value != null && setting.key().equalsIgnoreCase(Settings.TIME_ZONE)) {
      return names.with(
          isLocal(value)
              ? names.settings().without(setting.key())
              : names
                  .settings()
                  .with(setting.key(), TimeZones.of(context, setting.span(), value).getId()));
    }
    if (value == null || !Settings.isKnown(setting.key())) {
      return names;
    }
    var allowed = Settings.allowed(setting.key());
    if (allowed.stream().noneMatch(value::equalsIgnoreCase)) {
      throw context
          .source()
          .error(
              setting.span(),
              "'%s' cannot be '%s'; it is one of %s"
                  .formatted(setting.key(), value, String.join(", ", allowed)));
    }
    return names.with(names.settings().with(setting.key(), value));
  }

  private String fixed(Command.Setting setting, String key) {
    return SparkSettings.fixed(key)
        .orElseThrow(
            () ->
                context
                    .source()
                    .error(
                        setting.span(),
                        "there is no setting '%s'; settings are options of the command or of the job; a variable is set with SET VAR"
                            .formatted(setting.key())));
  }
}
