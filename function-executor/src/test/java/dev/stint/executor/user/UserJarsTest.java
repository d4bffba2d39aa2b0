package dev.stint.executor.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.function.ScalarFunction;
import dev.stint.plan.expression.UserCode;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.InMemoryObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UserJarsTest {

  private static final String PATH = "s3://work/functions/some.jar";

  private final InMemoryObjectStore store = new InMemoryObjectStore();

  /// Says which version of its jar it is, and whether it sees Stint.
  public static final class Version implements ScalarFunction {

    @Override
    public String name() {
      return "version_of_jar";
    }

    @Override
    public String resultType(List<String> argumentTypes) {
      return "string";
    }

    @Override
    public @Nullable Object apply(@Nullable Object[] arguments) throws IOException {
      try (var in = getClass().getResourceAsStream("/version")) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8) + ", " + stint();
      }
    }

    private static String stint() {
      try {
        Class.forName("dev.stint.executor.user.UserJars");
        return "sees Stint";
      } catch (ClassNotFoundException _) {
        return "sees no Stint";
      }
    }
  }

  @Test
  void twoVersionsOfAJarAreLoadedApart() throws Exception {
    var one = code(jar("1"));
    var other = code(jar("2"));

    store.write(one.jarPath(), jar("1"));
    var first = instance(one);
    store.write(other.jarPath(), jar("2"));
    var second = instance(other);

    assertThat(first.apply(new Object[0])).isEqualTo("1, sees no Stint");
    assertThat(second.apply(new Object[0])).isEqualTo("2, sees no Stint");
    assertThat(first.getClass()).isNotEqualTo(second.getClass()).isNotEqualTo(Version.class);
  }

  @Test
  void aJarIsReadOnceForTheProcess() throws Exception {
    var code = code(jar("read once"));
    store.write(code.jarPath(), jar("read once"));

    instance(code);
    store.delete(List.of(code.jarPath()));

    assertThat(instance(code).apply(new Object[0])).isEqualTo("read once, sees no Stint");
  }

  @Test
  void whatIsNotThePlannedJarIsRefused() throws IOException {
    var code = code(jar("planned"));
    store.write(code.jarPath(), jar("changed"));

    assertThatThrownBy(() -> instance(code))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("is not the one that the statement was planned with")
        .extracting(e -> ((StintException) e).kind())
        .isEqualTo(FailureKind.USER);
    store.delete(List.of(code.jarPath()));
    assertThatThrownBy(() -> instance(code)).hasMessageContaining("is not at " + PATH);
  }

  private ScalarFunction instance(UserCode code) {
    return UserJars.of(code, store).instance(code.className(), ScalarFunction.class);
  }

  private static UserCode code(byte[] jar) {
    return new UserCode("version_of_jar", Version.class.getName(), UserJar.sha256(jar), PATH);
  }

  private static byte[] jar(String version) throws IOException {
    var bytes = new ByteArrayOutputStream();
    String file = Version.class.getName().replace('.', '/') + ".class";
    var entries =
        Map.of(
            file,
            Version.class.getClassLoader().getResourceAsStream(file).readAllBytes(),
            "version",
            version.getBytes(StandardCharsets.UTF_8));
    try (var jar = new JarOutputStream(bytes)) {
      for (var entry : new TreeMap<>(entries).entrySet()) {
        var place = new JarEntry(entry.getKey());
        place.setTime(0);
        jar.putNextEntry(place);
        jar.write(entry.getValue());
        jar.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
