import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Runs google-java-format over every Java file below the current folder, outside `target`.
///
/// Arguments: the formatter's jar, then `check` or `replace`.
final class Format {

  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> options =
        args[1].equals("replace")
            ? List.of("--replace")
            : List.of("--dry-run", "--set-exit-if-changed");
    Path arguments = Files.createTempFile("java-files", ".txt");
    Files.write(arguments, options);
    Files.write(arguments, javaFiles(), StandardOpenOption.APPEND);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    int status =
        new ProcessBuilder(java, "-jar", args[0], "@" + arguments).inheritIO().start().waitFor();
    Files.delete(arguments);
    System.exit(status);
  }

  private static List<String> javaFiles() throws IOException {
    try (var paths = Files.walk(Path.of(""))) {
      return paths
          .map(Path::toString)
          .filter(path -> path.endsWith(".java"))
          .filter(path -> !Path.of(path).startsWith("target") && !path.contains("/target/"))
          .toList();
    }
  }
}
