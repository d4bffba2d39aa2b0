package dev.stint.tests.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// The options that the product's launcher gives to Java, with those of the variable that adds
/// more.
public final class LauncherOptions {

  private static final Path LAUNCHER = Path.of("..", "stint");

  private LauncherOptions() {}

  public static List<String> read() throws IOException {
    var list =
        Pattern.compile("JAVA_OPTIONS=\\((.*?)\\)", Pattern.DOTALL)
            .matcher(Files.readString(LAUNCHER));
    if (!list.find()) {
      throw new IllegalStateException(LAUNCHER + " has no JAVA_OPTIONS");
    }
    var more = System.getenv().getOrDefault("STINT_JAVA_OPTIONS", "");
    return List.of((list.group(1) + " " + more).strip().split("\\s+", -1));
  }
}
