package dev.stint.plan.json;

import dev.stint.plan.failure.StintException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// Runs work that recurs as deeply as statements are nested: on a thread with much stack, of which
/// only what is used takes memory.
public final class DeepStack {

  private static final long STACK_BYTES = 256L << 20;

  private DeepStack() {}

  /// @throws StintException of kind USER where even that stack does not suffice, and what the work
  ///   throws
  public static <T> T call(Supplier<T> work) {
    var result = new CompletableFuture<T>();
    var thread =
        new Thread(
            null,
            () -> {
              try {
                result.complete(work.get());
              } catch (StackOverflowError e) {
                result.completeExceptionally(
                    StintException.user(
                        "the statement is nested too deeply; split it with WITH", e));
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            },
            "deep stack",
            STACK_BYTES);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.start();
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw e;
    }
  }
}
