package dev.stint.coordinator.aws.embedded;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// An invocation on its way through a function's processes. `deadline` is set when it reaches one.
final class FunctionCall {

  final String id = UUID.randomUUID().toString();
  final byte[] payload;
  final CompletableFuture<FunctionAnswer> answer = new CompletableFuture<>();
  volatile @Nullable Instant deadline;

  FunctionCall(byte[] payload) {
    this.payload = payload;
  }
}
