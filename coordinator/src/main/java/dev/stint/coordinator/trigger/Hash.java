package dev.stint.coordinator.trigger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Ids of executions and of what triggers take in: 20 hexadecimal digits that follow from what they
/// stand for, so that all who see it find the same one.
final class Hash {

  private static final int DIGITS = 20;

  private Hash() {}

  static String of(String job, String kind, String identity) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      byte[] hash =
          digest.digest((job + "\n" + kind + "\n" + identity).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
