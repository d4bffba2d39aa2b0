package dev.stint.coordinator.event;

import java.time.Instant;

/// An event and when the coordinator that wrote it down took note of it, by its own clock.
public record LoggedEvent(Instant time, RunEvent event) {}
