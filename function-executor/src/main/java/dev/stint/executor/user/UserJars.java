package dev.stint.executor.user;

import dev.stint.plan.expression.UserCode;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The jars of this process, each loaded once, by the hash of its bytes. Safe for use by many
/// threads.
public final class UserJars {

  private static final Map<String, UserJar> LOADED = new ConcurrentHashMap<>();

  private UserJars() {}

  /// The jar with these bytes; `name` is for messages.
  public static UserJar of(String name, byte[] bytes) {
    return LOADED.computeIfAbsent(UserJar.sha256(bytes), _ -> UserJar.of(name, bytes));
  }

  /// The jar of a function, read from the store if this process has it not yet.
  static UserJar of(UserCode code, ObjectStore store) {
    return LOADED.computeIfAbsent(
        code.sha256(), hash -> UserJar.of(name(code), bytes(code, hash, store)));
  }

  private static String name(UserCode code) {
    return "the jar of " + code.function();
  }

  private static byte[] bytes(UserCode code, String hash, ObjectStore store) {
    var info =
        store
            .head(code.jarPath())
            .orElseThrow(
                () -> StintException.user("%s is not at %s".formatted(name(code), code.jarPath())));
    byte[] bytes = store.read(code.jarPath(), 0, Math.toIntExact(info.bytes()));
    if (!UserJar.sha256(bytes).equals(hash)) {
      throw StintException.user(
          "%s at %s is not the one that the statement was planned with: do not change what is there"
              .formatted(name(code), code.jarPath()));
    }
    return bytes;
  }
}
