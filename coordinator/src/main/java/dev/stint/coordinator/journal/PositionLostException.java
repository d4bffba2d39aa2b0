package dev.stint.coordinator.journal;

/// Another coordinator wrote the entry that this one wanted to write: the run is no longer its.
public final class PositionLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PositionLostException(String path) {
    super("another coordinator wrote " + path);
  }
}
