package dev.stint.tests.functions;

import dev.stint.function.AggregateFunction;
import dev.stint.function.ScalarFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes jars of classes of these tests.
public final class FunctionJar {

  private FunctionJar() {}

  /// A jar with these classes, which lists those that are functions.
  public static Path write(Path file, Class<?>... classes) {
    try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
      for (var one : classes) {
        add(jar, one.getName().replace('.', '/') + ".class", bytes(one));
      }
      for (var kind : List.of(ScalarFunction.class, AggregateFunction.class)) {
        var names =
            Stream.of(classes)
                .filter(kind::isAssignableFrom)
                .map(Class::getName)
                .collect(Collectors.joining("\n"));
        add(jar, "META-INF/services/" + kind.getName(), names.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  private static byte[] bytes(Class<?> one) throws IOException {
    var name = one.getName();
    try (var in = one.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
      if (in == null) {
        throw new IOException("no class file of " + name);
      }
      return in.readAllBytes();
    }
  }

  private static void add(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(bytes);
    jar.closeEntry();
  }
}
