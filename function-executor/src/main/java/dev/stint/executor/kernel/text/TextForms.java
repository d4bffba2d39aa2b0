package dev.stint.executor.kernel.text;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.TextRows;
import dev.stint.plan.failure.StintException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Strings in other forms: masked, laid over, as they sound.
public final class TextForms {

  /// Codes of the letters from A on; 0 is a vowel, 7 for H and W, which part no codes.
  private static final String SOUNDS = "01230127022455012623017202";

  private static final char SILENT = '7';

  private TextForms() {}

  public static BytesVector soundex(BytesVector texts) {
    return TextRows.texts(
        new Vector[] {texts}, texts.rowCount(), row -> soundex(texts.string(row)));
  }

  private static String soundex(String text) {
    if (text.isEmpty() || !isLetter(upper(text.charAt(0)))) {
      return text;
    }
    var code = new StringBuilder(4).append(upper(text.charAt(0)));
    char last = sound(upper(text.charAt(0)));
    for (int at = 1; at < text.length() && code.length() < 4; at++) {
      char letter = upper(text.charAt(at));
      if (!isLetter(letter)) {
        last = '0';
        continue;
      }
      char sound = sound(letter);
      if (sound == SILENT) {
        continue;
      }
      if (sound != '0' && sound != last) {
        code.append(sound);
      }
      last = sound;
    }
    return code.append("000").substring(0, 4);
  }

  private static char upper(char letter) {
    return letter >= 'a' && letter <= 'z' ? (char) (letter - 'a' + 'A') : letter;
  }

  private static boolean isLetter(char letter) {
    return letter >= 'A' && letter <= 'Z';
  }

  private static char sound(char letter) {
    return SOUNDS.charAt(letter - 'A');
  }

  /// In single quotes, with a backslash before those within.
  public static BytesVector quote(BytesVector texts) {
    return TextRows.texts(
        new Vector[] {texts},
        texts.rowCount(),
        row -> "'" + texts.string(row).replace("'", "\\'") + "'");
  }

  /// Whether the digits end in their check digit by Luhn.
  public static LongVector luhnCheck(BytesVector texts) {
    return TextRows.longs(
        new Vector[] {texts}, texts.rowCount(), row -> isLuhn(texts.string(row)) ? 1 : 0);
  }

  private static boolean isLuhn(String text) {
    int sum = 0;
    boolean isDoubled = false;
    for (int at = text.length() - 1; at >= 0; at--) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      int part = isDoubled ? digit * 2 : digit;
      sum += part > 9 ? part - 9 : part;
      isDoubled = !isDoubled;
    }
    return !text.isEmpty() && sum % 10 == 0;
  }

  /// Text, and what takes the place of upper-case letters, lower-case ones, digits and others; NULL
  /// keeps them.
  public static BytesVector mask(Vector[] arguments, int rowCount) {
    return TextRows.texts(
        new Vector[] {arguments[0]},
        rowCount,
        row -> {
          var masked = new StringBuilder();
          string(arguments[0], row)
              .codePoints()
              .forEach(codePoint -> append(masked, codePoint, arguments[kind(codePoint)], row));
          return masked.toString();
        });
  }

  private static int kind(int codePoint) {
    if (Character.isUpperCase(codePoint)) {
      return 1;
    }
    if (Character.isLowerCase(codePoint)) {
      return 2;
    }
    return Character.isDigit(codePoint) ? 3 : 4;
  }

  private static void append(StringBuilder masked, int codePoint, Vector mask, int row) {
    if (mask.isNull(row)) {
      masked.appendCodePoint(codePoint);
    } else {
      String text = string(mask, row);
      if (text.codePointCount(0, text.length()) != 1) {
        throw StintException.user(
            "[DATATYPE_MISMATCH.INPUT_SIZE_NOT_ONE] mask: what takes a character's place must be"
                + " one"
                + " character, but is '%s'".formatted(text));
      }
      masked.append(text);
    }
  }

  /// Text, what is laid over it, position from 1 and length (that of the second if negative), in
  /// code points.
  public static BytesVector overlay(Vector[] arguments, int rowCount) {
    long[] positions = ((LongVector) arguments[2]).values();
    long[] lengths = ((LongVector) arguments[3]).values();
    return TextRows.texts(
        arguments,
        rowCount,
        row -> {
          int[] text = string(arguments[0], row).codePoints().toArray();
          int[] by = string(arguments[1], row).codePoints().toArray();
          long length = lengths[row] < 0 ? by.length : lengths[row];
          int before = at(text.length, positions[row] - 1);
          int after = at(text.length, positions[row] - 1 + length);
          return new String(text, 0, before)
              + new String(by, 0, by.length)
              + new String(text, after, text.length - after);
        });
  }

  private static int at(int length, long place) {
    return Math.toIntExact(Math.clamp(place, 0L, (long) length));
  }

  /// As [#overlay], of bytes.
  public static BytesVector overlayBytes(Vector[] arguments, int rowCount) {
    long[] positions = ((LongVector) arguments[2]).values();
    long[] lengths = ((LongVector) arguments[3]).values();
    return TextRows.bytes(
        arguments,
        rowCount,
        row -> {
          byte[] bytes = ((BytesVector) arguments[0]).bytes(row);
          byte[] by = ((BytesVector) arguments[1]).bytes(row);
          long length = lengths[row] < 0 ? by.length : lengths[row];
          int before = at(bytes.length, positions[row] - 1);
          int after = at(bytes.length, positions[row] - 1 + length);
          byte[] result = new byte[before + by.length + bytes.length - after];
          System.arraycopy(bytes, 0, result, 0, before);
          System.arraycopy(by, 0, result, before, by.length);
          System.arraycopy(bytes, after, result, before + by.length, bytes.length - after);
          return result;
        });
  }

  /// Number, and that many values or more: the one with that number.
  public static BytesVector element(Vector[] arguments, int rowCount) {
    var numbers = (LongVector) arguments[0];
    return TextRows.bytes(
        new Vector[] {numbers}, rowCount, row -> chosen(arguments, numbers.values()[row], row));
  }

  private static byte @Nullable [] chosen(Vector[] arguments, long number, int row) {
    if (number < 1 || number >= arguments.length) {
      throw StintException.user(
          "[INVALID_ARRAY_INDEX] elt: there are values 1 to %d, but not %d. Guard the row with CASE."
              .formatted(arguments.length - 1, number));
    }
    var values = (BytesVector) arguments[Math.toIntExact(number)];
    return values.isNull(row) ? null : values.bytes(row);
  }

  /// Word and words between commas: the number of the word among them, from 1, else 0.
  public static LongVector findInSet(BytesVector words, BytesVector sets) {
    return TextRows.longs(
        new Vector[] {words, sets},
        words.rowCount(),
        row -> {
          String word = words.string(row);
          var set = List.of(sets.string(row).split(",", -1));
          return word.contains(",") ? 0 : set.indexOf(word) + 1;
        });
  }

  /// Fails with the first message that is not NULL, under the class that a user's error has unless
  /// there are other `classes`.
  public static BytesVector raise(
      BytesVector messages, @Nullable BytesVector classes, int rowCount) {
    return TextRows.texts(
        new Vector[] {messages},
        rowCount,
        row -> {
          String name = classes == null ? "USER_RAISED_EXCEPTION" : classes.string(row);
          throw StintException.user("[" + name + "] " + messages.string(row));
        });
  }

  private static String string(Vector vector, int row) {
    return ((BytesVector) vector).string(row);
  }
}
