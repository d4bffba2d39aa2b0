package dev.stint.coordinator.cli;

import dev.stint.plan.failure.StintException;
import java.util.Locale;

/// Where a job runs.
enum Target {
  LOCAL,
  LOCALSTACK,
  AWS;

  /// @throws StintException of kind USER for a target that does not exist yet
  void requireAvailable() {
    switch (this) {
      case LOCAL -> {}
      case LOCALSTACK, AWS ->
          throw StintException.user(
              "the target %s is not available yet; this version runs jobs with --target local"
                  .formatted(name().toLowerCase(Locale.ROOT)));
    }
  }
}
