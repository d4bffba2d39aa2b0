package dev.stint.coordinator.session;

import java.util.Collection;
import java.util.Locale;

/// Whether a session needs an S3 server. Starting one takes about half a second, so a session over
/// files alone goes without.
public enum S3Use {
  NEEDED,
  NOT_NEEDED;

  /// Looks for `s3://` in whatever the user wrote: paths, statements, a whole job. One that stands
  /// in a comment costs a server that nobody asks.
  public static S3Use in(Collection<String> texts) {
    return texts.stream().anyMatch(S3Use::isMentioned) ? NEEDED : NOT_NEEDED;
  }

  private static boolean isMentioned(String text) {
    return text.toLowerCase(Locale.ROOT).contains("s3://");
  }
}
