package dev.stint.executor.kernel.text;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.OnError;
import dev.stint.executor.kernel.TextRows;
import dev.stint.plan.failure.StintException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Strings as bytes and back.
public final class Charsets {

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\s]*={0,2}\\s*");

  private Charsets() {}

  public static BytesVector encode(BytesVector texts, BytesVector charsets) {
    return TextRows.bytes(
        new Vector[] {texts, charsets},
        texts.rowCount(),
        row -> {
          var charset = charset(charsets.string(row));
          try {
            var bytes = charset.newEncoder().encode(CharBuffer.wrap(texts.string(row)));
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
          } catch (CharacterCodingException e) {
            throw malformed("encode", charset, e);
          }
        });
  }

  public static BytesVector decode(BytesVector bytes, BytesVector charsets) {
    return TextRows.texts(
        new Vector[] {bytes, charsets},
        bytes.rowCount(),
        row -> {
          var charset = charset(charsets.string(row));
          try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes.bytes(row))).toString();
          } catch (CharacterCodingException e) {
            throw malformed("decode", charset, e);
          }
        });
  }

  private static Charset charset(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "US-ASCII" -> StandardCharsets.US_ASCII;
      case "ISO-8859-1" -> StandardCharsets.ISO_8859_1;
      case "UTF-8" -> StandardCharsets.UTF_8;
      case "UTF-16BE" -> StandardCharsets.UTF_16BE;
      case "UTF-16LE" -> StandardCharsets.UTF_16LE;
      case "UTF-16" -> StandardCharsets.UTF_16;
      case "UTF-32" -> StandardCharsets.UTF_32;
      default ->
          throw StintException.user(
              ("[INVALID_PARAMETER_VALUE.CHARSET] '%s' is no charset. Use US-ASCII, ISO-8859-1,"
                      + " UTF-8, UTF-16BE, UTF-16LE, UTF-16 or UTF-32.")
                  .formatted(name));
    };
  }

  private static StintException malformed(
      String function, Charset charset, CharacterCodingException cause) {
    return StintException.user(
        "[MALFORMED_CHARACTER_CODING] %s: a value has what %s has not. Guard the row with CASE."
            .formatted(function, charset),
        cause);
  }

  /// Texts by the form in which they hold bytes: `hex`, `base64` or `utf-8`.
  public static BytesVector toBinary(BytesVector texts, BytesVector formats, OnError onError) {
    return TextRows.bytes(
        new Vector[] {texts, formats},
        texts.rowCount(),
        row -> {
          byte[] bytes = bytes(texts.string(row), formats.string(row));
          if (bytes == null && onError == OnError.FAIL) {
            throw StintException.user(
                ("[CONVERSION_INVALID_INPUT] '%s' is not in the form '%s'. Use `try_to_binary` to"
                        + " get NULL.")
                    .formatted(texts.string(row), formats.string(row)));
          }
          return bytes;
        });
  }

  private static byte @Nullable [] bytes(String text, String format) {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "hex" -> hex(text);
      case "utf-8", "utf8" -> text.getBytes(StandardCharsets.UTF_8);
      case "base64" -> base64(text);
      default -> throw unknown(format);
    };
  }

  private static byte @Nullable [] hex(String text) {
    try {
      return HexFormat.of().parseHex(text.length() % 2 == 0 ? text : "0" + text);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static byte @Nullable [] base64(String text) {
    String digits = text.replaceAll("\\s", "");
    int padding = digits.endsWith("==") ? 2 : digits.endsWith("=") ? 1 : 0;
    boolean isWhole = padding > 0 ? digits.length() % 4 == 0 : digits.length() % 4 != 1;
    return BASE64.matcher(text).matches() && isWhole
        ? Base64.getMimeDecoder().decode(digits)
        : null;
  }

  /// Bytes in one of the forms of [#toBinary].
  public static BytesVector fromBinary(BytesVector values, BytesVector formats) {
    return TextRows.texts(
        new Vector[] {values, formats},
        values.rowCount(),
        row -> {
          byte[] bytes = values.bytes(row);
          return switch (formats.string(row).toLowerCase(Locale.ROOT)) {
            case "hex" -> HexFormat.of().withUpperCase().formatHex(bytes);
            case "utf-8", "utf8" -> new String(bytes, StandardCharsets.UTF_8);
            case "base64" -> Base64.getEncoder().encodeToString(bytes);
            default -> throw unknown(formats.string(row));
          };
        });
  }

  private static StintException unknown(String format) {
    return StintException.user(
        "[INVALID_PARAMETER_VALUE.BINARY_FORMAT] '%s' is no form of bytes. Use hex, base64 or utf-8."
            .formatted(format));
  }

  public static LongVector areValid(BytesVector texts) {
    return TextRows.longs(
        new Vector[] {texts}, texts.rowCount(), row -> isValid(texts, row) ? 1 : 0);
  }

  /// The texts that are UTF-8; others are NULL or the user's error.
  public static BytesVector validated(BytesVector texts, OnError onError) {
    return TextRows.bytes(
        new Vector[] {texts},
        texts.rowCount(),
        row -> {
          if (isValid(texts, row)) {
            return texts.bytes(row);
          }
          if (onError == OnError.FAIL) {
            throw StintException.user(
                "[INVALID_UTF8_STRING] '%s' is not valid UTF-8. Use `make_valid_utf8` or `try_validate_utf8`."
                    .formatted(texts.string(row)));
          }
          return null;
        });
  }

  private static boolean isValid(BytesVector texts, int row) {
    int start = texts.starts()[row];
    return TextRepair.isValid(texts.data(), start, start + texts.lengths()[row]);
  }
}
