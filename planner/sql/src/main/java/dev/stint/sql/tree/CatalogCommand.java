package dev.stint.sql.tree;

import dev.stint.sql.tree.Command.ColumnDefinition;
import dev.stint.sql.tree.Command.Detail;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a statement asks for that changes or tells entries of the catalog, or functions.
public sealed interface CatalogCommand {

  /// Whether it gives rows.
  default boolean givesRows() {
    return !(this instanceof Alter);
  }

  /// A table or view is to be another one.
  record Alter(List<String> name, Kind kind, Change change) implements CatalogCommand {
    public Alter {
      name = List.copyOf(name);
    }
  }

  /// As what a statement takes a name.
  enum Kind {
    TABLE,
    VIEW
  }

  /// What becomes of a table or view.
  sealed interface Change {

    record Rename(List<String> to) implements Change {
      public Rename {
        to = List.copyOf(to);
      }
    }

    record SetProperties(Map<String, String> properties) implements Change {
      public SetProperties {
        properties = Map.copyOf(properties);
      }
    }

    /// A view is to be another query, under the names that this has.
    record Redefine(String sql) implements Change {}

    /// Properties that are not there are none afterwards either.
    record UnsetProperties(Set<String> keys) implements Change {
      public UnsetProperties {
        keys = Set.copyOf(keys);
      }
    }

    /// Rows that are there have NULL in them.
    record AddColumns(List<ColumnDefinition> columns) implements Change {
      public AddColumns {
        columns = List.copyOf(columns);
      }
    }

    record SetLocation(String path) implements Change {}

    /// `null` takes the comment away.
    record Comment(@Nullable String text) implements Change {}
  }

  /// The properties of a table or view, or the one of that `key`.
  record ShowProperties(List<String> name, @Nullable String key) implements CatalogCommand {
    public ShowProperties {
      name = List.copyOf(name);
    }
  }

  /// The folders of a partitioned table that have these values.
  record ShowPartitions(Query.Table table, Map<String, Term> values) implements CatalogCommand {
    public ShowPartitions {
      values = Map.copyOf(values);
    }
  }

  /// Whose functions are told.
  enum Scope {
    ALL,
    SYSTEM,
    USER
  }

  /// The functions whose names match `pattern`, if there is one.
  record ShowFunctions(Scope scope, @Nullable String pattern) implements CatalogCommand {}

  record DescribeFunction(List<String> name, Detail detail) implements CatalogCommand {
    public DescribeFunction {
      name = List.copyOf(name);
    }
  }

  record ShowCatalogs(@Nullable String pattern) implements CatalogCommand {}

  /// The catalog and the schema in which names are looked for.
  record ShowCurrentNamespace() implements CatalogCommand {}
}
