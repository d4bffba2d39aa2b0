package dev.stint.sql.tree;

import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TextLimit;
import dev.stint.sql.request.Remarks;
import dev.stint.sql.request.SchemaMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a statement asks for, before its names and types are resolved. What is kept for later
/// statements, such as the query of a view, is kept as it was written.
public sealed interface Command {

  /// What was written, or the part of it that errors about the whole are shown at.
  Span span();

  /// Whether it gives rows, as far as that can be told before it is resolved.
  default boolean givesRows() {
    return switch (this) {
      case Rows _,
          Insert _,
          InsertDirectory _,
          Setting _,
          Describe _,
          DescribeTable _,
          ShowCreate _,
          ShowColumns _,
          Show _,
          Explain _,
          DescribeColumn _,
          ShowSchemas _,
          ExecuteImmediate _ ->
          true;
      case OfCatalog(_, var command) -> command.givesRows();
      case CreateView _,
          AlterView _,
          Drop _,
          CreateTable _,
          DeclareVariables _,
          SetVariables _,
          CreateFunction _,
          Cache _,
          Uncache _,
          ClearCache _,
          Truncate _,
          Use _,
          Reset _ ->
          false;
    };
  }

  /// What changes or tells entries of the catalog, or functions.
  record OfCatalog(Span span, CatalogCommand command) implements Command {}

  /// Rows: all that is a query.
  record Rows(Query query) implements Command {
    @Override
    public Span span() {
      return query.span();
    }
  }

  /// What becomes of a name that is taken.
  enum IfThere {
    FAIL,
    REPLACE,
    KEEP
  }

  /// What becomes of a name that nothing has.
  enum IfMissing {
    FAIL,
    IGNORE
  }

  /// How long a definition lasts.
  enum Lifetime {
    SESSION,
    LASTING
  }

  /// A query under a name; `columns` are names for its columns unless that is empty, and `comments`
  /// are on these, `remarks` on the view. `mode` is `null` where none is written.
  record CreateView(
      Span span,
      List<String> name,
      List<String> columns,
      List<String> comments,
      Remarks remarks,
      String sql,
      IfThere ifThere,
      Lifetime lifetime,
      @Nullable SchemaMode mode)
      implements Command {
    public CreateView {
      name = List.copyOf(name);
      columns = List.copyOf(columns);
      comments = List.copyOf(comments);
    }
  }

  /// Another mode for a view.
  record AlterView(Span span, List<String> name, SchemaMode mode) implements Command {
    public AlterView {
      name = List.copyOf(name);
    }
  }

  /// What may be dropped.
  enum Kind {
    VIEW,
    TABLE,
    FUNCTION,
    TEMPORARY_FUNCTION,
    VARIABLE
  }

  record Drop(Span span, Kind kind, List<String> name, IfMissing ifMissing) implements Command {
    public Drop {
      name = List.copyOf(name);
    }
  }

  /// A column of a table or of a function's rows, or a function's parameter. A `type` of `null` is
  /// that of the value. A table's column may have a `limit` on its strings, and a `comment`.
  record ColumnDefinition(
      Span span,
      String name,
      @Nullable DataType type,
      @Nullable TextLimit limit,
      @Nullable Term defaultValue,
      @Nullable String comment) {

    /// The type as it was written, which a table's column has.
    public String typeName() {
      return String.valueOf(limit == null ? type : limit);
    }
  }

  /// Where a table's files are and what they are; `query`, as it was written, gives its first rows.
  /// Without a `format` and a `location` the catalog decides.
  record CreateTable(
      Span span,
      List<String> name,
      List<ColumnDefinition> columns,
      @Nullable String format,
      List<String> partitionBy,
      @Nullable String location,
      Map<String, String> options,
      Remarks remarks,
      @Nullable Query query,
      IfThere ifThere)
      implements Command {
    public CreateTable {
      name = List.copyOf(name);
      columns = List.copyOf(columns);
      partitionBy = List.copyOf(partitionBy);
      options = Map.copyOf(options);
    }
  }

  /// Whether rows are added or take the place of those that are there.
  enum InsertMode {
    APPEND,
    OVERWRITE
  }

  /// Rows into a table; `columns` are those that the query gives unless that is empty. Columns of
  /// `partition` have one value in all rows, and the query does not give them.
  record Insert(
      Span span,
      List<String> table,
      List<String> columns,
      Map<String, Term> partition,
      ByName byName,
      InsertMode mode,
      Query query)
      implements Command {
    public Insert {
      table = List.copyOf(table);
      columns = List.copyOf(columns);
      partition = Map.copyOf(partition);
    }
  }

  /// How the columns of a query are brought to those of a table.
  enum ByName {
    BY_PLACE,
    BY_NAME
  }

  /// Rows into the files of a folder, in place of those that are there.
  record InsertDirectory(
      Span span, String path, String format, Map<String, String> options, Query query)
      implements Command {
    public InsertDirectory {
      options = Map.copyOf(options);
    }
  }

  /// Variables of one type and value.
  record DeclareVariables(
      Span span,
      List<List<String>> names,
      @Nullable DataType type,
      @Nullable Term value,
      IfThere ifThere)
      implements Command {
    public DeclareVariables {
      names = List.copyOf(names);
    }
  }

  /// New values for variables: `values[i]` for `names[i]`, `null` for their defaults; or the one
  /// row of `query`, and then there are no values.
  record SetVariables(Span span, List<Term.Name> names, List<Term> values, @Nullable Query query)
      implements Command {
    public SetVariables {
      names = List.copyOf(names);
      values = List.copyOf(values);
    }
  }

  /// A function whose result is `body` or, if it gives rows, `rows`; one of the two. `result` is
  /// `null` where it is the body's type, `columns` where the function gives one value.
  record CreateFunction(
      Span span,
      List<String> name,
      List<ColumnDefinition> parameters,
      @Nullable DataType result,
      @Nullable List<ColumnDefinition> columns,
      @Nullable Term body,
      @Nullable Query rows,
      IfThere ifThere,
      Lifetime lifetime)
      implements Command {
    public CreateFunction {
      name = List.copyOf(name);
      parameters = List.copyOf(parameters);
      columns = columns == null ? null : List.copyOf(columns);
    }

    public boolean isTable() {
      return rows != null && columns != null;
    }
  }

  /// A setting's new value; `value` is `null` where its value is asked for.
  record Setting(Span span, String key, @Nullable String value) implements Command {}

  /// The columns of a table, view or query.
  record Describe(Span span, Query query) implements Command {}

  /// The columns of a table or view, and all that is known of it.
  record DescribeTable(Span span, Query.Table table) implements Command {}

  /// The statement that makes a table or view.
  record ShowCreate(Span span, List<String> table) implements Command {
    public ShowCreate {
      table = List.copyOf(table);
    }
  }

  record ShowColumns(Span span, Query.Table table) implements Command {}

  /// What is defined, of which names match `pattern`, if there is one.
  record Show(Span span, Shown what, @Nullable String pattern) implements Command {}

  enum Shown {
    TABLES,
    VIEWS
  }

  record Explain(Span span, Query query) implements Command {}

  /// The statement that `text` is, with values for its parameters; its one row goes `into`
  /// variables if there are any.
  record ExecuteImmediate(Span span, Term text, List<Term.Name> into, List<Term> values)
      implements Command {
    public ExecuteImmediate {
      into = List.copyOf(into);
      values = List.copyOf(values);
    }
  }

  /// When rows that are kept are computed.
  enum Eagerness {
    AT_ONCE,
    WHEN_READ
  }

  /// The rows of a table or view are to be kept by the session. `query` gives them: a name or,
  /// where `sql` is not `null`, what that text says, of which a temporary view is made.
  record Cache(Span span, List<String> name, @Nullable String sql, Query query, Eagerness eagerness)
      implements Command {
    public Cache {
      name = List.copyOf(name);
    }
  }

  /// The rows of a table or view are to be kept no more.
  record Uncache(Span span, Query.Table table, IfMissing ifMissing) implements Command {}

  /// No rows are to be kept any more.
  record ClearCache(Span span) implements Command {}

  /// All rows of a table are to be deleted.
  record Truncate(Span span, List<String> table) implements Command {
    public Truncate {
      table = List.copyOf(table);
    }
  }

  /// What is known of one column of a table or view.
  record DescribeColumn(Span span, Query.Table table, Term.Name column, Detail detail)
      implements Command {}

  /// How much is told.
  enum Detail {
    PLAIN,
    EXTENDED
  }

  /// The schemas whose names match `pattern`, if there is one.
  record ShowSchemas(Span span, @Nullable String pattern) implements Command {}

  /// The schema in which names are looked for from now on.
  record Use(Span span, List<String> schema) implements Command {
    public Use {
      schema = List.copyOf(schema);
    }
  }

  /// A setting is to have the value that it had at first, or all are; `key` is `null` for all.
  record Reset(Span span, @Nullable String key) implements Command {}
}
