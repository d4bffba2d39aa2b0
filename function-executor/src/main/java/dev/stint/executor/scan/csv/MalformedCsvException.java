package dev.stint.executor.scan.csv;

/// A record that the options forbid, whatever the mode: the message says why.
final class MalformedCsvException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MalformedCsvException(String message) {
    super(message);
  }
}
