package dev.stint.sql.parse;

import dev.stint.sql.tree.Command;
import dev.stint.sql.tree.Command.Eagerness;
import dev.stint.sql.tree.Command.IfMissing;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.SourceText;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CacheTableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.UncacheTableContext;

/// Statements about rows that a session keeps.
final class CacheBuilder {

  private static final String LEVEL = "storagelevel";

  /// Where Spark may keep rows. They are kept in files here, whichever is asked for.
  private static final Set<String> LEVELS =
      Set.of(
          "NONE",
          "DISK_ONLY",
          "DISK_ONLY_2",
          "DISK_ONLY_3",
          "MEMORY_ONLY",
          "MEMORY_ONLY_2",
          "MEMORY_ONLY_SER",
          "MEMORY_ONLY_SER_2",
          "MEMORY_AND_DISK",
          "MEMORY_AND_DISK_2",
          "MEMORY_AND_DISK_SER",
          "MEMORY_AND_DISK_SER_2",
          "OFF_HEAP");

  private final TreeBuilder trees;
  private final SourceText source;

  CacheBuilder(TreeBuilder trees, SourceText source) {
    this.trees = trees;
    this.source = source;
  }

  Command cache(CacheTableContext cache) {
    requireLevel(cache);
    var names = trees.names().names(cache.identifierReference());
    var query = cache.query();
    if (query != null && names.size() > 1) {
      throw trees.error(
          cache.identifierReference(),
          "CACHE TABLE … AS makes a temporary view; its name has one part");
    }
    return new Command.Cache(
        TreeBuilder.span(cache.identifierReference()),
        names,
        query == null ? null : source.exact(TreeBuilder.span(query)),
        query == null ? table(cache) : trees.queries().query(query),
        cache.LAZY() == null ? Eagerness.AT_ONCE : Eagerness.WHEN_READ);
  }

  private Query table(CacheTableContext cache) {
    return trees.from().table(cache.identifierReference());
  }

  private void requireLevel(CacheTableContext cache) {
    if (cache.options == null) {
      return;
    }
    new TableBuilder(trees)
        .options(cache.options)
        .forEach(
            (key, value) -> {
              boolean isLevel = key.toLowerCase(Locale.ROOT).equals(LEVEL);
              if (isLevel && !LEVELS.contains(value.toUpperCase(Locale.ROOT))) {
                throw trees.error(
                    cache.options,
                    "there is no storage level '%s'; rows are kept in files, whichever is given"
                        .formatted(value));
              }
            });
  }

  Command uncache(UncacheTableContext uncache) {
    return new Command.Uncache(
        TreeBuilder.span(uncache.identifierReference()),
        trees.from().table(uncache.identifierReference()),
        uncache.EXISTS() == null ? IfMissing.FAIL : IfMissing.IGNORE);
  }
}
