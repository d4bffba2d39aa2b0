package dev.stint.coordinator.aws.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class FunctionArchiveTest {

  @TempDir private Path folder;

  @Test
  void classesOfTheFirstProcessAreReadByLaterOnes() throws Exception {
    var function = function(jars());
    Path cache = folder.resolve("cache");

    String first = arguments(function, cache);
    String second = arguments(function, cache);

    assertThat(first).contains("-XX:ArchiveClassesAtExit=");
    assertThat(second).contains("-XX:SharedArchiveFile=" + cache);
    assertThat(cache)
        .isDirectoryContaining("glob:**.jsa")
        .isDirectoryNotContaining("glob:**.writing");
  }

  @Test
  void anotherBuildDoesNotReadThem() throws Exception {
    var jars = jars();
    Path cache = folder.resolve("cache");
    arguments(function(jars), cache);

    Files.setLastModifiedTime(jars.getFirst(), FileTime.fromMillis(0));

    assertThat(arguments(function(jars), cache)).doesNotContain("-XX:SharedArchiveFile=");
  }

  @Test
  void classPathWithFoldersDoesWithout() {
    assertThat(FunctionArchive.in(folder, List.of(folder))).isNull();
  }

  /// Those of a process that has done one call; the endpoint is closed again.
  private static String arguments(FunctionDefinition function, Path cache) {
    try (var endpoint = FunctionEndpoint.start(List.of(function), cache);
        var client = FunctionEndpointTest.client(endpoint.settings())) {
      assertThat(client.invoke(b -> b.functionName("archived")).functionError()).isNull();
      return String.join(" ", endpoint.processes().getFirst().info().arguments().orElseThrow());
    }
  }

  private static FunctionDefinition function(List<Path> jars) {
    return new FunctionDefinition(
        "archived",
        SignallingHandler.NAME,
        jars,
        256,
        Duration.ofMinutes(2),
        1,
        Map.of(),
        List.of());
  }

  private List<Path> jars() throws IOException {
    Path jar = folder.resolve("handler.jar");
    String name = SignallingHandler.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var in = SignallingHandler.class.getClassLoader().getResourceAsStream(name)) {
      out.putNextEntry(new JarEntry(name));
      in.transferTo(out);
    }
    return List.of(
        jar,
        jarOf(AWSLambda.class),
        jarOf(RequestStreamHandler.class),
        jarOf(PojoSerializer.class));
  }

  private static Path jarOf(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }
}
