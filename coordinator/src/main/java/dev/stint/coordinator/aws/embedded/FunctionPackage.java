package dev.stint.coordinator.aws.embedded;

import dev.stint.executor.lambda.TaskHandler;
import dev.stint.plan.failure.StintException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The function's deployment zip laid out as Lambda does it: jars under `lib`.
public final class FunctionPackage {

  /// Where the zip may lie, from the folder of the function's jar: there, when Maven runs tests, or
  /// in the module's own folder, when the jar is a copy in `coordinator/target/lib`, or in that of
  /// a distribution.
  private static final List<Path> ZIP_PLACES =
      List.of(
          Path.of("stint-function.zip"),
          Path.of("..", "..", "..", "function-executor", "target", "stint-function.zip"),
          Path.of("..", "functions", "stint-function.zip"));

  private FunctionPackage() {}

  /// Unzips the package into a folder of its own below `cache`, unless it is there from an earlier
  /// time, and gives its jars, sorted. Several processes may do so at once.
  ///
  /// @throws StintException of kind USER when there is no such zip
  public static List<Path> classPath(Path zip, Path cache) {
    if (!Files.isRegularFile(zip)) {
      throw StintException.user(zip + " is not there: build it with mvn package");
    }
    try (var file = new ZipFile(zip.toFile())) {
      Path folder = cache.resolve("function-" + contentHash(file));
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(cache);
        Path unzipped = Files.createTempDirectory(cache, "unzip-");
        unzip(file, unzipped);
        moveInto(unzipped, folder);
      }
      return jars(folder.resolve("lib"));
    } catch (IOException e) {
      throw StintException.user("cannot unzip %s below %s: %s".formatted(zip, cache, e), e);
    }
  }

  /// The class path for processes of functions of the build that this process runs: that of the
  /// deployment zip, where it was made from the very same jars, and the runtime's client; or else
  /// this process's own.
  public static List<Path> ofThisBuild(Path cache) {
    var jar =
        Path.of(
            URI.create(
                TaskHandler.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    for (Path place : ZIP_PLACES) {
      Path zip = jar.resolveSibling(place).normalize();
      if (Files.isRegularFile(zip) && holdsOwnJars(zip)) {
        return Stream.concat(classPath(zip, cache).stream(), RuntimeClient.jars().stream())
            .toList();
      }
    }
    return ownClassPath();
  }

  /// Whether each of our jars in the zip is on this process's class path, byte for byte. Libraries'
  /// versions are in their names.
  private static boolean holdsOwnJars(Path zip) {
    try (var file = new ZipFile(zip.toFile())) {
      for (var entry : file.stream().filter(FunctionPackage::isOurs).toList()) {
        var own = ownJar(Path.of(entry.getName()).getFileName());
        if (own.isEmpty() || entry.getCrc() != crc(own.get())) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw StintException.user("cannot read %s: %s".formatted(zip, e), e);
    }
  }

  private static boolean isOurs(ZipEntry entry) {
    return entry.getName().startsWith("lib/stint-");
  }

  private static Optional<Path> ownJar(Path name) {
    return ownClassPath().stream().filter(path -> path.endsWith(name)).findFirst();
  }

  private static long crc(Path jar) throws IOException {
    var crc = new CRC32();
    crc.update(Files.readAllBytes(jar));
    return crc.getValue();
  }

  /// The class path of this process, which holds the function among other things.
  public static List<Path> ownClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }

  /// From names, sizes and checksums, without reading the content.
  private static String contentHash(ZipFile file) {
    var digest = sha256();
    file.stream()
        .sorted(Comparator.comparing(ZipEntry::getName))
        .map(each -> each.getName() + " " + each.getSize() + " " + each.getCrc() + "\n")
        .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw StintException.internal("every Java has SHA-256", e);
    }
  }

  private static void unzip(ZipFile file, Path folder) throws IOException {
    for (var entry : file.stream().toList()) {
      Path target = folder.resolve(entry.getName()).normalize();
      if (!target.startsWith(folder)) {
        throw new IOException("an entry lies outside: " + entry.getName());
      }
      if (entry.isDirectory()) {
        Files.createDirectories(target);
      } else {
        Files.createDirectories(target.getParent());
        try (var content = file.getInputStream(entry)) {
          Files.copy(content, target);
        }
      }
    }
  }

  /// Another process may have been faster, with the same content.
  private static void moveInto(Path unzipped, Path folder) throws IOException {
    try {
      Files.move(unzipped, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
      new TemporaryFolder(unzipped).close();
    }
  }

  private static List<Path> jars(Path lib) throws IOException {
    try (var paths = Files.list(lib)) {
      return paths.filter(each -> each.toString().endsWith(".jar")).sorted().toList();
    }
  }
}
