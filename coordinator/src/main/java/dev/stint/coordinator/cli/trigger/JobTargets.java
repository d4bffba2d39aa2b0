package dev.stint.coordinator.cli.trigger;

import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.option.SessionOptions;
import dev.stint.coordinator.trigger.JobTarget;

/// The targets of the commands for registered jobs.
final class JobTargets {

  private JobTargets() {}

  /// The one that the options name.
  static JobTarget open(SessionOptions options, Console console) {
    return switch (options.target) {
      case LOCAL ->
          new LocalJobTarget(
              options.settings(console), console, () -> new TriggerDisplay(console, options));
      case LOCALSTACK, AWS -> new DeployedJobTarget(options.deployed(console));
    };
  }
}
