package dev.stint.coordinator.run;

/// Carries out one run on the thread that calls [#run]. Used once.
public final class RunDriver {

  private final RunEnvironment environment;
  private final RunRequest request;
  private final RunListener listener;
  private final ResultConsumer results;

  public RunDriver(
      RunEnvironment environment,
      RunRequest request,
      RunListener listener,
      ResultConsumer results) {
    this.environment = environment;
    this.request = request;
    this.listener = listener;
    this.results = results;
  }

  /// Returns when the run is over and its temporary objects are swept. A failed run is a report
  /// like any other; only a bug of the driver itself, or a failing listener, is thrown.
  public RunReport run() {
    throw new UnsupportedOperationException(environment.toString() + request + listener + results);
  }

  /// Ends the run soon, as CANCELLED, unless it is being committed. Any thread may call this.
  public void cancel() {}
}
