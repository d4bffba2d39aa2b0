package dev.stint.tests.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One of Spark's files of statements, with the settings at its head and the result of each.
record SparkFile(String name, List<String> settings, List<SparkStatement> statements) {

  private static final String SET = "--SET ";

  /// All that Spark's test jar holds, by their names.
  static List<SparkFile> all() {
    var jar = SparkFile.class.getResource("/sql-tests/results");
    if (jar == null) {
      throw new IllegalStateException("Spark's test jar is not on the class path");
    }
    try (var files = FileSystems.newFileSystem(root(jar.toString()), Map.of())) {
      return read(files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URI root(String resource) {
    return URI.create(resource.substring(0, resource.indexOf('!')));
  }

  private static List<SparkFile> read(FileSystem jar) throws IOException {
    var results = jar.getPath("/sql-tests/results");
    var files = new ArrayList<SparkFile>();
    try (var paths = Files.walk(results)) {
      for (var path : paths.filter(p -> p.toString().endsWith(".sql.out")).sorted().toList()) {
        String name = results.relativize(path).toString().replaceFirst("[.]sql[.]out$", "");
        var input = jar.getPath("/sql-tests/inputs/" + name + ".sql");
        files.add(
            new SparkFile(
                name,
                settings(name, input),
                SparkStatement.parse(Files.readString(path, StandardCharsets.UTF_8))));
      }
    }
    return files;
  }

  /// Those of the file's folder, then its own.
  private static List<String> settings(String name, Path input) throws IOException {
    var settings = new ArrayList<String>();
    if (name.startsWith("nonansi/")) {
      settings.add("spark.sql.ansi.enabled=false");
    }
    if (name.startsWith("timestampNTZ/")) {
      settings.add("spark.sql.timestampType=TIMESTAMP_NTZ");
    }
    if (Files.exists(input)) {
      try (var lines = Files.lines(input, StandardCharsets.UTF_8)) {
        lines
            .filter(line -> line.startsWith(SET))
            .map(line -> line.substring(SET.length()))
            .forEach(settings::add);
      }
    }
    return List.copyOf(settings);
  }

  /// A file of Spark's test data.
  static byte[] data(String name) {
    try (var stream = SparkFile.class.getResourceAsStream("/test-data/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("there is no test data " + name);
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
