package dev.stint.executor.user;

import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/// A jar of functions, loaded. Its classes see the JDK and the package `dev.stint.function`, and
/// nothing else of Stint or of its libraries.
public final class UserJar {

  /// What all jars see.
  private static final class Api extends ClassLoader {

    private static final String PACKAGE = "dev.stint.function.";

    Api() {
      super("stint-functions", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith(PACKAGE)) {
        return UserJar.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }

  private static final ClassLoader API = new Api();

  private final String name;
  private final ClassLoader loader;

  private UserJar(String name, ClassLoader loader) {
    this.name = name;
    this.loader = loader;
  }

  /// Loads a jar from its bytes; `name` is for messages. A copy stays among the temporary files as
  /// long as the process lives.
  static UserJar of(String name, byte[] bytes) {
    try {
      var file = Files.createTempFile("stint-functions-", ".jar");
      file.toFile().deleteOnExit();
      Files.write(file, bytes);
      return new UserJar(name, new URLClassLoader(name, new URL[] {url(file)}, API));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL url(Path file) throws IOException {
    return file.toUri().toURL();
  }

  /// As 64 hexadecimal digits.
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// All functions of a kind that the jar lists.
  ///
  /// @throws StintException of kind USER when a class is missing, is none of that kind, or was
  ///   compiled for a newer Java
  public <T> Stream<T> functions(Class<T> kind) {
    try {
      return ServiceLoader.load(kind, loader).stream()
          .map(ServiceLoader.Provider::get)
          .toList()
          .stream();
    } catch (ServiceConfigurationError | LinkageError e) {
      throw refused(e);
    }
  }

  /// A new instance of a class of the jar.
  <T> T instance(String className, Class<T> kind) {
    try {
      return kind.cast(loader.loadClass(className).getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
      throw refused(e);
    }
  }

  private StintException refused(Throwable cause) {
    var reason = cause.getCause() == null ? cause : cause.getCause();
    return StintException.user(
        "the functions of %s cannot be loaded: %s".formatted(name, reason), cause);
  }
}
