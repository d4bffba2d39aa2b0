package dev.stint.executor.scan.warm;

/// What a process has at hand of files. Safe for use by many threads.
public record WarmFiles(Footers footers, Ranges ranges) {

  public WarmFiles() {
    this(new Footers(), new Ranges());
  }

  /// An attempt failed: should what was read be damaged, the next one reads it anew.
  public void distrust() {
    footers.clear();
    ranges.clear();
  }
}
