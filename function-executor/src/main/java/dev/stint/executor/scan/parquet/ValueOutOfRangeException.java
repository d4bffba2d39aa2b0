package dev.stint.executor.scan.parquet;

/// A value that is in the file as it should be, and that the table's type cannot hold.
final class ValueOutOfRangeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// `message` says which value, and the remedy.
  ValueOutOfRangeException(String message) {
    super(message);
  }
}
