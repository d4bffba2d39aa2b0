package dev.stint.tests.uses;

import java.nio.file.Path;

/// The uses on this machine, with nothing else.
final class EmbeddedUsesTest extends UsesContract {

  @Override
  Bed open(Path folder) {
    return new EmbeddedBed(folder.resolve("home"));
  }
}
