package dev.stint.executor.kernel.text;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.BytesBuilder;
import dev.stint.executor.kernel.TextRows;
import dev.stint.plan.failure.StintException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Bytes encrypted and decrypted by AES. What is encrypted begins with the initialization vector,
/// where the mode has one.
public final class Aes {

  private static final String CRYPTO_ERROR =
      "[INVALID_PARAMETER_VALUE.AES_CRYPTO_ERROR] AES cannot read this with this key: ";

  private static final int TAG_BITS = 128;
  private static final SecureRandom CHANCE = new SecureRandom();

  private Aes() {}

  /// A mode with its padding.
  private enum Mode {
    ECB("PKCS", "AES/ECB/PKCS5Padding", 0),
    CBC("PKCS", "AES/CBC/PKCS5Padding", 16),
    GCM("NONE", "AES/GCM/NoPadding", 12);

    private final String padding;
    private final String transformation;
    private final int vectorBytes;

    Mode(String padding, String transformation, int vectorBytes) {
      this.padding = padding;
      this.transformation = transformation;
      this.vectorBytes = vectorBytes;
    }

    static Mode of(String mode, String padding) {
      String name = mode.toUpperCase(Locale.ROOT);
      String filled = padding.toUpperCase(Locale.ROOT);
      return Arrays.stream(values())
          .filter(one -> one.name().equals(name))
          .filter(one -> filled.equals("DEFAULT") || filled.equals(one.padding))
          .findFirst()
          .orElseThrow(
              () ->
                  StintException.user(
                      ("[UNSUPPORTED_FEATURE.AES_MODE] there is no AES-%s with the padding %s;"
                              + " there are ECB and CBC with PKCS, GCM with NONE")
                          .formatted(mode, padding)));
    }

    /// @param vector empty where the mode has none
    byte[] run(int what, byte[] input, int from, byte[] key, byte[] vector, byte[] aad)
        throws GeneralSecurityException {
      var cipher = Cipher.getInstance(transformation);
      var secret = new SecretKeySpec(key, "AES");
      switch (this) {
        case ECB -> cipher.init(what, secret);
        case CBC -> cipher.init(what, secret, new IvParameterSpec(vector));
        case GCM -> cipher.init(what, secret, new GCMParameterSpec(TAG_BITS, vector));
      }
      if (aad.length > 0) {
        cipher.updateAAD(aad);
      }
      return cipher.doFinal(input, from, input.length - from);
    }
  }

  /// Vectors that nobody can foretell, of `length` bytes.
  public static BytesVector freshVectors(int rowCount, int length) {
    byte[] bytes = new byte[length];
    var builder = new BytesBuilder(rowCount, rowCount * length);
    for (int row = 0; row < rowCount; row++) {
      CHANCE.nextBytes(bytes);
      builder.append(bytes, 0, length).endRow();
    }
    return builder.build(null);
  }

  /// Input, key, mode, padding, vector, authenticated data, and what is taken instead of an empty
  /// vector.
  public static BytesVector encrypt(Vector[] v, int rowCount) {
    return TextRows.bytes(
        v,
        rowCount,
        row -> {
          byte[] key = key(bytes(v[1], row));
          var mode = Mode.of(text(v[2], row), text(v[3], row));
          byte[] aad = checkedAad(mode, bytes(v[5], row));
          byte[] vector = vector(mode, bytes(v[4], row), bytes(v[6], row));
          byte[] input = bytes(v[0], row);
          byte[] output = run(mode, Cipher.ENCRYPT_MODE, input, 0, key, vector, aad);
          byte[] both = Arrays.copyOf(vector, vector.length + output.length);
          System.arraycopy(output, 0, both, vector.length, output.length);
          return both;
        });
  }

  /// Input, key, mode, padding, authenticated data.
  public static BytesVector decrypt(Vector[] v, int rowCount) {
    return TextRows.bytes(
        v,
        rowCount,
        row -> {
          byte[] key = key(bytes(v[1], row));
          var mode = Mode.of(text(v[2], row), text(v[3], row));
          byte[] aad = checkedAad(mode, bytes(v[4], row));
          byte[] input = bytes(v[0], row);
          if (input.length < mode.vectorBytes) {
            throw StintException.user(CRYPTO_ERROR + "it is shorter than an initialization vector");
          }
          byte[] vector = Arrays.copyOf(input, mode.vectorBytes);
          return run(mode, Cipher.DECRYPT_MODE, input, mode.vectorBytes, key, vector, aad);
        });
  }

  private static byte[] run(
      Mode mode, int what, byte[] input, int from, byte[] key, byte[] vector, byte[] aad) {
    try {
      return mode.run(what, input, from, key, vector, aad);
    } catch (GeneralSecurityException e) {
      throw StintException.user(CRYPTO_ERROR + e.getMessage(), e);
    }
  }

  private static byte[] key(byte[] key) {
    if (key.length != 16 && key.length != 24 && key.length != 32) {
      throw StintException.user(
          "[INVALID_PARAMETER_VALUE.AES_KEY_LENGTH] a key of AES has 16, 24 or 32 bytes, not "
              + key.length);
    }
    return key;
  }

  private static byte[] checkedAad(Mode mode, byte[] aad) {
    if (aad.length > 0 && mode != Mode.GCM) {
      throw StintException.user(
          "[UNSUPPORTED_FEATURE.AES_MODE_AAD] AES-%s takes no authenticated data".formatted(mode));
    }
    return aad;
  }

  private static byte[] vector(Mode mode, byte[] given, byte[] fresh) {
    if (given.length == 0) {
      return Arrays.copyOf(fresh, mode.vectorBytes);
    }
    if (mode.vectorBytes == 0) {
      throw StintException.user(
          "[UNSUPPORTED_FEATURE.AES_MODE_IV] AES-%s takes no initialization vector"
              .formatted(mode));
    }
    if (given.length != mode.vectorBytes) {
      throw StintException.user(
          ("[INVALID_PARAMETER_VALUE.AES_IV_LENGTH] the initialization vector of AES-%s has %d"
                  + " bytes, not %d")
              .formatted(mode, mode.vectorBytes, given.length));
    }
    return given;
  }

  private static byte[] bytes(Vector vector, int row) {
    return ((BytesVector) vector).bytes(row);
  }

  private static String text(Vector vector, int row) {
    return ((BytesVector) vector).string(row);
  }
}
