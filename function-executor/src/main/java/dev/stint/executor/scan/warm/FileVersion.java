package dev.stint.executor.scan.warm;

/// A file that does not change any more. `mark` tells it from other files that were or will be at
/// the path: an object's ETag, or a local file's number and the time of its last change.
public record FileVersion(String path, long bytes, Object mark) {}
