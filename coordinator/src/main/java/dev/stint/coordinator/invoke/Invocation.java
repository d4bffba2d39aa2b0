package dev.stint.coordinator.invoke;

import dev.stint.plan.task.TaskResponse;
import java.util.concurrent.CompletableFuture;

/// An attempt under way. `response` completes exactly once, when the attempt is over or given up:
/// with the function's answer, or exceptionally, which counts as TRANSIENT if a
/// [dev.stint.plan.failure.StintException] of that kind says so and as INTERNAL otherwise. `cancel`
/// asks the attempt to stop and returns at once; `response` still completes. Cancelling what is
/// over does nothing.
public record Invocation(CompletableFuture<TaskResponse> response, Runnable cancel) {}
