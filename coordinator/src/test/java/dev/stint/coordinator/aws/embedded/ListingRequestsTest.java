package dev.stint.coordinator.aws.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.config.store.S3Settings;
import dev.stint.plan.failure.StintException;
import dev.stint.sql.catalog.CatalogListener;
import dev.stint.sql.catalog.FileCatalog;
import dev.stint.sql.catalog.FooterCache;
import dev.stint.sql.catalog.PendingCommits;
import dev.stint.sql.catalog.Table;
import dev.stint.sql.catalog.TableSource;
import dev.stint.sql.catalog.TextSampler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.statistics.IOStatisticsSource;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What planning asks of S3, as S3A counts it. The files are copied into the store's folder while
/// its server runs.
class ListingRequestsTest {

  private static final TextSampler NO_ROWS =
      (_, _, _) -> new TextSampler.Sample(List.of("a"), List.of());

  @TempDir private Path folder;

  @Test
  void aThousandFilesTakeOneRequest() throws IOException {
    var objects = new TreeMap<String, String>();
    for (int i = 0; i < 2500; i++) {
      objects.put("t/%04d.csv".formatted(i), "a\n1\n");
    }
    try (var server = new AnyKeys(objects)) {
      var listed = open(server.settings(), "csv");

      assertThat(listed.table().splits()).hasSize(2500);
      // Three pages, and the question whether there is a folder.
      assertThat(server.listings()).isEqualTo(4);
      assertThat(listed.count("object_metadata_request")).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void aFooterTakesOneRequestInASession() throws IOException {
    try (var server = EmbeddedS3.start(folder)) {
      server.createBucket("lake");
      for (int i = 0; i < 20; i++) {
        writeParquet("t/%d.parquet".formatted(i), 1);
      }
      var footers = new FooterCache();

      var listed = open(server.settings(), "s3://lake/t", "parquet", _ -> "", footers);

      assertThat(listed.table().splits()).hasSize(20);
      assertThat(listed.count("action_http_get_request")).isEqualTo(20);
      assertThat(listed.count("object_metadata_request")).isLessThanOrEqualTo(1);

      writeParquet("t/7.parquet", 2);
      var again = open(server.settings(), "s3://lake/t", "parquet", _ -> "", footers);

      assertThat(again.table().statistics().rowCount()).isEqualTo(21);
      assertThat(again.count("action_http_get_request")).isEqualTo(1);
    }
  }

  @Test
  void aFooterOfAnotherVersionThanWasListedIsRefused() throws IOException {
    try (var server = EmbeddedS3.start(folder)) {
      server.createBucket("lake");
      writeParquet("t/p=1/0.parquet", 1);
      var asked = new AtomicInteger();
      PendingCommits replacing =
          _ -> {
            // Asked before the folder is listed, and once more when it is.
            if (asked.incrementAndGet() == 2) {
              writeParquet("t/p=1/0.parquet", 2);
            }
            return "";
          };

      assertThatThrownBy(
              () ->
                  open(
                      server.settings(),
                      "s3://lake/t/p=1",
                      "parquet",
                      replacing,
                      new FooterCache()))
          .isInstanceOf(StintException.class)
          .hasMessage(
              "s3://lake/t/p=1/0.parquet was replaced while the query was planned; run it again");
    }
  }

  private void writeParquet(String key, int rowCount) {
    var type = MessageTypeParser.parseMessageType("message m { required int64 a; }");
    var path = folder.resolve("lake").resolve(key);
    try {
      Files.createDirectories(path.getParent());
      try (var writer =
          ExampleParquetWriter.builder(new LocalOutputFile(path))
              .withType(type)
              .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
              .build()) {
        for (int row = 0; row < rowCount; row++) {
          writer.write(new SimpleGroupFactory(type).newGroup().append("a", 1L));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Listed(Table table, Map<String, Long> counters) {

    long count(String... names) {
      long sum = 0;
      for (var name : names) {
        sum += counters.getOrDefault(name, 0L);
      }
      return sum;
    }
  }

  private static Listed open(S3Settings settings, String format) throws IOException {
    return open(settings, "s3://lake/t", format, _ -> "", new FooterCache());
  }

  private static Listed open(
      S3Settings settings, String path, String format, PendingCommits commits, FooterCache footers)
      throws IOException {
    // A container's user may have no name, without which Hadoop refuses to start.
    UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser("stint"));
    var hadoop = new Configuration(false);
    settings.hadoopProperties().forEach(hadoop::set);
    var source = new TableSource("t", path, format, Map.of(), null);
    try (var files = FileSystem.get(URI.create("s3://lake"), hadoop)) {
      var catalog =
          new FileCatalog(List.of(source), hadoop, NO_ROWS, commits, footers, CatalogListener.NONE);
      var table = catalog.find("t").orElseThrow();
      var statistics = ((IOStatisticsSource) files).getIOStatistics();
      return new Listed(table, Map.copyOf(statistics.counters()));
    }
  }
}
