package dev.stint.coordinator.aws.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.failure.StintException;
import dev.stint.sql.catalog.FileCatalog;
import dev.stint.sql.catalog.TableSource;
import dev.stint.sql.catalog.TextSampler;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.Test;

/// Keys that S3 allows, some of which Hadoop cannot name: read right, or refused.
class AnyKeysTest {

  private static final TextSampler NO_ROWS =
      (_, _, _) -> new TextSampler.Sample(List.of("a"), List.of());

  /// Behind a key whose object has no bytes.
  private static final String EMPTY = " (empty)";

  /// The paths of the files that a table at `path` has, in a bucket with these keys.
  private static List<String> files(String path, String... keys) throws IOException {
    // A container's user may have no name, without which Hadoop refuses to start.
    UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser("stint"));
    var objects = new TreeMap<String, String>();
    Arrays.stream(keys)
        .forEach(key -> objects.put(key.replace(EMPTY, ""), key.endsWith(EMPTY) ? "" : "a\n1\n"));
    var hadoop = new Configuration(false);
    try (var server = new AnyKeys(objects)) {
      server.settings().hadoopProperties().forEach(hadoop::set);
      // One server for each bucket of tests: Hadoop keeps clients by the bucket's name.
      hadoop.set("fs.s3.impl.disable.cache", "true");
      var source = new TableSource("t", path, "csv", Map.of(), null);
      var catalog = new FileCatalog(List.of(source), hadoop, NO_ROWS, _ -> "");
      return catalog.find("t").orElseThrow().splits().stream().map(split -> split.path()).toList();
    } finally {
      FileSystem.closeAll();
    }
  }

  private static void refuses(String message, String path, String... keys) {
    assertThatThrownBy(() -> files(path, keys))
        .isInstanceOf(StintException.class)
        .hasMessageContaining(message);
  }

  @Test
  void keysOfAnyLettersAndLengthAreFound() throws IOException {
    var longest = "k".repeat(1020) + ".csv";

    assertThat(files("s3://lake/" + longest, longest)).containsExactly("s3://lake/" + longest);
    assertThat(files("s3://lake/ü", "ü/x..y/ß %41+:;.csv", "ü/𝔘.csv"))
        .containsExactly("s3://lake/ü/x..y/ß %41+:;.csv", "s3://lake/ü/𝔘.csv");
  }

  @Test
  void slashAtTheEndOfAPathIsAFolders() throws IOException {
    assertThat(files("s3://lake/x/", "x/a.csv")).containsExactly("s3://lake/x/a.csv");
    assertThat(files("s3://lake/", "x/a.csv")).containsExactly("s3://lake/x/a.csv");
    assertThat(files("s3://lake", "x/a.csv")).containsExactly("s3://lake/x/a.csv");
  }

  /// Hadoop would read what is at the path without it.
  @Test
  void pathThatHadoopCannotNameIsRefused() {
    refuses("s3://lake/x//a.csv has a folder without a name", "s3://lake/x//a.csv", "x/a.csv");
    refuses("s3://lake/x// has a folder without a name", "s3://lake/x//", "x/a.csv");
    refuses("s3://lake//a.csv has a folder without a name", "s3://lake//a.csv", "a.csv");
    refuses("s3://lake/x//*.csv has a folder without", "s3://lake/x//*.csv", "x/a.csv");
    refuses("s3://lake/x/../a.csv has a folder named . or ..", "s3://lake/x/../a.csv", "a.csv");
    refuses("s3://lake/./a.csv has a folder named . or ..", "s3://lake/./a.csv", "a.csv");
  }

  @Test
  void listedKeyThatHadoopCannotNameIsRefused() {
    refuses("s3://lake/x/../a.csv has a folder without", "s3://lake/x", "a.csv", "x/../a.csv");
    refuses("s3://lake//a.csv has a folder without", "s3://lake/", "/a.csv", "b.csv");
    refuses("s3://lake/x//a.csv has a folder without", "s3://lake/x", "x//a.csv", "x/a.csv");
    refuses("s3://lake/x//a.csv has a folder without", "s3://lake", "x//a.csv");
    refuses("s3://lake/x/./a.csv has a folder without", "s3://lake/x", "x/./a.csv", "x/a.csv");
    refuses("s3://lake/x/q/../a.csv has a folder", "s3://lake/x", "x/q/../a.csv", "x/a.csv");
  }

  @Test
  void objectWithAFoldersNameIsRefusedUnlessItIsAMarker() throws IOException {
    refuses("s3://lake/x/b/ has 4 bytes", "s3://lake/x", "x/a.csv", "x/b/");
    refuses("s3://lake/x/b/ has 4 bytes", "s3://lake/x", "x/b/");
    refuses("s3://lake/x/b/ has 4 bytes", "s3://lake/x/*", "x/a.csv", "x/b/");
    refuses("s3://lake/x/ has 4 bytes", "s3://lake/x/", "x/", "x/a.csv");
    assertThat(files("s3://lake/x", "x/" + EMPTY, "x/a.csv", "x/b/" + EMPTY, "x//" + EMPTY))
        .containsExactly("s3://lake/x/a.csv");
  }

  @Test
  void hiddenKeysMayBeAnything() throws IOException {
    assertThat(files("s3://lake/x", "x/_t//a.csv", "x/.t/../a.csv", "x/_t/b/", "x/b.csv"))
        .containsExactly("s3://lake/x/b.csv");
  }

  @Test
  void globMatchesNoFolderWithoutANameOfItsOwn() throws IOException {
    assertThat(files("s3://lake/x/*/a.csv", "x//a.csv", "x/a.csv", "x/b/a.csv", "x/../a.csv"))
        .containsExactly("s3://lake/x/b/a.csv");
    assertThat(files("s3://lake/x/*", "a.csv", "x/../a.csv", "x/b.csv"))
        .containsExactly("s3://lake/x/b.csv");
  }
}
