package dev.stint.tests.uses;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import dev.stint.coordinator.aws.embedded.FunctionPackage;
import dev.stint.tests.emulator.Skips;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Functions that have nothing but what is in the deployment zip, as processes of their own over
/// the embedded S3 server, read and write files of every format and compression.
@NeedsPackages
final class PackedFormatsTest {

  private static final int ROWS = 2_000;
  private static final List<String> PARQUET = List.of("zstd", "snappy", "gzip", "lz4_raw", "none");
  private static final List<String> TEXT = List.of("none", "gzip");

  @TempDir private Path folder;

  private interface Compression {
    OutputStream of(OutputStream out) throws IOException;
  }

  private static final Map<String, Compression> BY_SUFFIX =
      new TreeMap<>(
          Map.of(
              "", out -> out,
              ".gz", GZIPOutputStream::new,
              ".bz2", BZip2CompressorOutputStream::new,
              ".zst", ZstdOutputStream::new,
              ".lz4", FramedLZ4CompressorOutputStream::new,
              ".snappy", FramedSnappyCompressorOutputStream::new,
              ".deflate", DeflaterOutputStream::new));

  @Test
  void theZipAloneReadsAndWritesAllFormats() throws IOException {
    Skips.unlessThere(
        FunctionPackage.ofThisBuild(folder.resolve("cache")).equals(FunctionPackage.ownClassPath())
            ? "functions are of the class path and not of the zip: 'mvn verify' has both"
            : null);
    try (var bed = new EmbeddedBed(folder.resolve("home"))) {
      uploadText(bed);

      run(bed, "write", writing()).succeeded();
      var outcome = run(bed, "read", reading()).succeeded();

      assertThat(outcome.output().lines().skip(1))
          .hasSize(2 * BY_SUFFIX.size() + PARQUET.size() + 2 * TEXT.size())
          .allMatch(line -> line.endsWith("," + ROWS + "," + ROWS * (ROWS - 1) / 2));
    }
  }

  private static Outcome run(EmbeddedBed bed, String name, String text) throws IOException {
    var file = Files.createTempFile(name, ".yaml");
    try {
      Files.writeString(file, text);
      return bed.stint("run", "-q", "--functions", "processes", "--format", "csv", file.toString());
    } finally {
      Files.delete(file);
    }
  }

  private static void uploadText(EmbeddedBed bed) throws IOException {
    for (var suffix : BY_SUFFIX.keySet()) {
      var compression = BY_SUFFIX.get(suffix);
      bed.upload("in/csv/a.csv" + suffix, compressed(compression, "name,n\n", "a%1$d,%1$d\n"));
      bed.upload(
          "in/json/a.json" + suffix,
          compressed(compression, "", "{\"name\":\"a%1$d\",\"n\":%1$d}\n"));
    }
  }

  private static byte[] compressed(Compression compression, String header, String line)
      throws IOException {
    var text =
        IntStream.range(0, ROWS)
            .mapToObj(line::formatted)
            .collect(Collectors.joining("", header, ""));
    var bytes = new ByteArrayOutputStream();
    try (var out = compression.of(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /// A job that writes a table in all formats.
  private static String writing() {
    return "name: formats\ninputs:\n"
        + input("plain", "s3://lake/in/csv/a.csv", "csv")
        + "statements:\n"
        + PARQUET.stream().map(codec -> output("parquet", codec)).collect(Collectors.joining())
        + TEXT.stream().map(codec -> output("csv", codec)).collect(Collectors.joining())
        + TEXT.stream().map(codec -> output("json", codec)).collect(Collectors.joining());
  }

  private static String output(String format, String codec) {
    return """
      - sql: SELECT name, n FROM plain
        output: {path: s3://lake/out/%1$s-%2$s, format: %1$s, options: {compression: %2$s}}
    """
        .formatted(format, codec);
  }

  /// A job that reads each of them and all text files, one row for each.
  private static String reading() {
    var tables = new LinkedHashMap<String, String>();
    BY_SUFFIX.keySet().forEach(suffix -> tables.put("s3://lake/in/csv/a.csv" + suffix, "csv"));
    BY_SUFFIX.keySet().forEach(suffix -> tables.put("s3://lake/in/json/a.json" + suffix, "json"));
    PARQUET.forEach(codec -> tables.put("s3://lake/out/parquet-" + codec, "parquet"));
    TEXT.forEach(codec -> tables.put("s3://lake/out/csv-" + codec, "csv"));
    TEXT.forEach(codec -> tables.put("s3://lake/out/json-" + codec, "json"));
    var inputs = new StringBuilder();
    var selects = new StringBuilder();
    int number = 0;
    for (var table : tables.entrySet()) {
      var name = "t" + number++;
      inputs.append(input(name, table.getKey(), table.getValue()));
      selects
          .append(selects.isEmpty() ? "" : " UNION ALL ")
          .append("SELECT '%1$s' AS t, count(name) AS c, sum(n) AS s FROM %1$s".formatted(name));
    }
    return "name: formats\ninputs:\n" + inputs + "statements:\n  - sql: \"" + selects + "\"\n";
  }

  private static String input(String name, String path, String format) {
    var options = format.equals("csv") ? ", options: {header: \"true\"}" : "";
    var schema = format.equals("parquet") ? "" : ", schema: \"name STRING, n INT\"";
    return "  %s: {path: \"%s\", format: %s%s%s}\n".formatted(name, path, format, schema, options);
  }
}
