package dev.stint.tests.uses;

import dev.stint.tests.emulator.MiniStack;
import dev.stint.tests.emulator.MiniStack.Policies;
import dev.stint.tests.emulator.NeedsEmulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The uses of a deployment on the emulator MiniStack.
@NeedsEmulator
@NeedsPackages
final class EmulatorUsesTest extends DeployedUsesContract {

  @Override
  DeployedBed open(Path folder) throws IOException {
    var stack = MiniStack.start(folder, Policies.IGNORED, Map.of());
    try {
      return new DeployedBed(
          folder,
          new DeployedBed.Place(
              stack.environment(),
              // Its Lambda has no Java: functions take that of this machine.
              List.of("--function-runtime", "provided.al2023"),
              stack::log,
              stack::close));
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }
}
