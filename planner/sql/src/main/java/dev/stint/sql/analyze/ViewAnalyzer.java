package dev.stint.sql.analyze;

import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TextLimit;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Values;
import dev.stint.sql.request.Namespace;
import dev.stint.sql.request.Remarks;
import dev.stint.sql.request.SchemaMode;
import dev.stint.sql.request.Settings;
import dev.stint.sql.request.View;
import dev.stint.sql.request.ViewColumn;
import dev.stint.sql.tree.CatalogCommand;
import dev.stint.sql.tree.CatalogCommand.Change;
import dev.stint.sql.tree.Command;
import dev.stint.sql.tree.Command.Lifetime;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Statements that make views, or tell of one.
public final class ViewAnalyzer {

  static final String CATALOG = "spark_catalog";
  static final String SCHEMA = "default";

  private final AnalysisContext context;
  private final Namespace names;

  public ViewAnalyzer(AnalysisContext context) {
    this.context = context;
    this.names = context.request().names();
  }

  /// The query is analysed now: what is wrong is told where it was written, and the view keeps the
  /// columns that the query has.
  public Namespace create(Command.CreateView view) {
    String name = CommandAnalyzer.name(context, view.span(), view.name());
    if (CommandAnalyzer.isKept(
        context, view.span(), "a view", name, names.view(name).isPresent(), view.ifThere())) {
      return names;
    }
    boolean isTemporary = view.lifetime() == Lifetime.SESSION;
    if (isTemporary && view.mode() != null) {
      throw context.source().error(view.span(), "WITH SCHEMA is for views that last");
    }
    var bare = made(view, name, List.of(), List.of());
    var columns = rows(bare, view.span()).columns();
    var made = made(view, name, view.columns(), ViewColumns.kept(columns, context.ids()));
    var _ = rows(made, view.span());
    return names.with(made);
  }

  /// The names of a session that is to keep the rows of a table or view, or of a query, which then
  /// is a temporary view. That the rows are kept changes no answer.
  public Namespace cached(Command.Cache cache) {
    String sql = cache.sql();
    if (sql == null) {
      var _ = QueryAnalyzer.withViews(context).query(cache.query(), null);
      return names;
    }
    var name = cache.name().getLast();
    if (names.view(name).filter(View::isTemporary).isPresent()) {
      throw context
          .source()
          .error(
              cache.span(),
              "there is a temporary view called '%s' already; drop it first".formatted(name));
    }
    return create(
        new Command.CreateView(
            cache.span(),
            cache.name(),
            List.of(),
            List.of(),
            Remarks.NONE,
            sql,
            Command.IfThere.REPLACE,
            Lifetime.SESSION,
            null));
  }

  private View made(
      Command.CreateView view, String name, List<String> columns, List<ViewColumn> kept) {
    return new View(
        name,
        view.sql(),
        columns,
        view.lifetime() == Lifetime.SESSION,
        names.settings(),
        mode(view),
        kept,
        view.comments(),
        context.request().now().toString(),
        view.remarks());
  }

  private SchemaMode mode(Command.CreateView view) {
    var settings = names.settings();
    if (view.lifetime() == Lifetime.SESSION || !settings.isOn(Settings.VIEW_SCHEMA_MODES)) {
      return SchemaMode.UNSAID;
    }
    if (view.mode() == SchemaMode.EVOLUTION && !view.columns().isEmpty()) {
      // What has names of its own has as many columns as these.
      return SchemaMode.TYPE_EVOLUTION;
    }
    return Objects.requireNonNullElse(
        view.mode(),
        settings.isOn(Settings.VIEW_COMPENSATION) ? SchemaMode.COMPENSATION : SchemaMode.BINDING);
  }

  private Relation rows(View view, Span span) {
    var after = context.with(names.with(view));
    return QueryAnalyzer.withViews(after).query(new Query.Table(span, List.of(view.name())), null);
  }

  /// The columns, and all that is known of a table, or of a view that lasts.
  public Relation describe(Command.DescribeTable describe) {
    var found = find(describe.table().name());
    if (found.isEmpty()) {
      return new TableAnalyzer(context).described(describe.span(), describe.table());
    }
    var view = found.get();
    var rows = new ArrayList<List<Literal>>();
    var columns = columns(context, describe.table());
    for (int index = 0; index < columns.size(); index++) {
      var column = columns.get(index);
      rows.add(TableAnalyzer.row(column.name(), column.type().toString(), comment(view, index)));
    }
    if (!view.isTemporary()) {
      rows.add(TableAnalyzer.row("", "", ""));
      rows.add(TableAnalyzer.row("# Detailed Table Information", "", ""));
      facts(view, columns)
          .forEach(fact -> rows.add(TableAnalyzer.row(fact.name(), fact.value(), "")));
    }
    return new Values(
        List.of(text("col_name"), text("data_type"), CommandAnalyzer.comment(context)), rows);
  }

  private Optional<View> find(List<String> name) {
    return TablePaths.isPath(name) ? Optional.empty() : names.view(name.getLast());
  }

  /// The comment on a column; `null` where there is none.
  private static @Nullable String comment(View view, int index) {
    String comment = index < view.comments().size() ? view.comments().get(index) : "";
    return comment.isEmpty() ? null : comment;
  }

  private static String shown(View view, List<Column> columns, int index) {
    String comment = comment(view, index);
    return SqlText.name(columns.get(index).name())
        + (comment == null ? "" : " COMMENT " + SqlText.string(comment));
  }

  /// The columns of a query; of a view that keeps its own these, even if its query has others now.
  static List<Column> columns(AnalysisContext context, Query query) {
    if (query instanceof Query.Table table && table.name().size() <= 2) {
      var view = context.request().names().view(table.name().getLast());
      if (view.filter(ViewAnalyzer::keepsColumns).isPresent()) {
        return kept(context, view.get());
      }
    }
    return QueryAnalyzer.withViews(context).query(query, null).columns();
  }

  /// Columns under their names, with their types as users write them.
  public static List<ViewColumn> kept(List<Column> columns, AnalysisContext context) {
    return ViewColumns.kept(columns, context.ids());
  }

  private static boolean keepsColumns(View view) {
    return switch (view.mode()) {
      case BINDING, COMPENSATION, UNSAID -> !view.kept().isEmpty();
      case TYPE_EVOLUTION, EVOLUTION -> false;
    };
  }

  private static List<Column> kept(AnalysisContext context, View view) {
    var columns = new ArrayList<Column>();
    for (int index = 0; index < view.kept().size(); index++) {
      var field = view.kept().get(index);
      String name = view.columns().isEmpty() ? field.name() : view.columns().get(index);
      var column = context.ids().column(name, field.dataType(), true);
      TextLimit.parse(field.type()).ifPresent(limit -> context.ids().limit(column, limit));
      columns.add(column);
    }
    return columns;
  }

  /// The same view with another mode.
  public Namespace altered(Command.AlterView alter) {
    var view = view(alter.span(), alter.name());
    if (view.isTemporary()) {
      throw context.source().error(alter.span(), "WITH SCHEMA is for views that last");
    }
    boolean hasNames = alter.mode() == SchemaMode.EVOLUTION && !view.columns().isEmpty();
    return names.with(view.with(hasNames ? SchemaMode.TYPE_EVOLUTION : alter.mode()));
  }

  /// The same view under another name, or with another query or other properties.
  public Namespace altered(Span span, CatalogCommand.Alter alter) {
    var view = view(span, alter.name());
    return switch (alter.change()) {
      case Change.Rename(var to) -> renamed(span, view, to);
      case Change.Redefine(var sql) -> redefined(span, view, sql);
      case Change.SetProperties(var more) -> names.with(view.with(view.remarks().with(more)));
      case Change.UnsetProperties(var keys) -> names.with(view.with(view.remarks().without(keys)));
      case Change.AddColumns _, Change.SetLocation _, Change.Comment _ ->
          throw context.source().error(span, "'%s' is a view, not a table".formatted(view.name()));
    };
  }

  /// Its comment, properties and mode stay.
  private Namespace redefined(Span span, View view, String sql) {
    return create(
        new Command.CreateView(
            span,
            List.of(view.name()),
            List.of(),
            List.of(),
            view.remarks(),
            sql,
            Command.IfThere.REPLACE,
            view.isTemporary() ? Lifetime.SESSION : Lifetime.LASTING,
            view.mode() == SchemaMode.UNSAID ? null : view.mode()));
  }

  private Namespace renamed(Span span, View view, List<String> to) {
    String name = CommandAnalyzer.name(context, span, to);
    if (names.view(name).isPresent() || names.table(name).isPresent()) {
      throw context
          .source()
          .error(span, "there is a table or view called '%s' already".formatted(name));
    }
    return names.withoutView(view.name()).with(view.named(name));
  }

  private record Fact(String name, String value) {}

  private List<Fact> facts(View view, List<Column> columns) {
    var facts = new ArrayList<Fact>();
    facts.add(new Fact("Catalog", CATALOG));
    facts.add(new Fact("Database", SCHEMA));
    facts.add(new Fact("Table", view.name().toLowerCase(Locale.ROOT)));
    facts.add(new Fact("Created Time", view.createdAt()));
    facts.add(new Fact("Last Access", "UNKNOWN"));
    facts.add(new Fact("Created By", "Stint"));
    facts.add(new Fact("Type", "VIEW"));
    String comment = view.remarks().comment();
    if (comment != null) {
      facts.add(new Fact("Comment", comment));
    }
    facts.add(new Fact("View Text", view.sql()));
    facts.add(new Fact("View Original Text", view.sql()));
    if (view.mode() != SchemaMode.UNSAID) {
      facts.add(new Fact("View Schema Mode", view.mode().text()));
    }
    facts.add(new Fact("View Catalog and Namespace", CATALOG + "." + SCHEMA));
    boolean isEvolving = view.mode() == SchemaMode.EVOLUTION || view.kept().isEmpty();
    var outputs =
        isEvolving && view.columns().isEmpty()
            ? columns.stream().map(Column::name)
            : view.kept().stream().map(ViewColumn::name);
    facts.add(
        new Fact(
            "View Query Output Columns",
            outputs
                .map(name -> "`" + name.replace("`", "``") + "`")
                .collect(Collectors.joining(", ", "[", "]"))));
    if (!view.remarks().properties().isEmpty()) {
      facts.add(new Fact("Table Properties", TableAnalyzer.bracketed(view.remarks().properties())));
    }
    return facts;
  }

  /// The statement that makes a table or view as it is.
  public Relation created(Command.ShowCreate show) {
    if (find(show.table()).isEmpty()) {
      return new TableAnalyzer(context).created(show.span(), show.table());
    }
    var view = view(show.span(), show.table());
    if (view.isTemporary()) {
      throw context
          .source()
          .error(
              show.span(),
              "'%s' is a temporary view, of which no statement is kept".formatted(view.name()));
    }
    var columns = columns(context, new Query.Table(show.span(), List.of(view.name())));
    String text =
        "CREATE VIEW %s.%s (\n  %s)\n%s%sAS %s"
            .formatted(
                SCHEMA,
                SqlText.name(view.name().toLowerCase(Locale.ROOT)),
                IntStream.range(0, columns.size())
                    .mapToObj(index -> shown(view, columns, index))
                    .collect(Collectors.joining(",\n  ")),
                SqlText.remarks(view.remarks()),
                view.mode() == SchemaMode.UNSAID ? "" : "WITH SCHEMA " + view.mode().text() + "\n",
                view.sql());
    return new Values(List.of(text("createtab_stmt")), List.of(List.of(Literal.ofString(text))));
  }

  /// The view of a name.
  View view(Span span, List<String> parts) {
    String name = CommandAnalyzer.name(context, span, parts);
    return names
        .view(name)
        .orElseThrow(() -> context.source().error(span, "no view is called '%s'".formatted(name)));
  }

  private Column text(String name) {
    return context.ids().column(name, DataType.STRING, false);
  }
}
