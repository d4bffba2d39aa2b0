package dev.stint.shuffle.store;

/// What a sweep took away, in files and bytes.
public record SweptFiles(int fileCount, long bytes) {

  public static final SweptFiles NONE = new SweptFiles(0, 0);

  public SweptFiles plus(SweptFiles other) {
    return new SweptFiles(fileCount + other.fileCount, bytes + other.bytes);
  }
}
