package dev.stint.sql.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.FileFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectedTablesTest {

  @TempDir Path folder;

  /// Each file is looked into when that of the other table is, or not at all.
  @Test
  void expectedTablesAreOpenedAtOnce() throws IOException {
    writeText("one/x.csv", "id\n1\n");
    writeText("other/x.csv", "id\n1\n");
    var both = new CyclicBarrier(2);
    TextSampler sampler =
        (path, format, most) -> {
          meet(both);
          return sample(path, format, most);
        };
    var catalog =
        new FileCatalog(
            List.of(source("one"), source("other")), new Configuration(false), sampler, _ -> "");

    catalog.expect(List.of(new Catalog.Ask(null, "ONE"), new Catalog.Ask(null, "other")));

    assertThat(catalog.find("one")).get().extracting(Table::name).isEqualTo("one");
    assertThat(catalog.find("other")).get().extracting(Table::name).isEqualTo("other");
  }

  @Test
  void expectedTablesThatAreMissingAreNoErrorUntilAskedFor() throws IOException {
    writeText("one/x.csv", "id\n1\n");
    var catalog =
        new FileCatalog(
            List.of(source("one"), source("missing")),
            new Configuration(false),
            ExpectedTablesTest::sample,
            _ -> "");

    catalog.expect(
        List.of(
            new Catalog.Ask(null, "one"),
            new Catalog.Ask(null, "missing"),
            new Catalog.Ask(null, "unknown"),
            new Catalog.Ask(FileFormat.of("csv", Map.of()), folder.resolve("none").toString())));

    assertThat(catalog.find("one")).isPresent();
    assertThat(catalog.find("unknown")).isEmpty();
    assertThatThrownBy(() -> catalog.find("missing"))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("there is no file or folder at " + folder.resolve("missing"));
  }

  private TableSource source(String name) {
    return new TableSource(name, folder.resolve(name).toString(), "csv", Map.of(), null);
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException("nobody else came", e);
    }
  }

  private static TextSampler.Sample sample(String path, FileFormat format, int maxRecords) {
    return new TextSampler.Sample(
        List.of("id"), List.of(List.of(new TextSampler.Cell("1", false))));
  }

  private void writeText(String relative, String text) throws IOException {
    var file = folder.resolve(relative);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
