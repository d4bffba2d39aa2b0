package dev.stint.sql.catalog;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.CsvFormat;
import dev.stint.plan.format.FileCompression;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.format.JsonFormat;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.path.UserPath;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/// The tables that the user named, over files. Belongs to one thread; the listener may be told on
/// others, one after the other.
public final class FileCatalog implements Catalog {

  private final Map<String, TableSource> sources = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /// A table is opened by whoever comes first: the thread that asks for it, or one ahead of it.
  private final Map<Object, FutureTask<Table>> opened = new HashMap<>();

  private final FileListing listing;
  private final NamedFiles named;
  private final ParquetTables parquetTables;
  private final TextTables textTables;

  /// A catalog nobody listens to.
  ///
  /// @throws StintException of kind USER when a name is given twice
  public FileCatalog(
      List<TableSource> sources,
      Configuration hadoop,
      TextSampler sampler,
      PendingCommits commits) {
    this(sources, hadoop, sampler, commits, new FooterCache(), CatalogListener.NONE);
  }

  /// `footers` outlive the catalog.
  ///
  /// @throws StintException of kind USER when a name is given twice
  public FileCatalog(
      List<TableSource> sources,
      Configuration hadoop,
      TextSampler sampler,
      PendingCommits commits,
      FooterCache footers,
      CatalogListener listener) {
    for (var source : sources) {
      if (this.sources.putIfAbsent(source.name(), source) != null) {
        throw StintException.user("table '" + source.name() + "' is given twice");
      }
      refuseUnknownOptions(source);
    }
    var inTurn = new ListenerInTurn(listener);
    this.listing = new FileListing(hadoop, commits, inTurn);
    this.named = new NamedFiles(hadoop);
    this.parquetTables = new ParquetTables(new ParquetFooters(hadoop, footers), inTurn);
    this.textTables = new TextTables(sampler);
  }

  /// Also of tables that no query reads: a misspelt option is never silently nothing. Where the
  /// format will follow from the files below, it is enough that some format knows the options.
  private static void refuseUnknownOptions(TableSource source) {
    var first = source.files().isEmpty() ? source.path() : source.files().getFirst();
    var name = source.format() == null ? formatNamedBy(first) : source.format();
    if (name != null) {
      FileFormat.of(name, source.options());
    } else if (!source.options().isEmpty()) {
      var failures = new ArrayList<StintException>();
      for (var format : List.of("csv", "json", "parquet")) {
        try {
          FileFormat.of(format, source.options());
        } catch (StintException e) {
          failures.add(e);
        }
      }
      if (failures.size() == 3) {
        throw failures.getFirst();
      }
    }
  }

  /// One alone is asked for just as soon.
  @Override
  public void expect(Collection<Ask> tables) {
    var openings = tables.stream().map(this::opening).flatMap(Optional::stream).toList();
    if (openings.size() > 1) {
      openings.forEach(opening -> Thread.ofVirtual().name("table").start(opening));
    }
  }

  private Optional<FutureTask<Table>> opening(Ask table) {
    return table.format() == null
        ? Optional.ofNullable(sources.get(table.name())).map(this::opening)
        : Optional.of(opening(table.format(), table.name()));
  }

  @Override
  public Optional<Table> find(String name) {
    return Optional.ofNullable(sources.get(name))
        .map(source -> opened(opening(source)).withLimits(source.limits()));
  }

  @Override
  public Table open(FileFormat format, String path) {
    return opened(opening(format, path));
  }

  private FutureTask<Table> opening(FileFormat format, String path) {
    return opened.computeIfAbsent(
        List.of(format, UserPath.absolute(path)),
        _ -> new FutureTask<>(() -> read(path, format, null, listing.list(path))));
  }

  @Override
  public Optional<Table> output(FileFormat format, String path) {
    return listing.first(path).map(file -> read(path, format, null, List.of(file)));
  }

  @Override
  public List<String> names() {
    return sources.values().stream().map(TableSource::name).toList();
  }

  private FutureTask<Table> opening(TableSource source) {
    return opened.computeIfAbsent(source, _ -> new FutureTask<>(() -> open(source)));
  }

  private Table open(TableSource source) {
    var files = source.files().isEmpty() ? listing.list(source.path()) : named.files(source);
    var formatName = source.format() == null ? guessFormat(source, files) : source.format();
    var format = FileFormat.of(formatName, source.options());
    return read(source.name(), format, source.schema(), files);
  }

  /// Opens it, unless another thread does.
  private static Table opened(FutureTask<Table> opening) {
    opening.run();
    return Concurrently.result(opening);
  }

  private Table read(
      String name, FileFormat format, @Nullable Schema schema, List<TableFile> files) {
    return switch (format) {
      case ParquetFormat parquet -> parquetTables.open(name, parquet, files, schema);
      case CsvFormat csv -> textTables.open(name, csv, files, schema);
      case JsonFormat json -> textTables.open(name, json, files, schema);
    };
  }

  /// From the ending of the first file that has a known one.
  private static String guessFormat(TableSource source, List<TableFile> files) {
    for (var file : files) {
      var name = formatNamedBy(file.fileName());
      if (name != null) {
        return name;
      }
    }
    throw StintException.user(
        "the format of table %s is not plain from the names of the files at %s; say parquet, csv or json"
            .formatted(source.name(), source.path()));
  }

  private static @Nullable String formatNamedBy(String fileName) {
    var name = FileCompression.withoutSuffix(fileName).toLowerCase(Locale.ROOT);
    if (name.endsWith(".parquet") || name.endsWith(".pq")) {
      return "parquet";
    }
    if (name.endsWith(".csv") || name.endsWith(".tsv")) {
      return "csv";
    }
    return name.endsWith(".json") || name.endsWith(".jsonl") || name.endsWith(".ndjson")
        ? "json"
        : null;
  }
}
