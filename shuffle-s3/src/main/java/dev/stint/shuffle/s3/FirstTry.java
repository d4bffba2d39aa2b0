package dev.stint.shuffle.s3;

import java.util.function.Supplier;

/// A request whose first try goes past the SDK where that is possible; all others are the SDK's,
/// and so what fails at last fails in the SDK's words. Used for one request, by one thread.
final class FirstTry<T> implements Supplier<T> {

  private final Supplier<T> direct;
  private final Supplier<T> bySdk;
  private boolean isTriedAgain;

  FirstTry(Supplier<T> direct, Supplier<T> bySdk) {
    this.direct = direct;
    this.bySdk = bySdk;
  }

  @Override
  public T get() {
    if (isTriedAgain) {
      return bySdk.get();
    }
    isTriedAgain = true;
    return direct.get();
  }
}
