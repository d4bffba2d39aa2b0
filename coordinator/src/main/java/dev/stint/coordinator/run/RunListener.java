package dev.stint.coordinator.run;

import dev.stint.coordinator.event.LoggedEvent;

/// Is told the events of a run as they happen, on the driver's thread: it must return soon. Of a
/// run that is gone on with it is told everything from the beginning.
@FunctionalInterface
public interface RunListener {

  RunListener NONE = _ -> {};

  void on(LoggedEvent event);
}
