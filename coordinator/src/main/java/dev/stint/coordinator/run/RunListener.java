package dev.stint.coordinator.run;

/// Is told how a run proceeds, on the driver's thread: it must return soon.
@FunctionalInterface
public interface RunListener {

  RunListener NONE = _ -> {};

  void on(RunProgress progress);
}
