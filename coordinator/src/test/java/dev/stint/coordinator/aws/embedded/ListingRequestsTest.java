package dev.stint.coordinator.aws.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.config.store.S3Settings;
import dev.stint.sql.catalog.FileCatalog;
import dev.stint.sql.catalog.Table;
import dev.stint.sql.catalog.TableSource;
import dev.stint.sql.catalog.TextSampler;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.statistics.IOStatisticsSource;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
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
  void aFooterTakesOneRequest() throws IOException {
    try (var server = EmbeddedS3.start(folder)) {
      server.createBucket("lake");
      var type = MessageTypeParser.parseMessageType("message m { required int64 a; }");
      Files.createDirectories(folder.resolve("lake/t"));
      for (int i = 0; i < 20; i++) {
        var file = new LocalOutputFile(folder.resolve("lake/t/" + i + ".parquet"));
        try (var writer = ExampleParquetWriter.builder(file).withType(type).build()) {
          writer.write(new SimpleGroupFactory(type).newGroup().append("a", 1L));
        }
      }

      var listed = open(server.settings(), "parquet");

      assertThat(listed.table().splits()).hasSize(20);
      assertThat(listed.count("action_http_get_request")).isEqualTo(20);
      assertThat(listed.count("object_metadata_request")).isLessThanOrEqualTo(1);
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
    // A container's user may have no name, without which Hadoop refuses to start.
    UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser("stint"));
    var hadoop = new Configuration(false);
    settings.hadoopProperties().forEach(hadoop::set);
    var source = new TableSource("t", "s3://lake/t", format, Map.of(), null);
    try (var files = FileSystem.get(URI.create("s3://lake"), hadoop)) {
      var catalog = new FileCatalog(List.of(source), hadoop, NO_ROWS, _ -> "");
      var table = catalog.find("t").orElseThrow();
      var statistics = ((IOStatisticsSource) files).getIOStatistics();
      return new Listed(table, Map.copyOf(statistics.counters()));
    }
  }
}
