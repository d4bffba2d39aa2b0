package dev.stint.coordinator.event;

import com.fasterxml.jackson.annotation.JsonIgnore;

/// What an attempt is paid for: a function's memory, for a time. Nothing when it was billed before.
public record Bill(long functionMemoryBytes, long wallNanos) {

  public static final Bill NOTHING = new Bill(0, 0);

  @JsonIgnore
  public boolean isNothing() {
    return functionMemoryBytes == 0;
  }
}
