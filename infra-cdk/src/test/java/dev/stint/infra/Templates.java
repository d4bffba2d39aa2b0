package dev.stint.infra;

import java.nio.file.Path;
import java.util.List;

/// The committed templates.
final class Templates {

  static final List<String> NAMES = List.of("functions", "operations", "storage", "triggers");

  private Templates() {}

  static Path path(String name) {
    return Path.of("templates", name + ".json");
  }
}
