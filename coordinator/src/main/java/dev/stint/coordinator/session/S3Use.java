package dev.stint.coordinator.session;

import dev.stint.plan.path.UserPath;
import java.util.Collection;

/// Whether a session needs an S3 server. Starting one takes about half a second, so a session over
/// files alone goes without.
public enum S3Use {
  NEEDED,
  NOT_NEEDED;

  /// Whether one of the paths that a command or a job reads or writes is in S3.
  public static S3Use of(Collection<String> paths) {
    return paths.stream().anyMatch(UserPath::isInS3) ? NEEDED : NOT_NEEDED;
  }
}
