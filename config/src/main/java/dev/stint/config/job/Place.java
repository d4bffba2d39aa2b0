package dev.stint.config.job;

/// A place in a job file, counted from 1, as messages show it.
record Place(String file, int line, int column) {

  JobException refuse(String message) {
    return new JobException(this + ": " + message);
  }

  JobException refuse(String message, Throwable cause) {
    return new JobException(this + ": " + message, cause);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
