package dev.stint.plan.format;

import dev.stint.plan.failure.NearestName;
import dev.stint.plan.failure.StintException;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Takes a format's options out of a map one by one, so that what is left at the end is unknown.
final class OptionReader {

  private final String format;
  private final Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final TreeSet<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  /// Options of Spark's with one answer, which are not offered to anybody.
  private final TreeSet<String> answered = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  OptionReader(String format, Map<String, String> options) {
    this.format = format;
    this.options.putAll(options);
  }

  String text(String name, String defaultValue) {
    var value = optionalText(name);
    return value == null ? defaultValue : value;
  }

  @Nullable String optionalText(String name) {
    known.add(name);
    return options.get(name);
  }

  boolean flag(String name, boolean defaultValue) {
    var value = text(name, Boolean.toString(defaultValue)).toLowerCase(Locale.ROOT);
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw bad(name, value, List.of("true", "false"));
    };
  }

  String choice(String name, String defaultValue, String... choices) {
    var value = text(name, defaultValue).toLowerCase(Locale.ROOT);
    if (!List.of(choices).contains(value)) {
      throw bad(name, value, List.of(choices));
    }
    return value;
  }

  /// An option of Spark's for which Stint has one answer alone; `remedy` is for those who want
  /// another.
  void only(String name, String value, String remedy) {
    answered.add(name);
    var given = options.get(name);
    if (given != null && !given.equalsIgnoreCase(value)) {
      throw unsupported(name, " but as %s; %s".formatted(value, remedy));
    }
  }

  /// An option of Spark's that Stint does not have at all.
  void refuse(String name, String remedy) {
    answered.add(name);
    if (options.containsKey(name)) {
      throw unsupported(name, "; " + remedy);
    }
  }

  /// An option that changes no result.
  void ignored(String name) {
    answered.add(name);
  }

  private StintException unsupported(String name, String remedy) {
    return StintException.user(
        "option %s of %s is not supported%s".formatted(name, format, remedy));
  }

  /// A whole number from 1 on, or -1 for no bound.
  int bound(String name, int defaultValue) {
    var value = text(name, Integer.toString(defaultValue));
    try {
      int bound = Integer.parseInt(value.strip());
      if (bound >= 1 || bound == -1) {
        return bound;
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw bad(name, value, List.of("a whole number from 1 on", "-1 for no bound"));
  }

  <E extends Enum<E>> E oneOf(String name, E defaultValue, E[] values) {
    var value = text(name, defaultValue.name());
    var names = new ArrayList<String>();
    for (var one : values) {
      if (one.name().equalsIgnoreCase(value)) {
        return one;
      }
      names.add(one.name());
    }
    throw bad(name, value, names);
  }

  /// What stands between fields.
  String separator() {
    var name = optionalText("sep") == null ? "delimiter" : "sep";
    var value = unescaped(name, text(name, ","));
    if (value.isEmpty()) {
      throw bad(name, value, List.of("the character between fields"));
    }
    return value;
  }

  /// One ASCII character, `null` for the usual ends of lines.
  @Nullable Character lineSeparator() {
    var value = optionalText("lineSep");
    if (value == null) {
      return null;
    }
    var text = unescaped("lineSep", value);
    if (text.equals("\r\n")) {
      return null;
    }
    if (text.length() != 1 || text.charAt(0) > 0x7f) {
      throw bad("lineSep", value, List.of("one ASCII character", "\\r\\n"));
    }
    return text.charAt(0);
  }

  /// A single ASCII character; the empty text switches it off.
  @Nullable Character character(String name, @Nullable Character defaultValue) {
    var value = optionalText(name);
    if (value == null) {
      return defaultValue;
    }
    var text = unescaped(name, value);
    if (text.length() > 1 || (text.length() == 1 && text.charAt(0) > 0x7f)) {
      throw bad(name, value, List.of("a single ASCII character"));
    }
    return text.isEmpty() || text.charAt(0) == 0 ? null : text.charAt(0);
  }

  /// With `\t`, `\u0001` and their like as the characters that they stand for. A backslash alone is
  /// one, and so are two.
  private String unescaped(String name, String value) {
    if (value.length() < 2 || value.indexOf('\\') < 0) {
      return value;
    }
    var text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '\\' || i + 1 == value.length()) {
        text.append(c);
      } else if (value.startsWith("u", i + 1)) {
        text.append(codePoint(name, value, i));
        i += 5;
      } else {
        i++;
        text.append(escaped(name, value, value.charAt(i)));
      }
    }
    return text.toString();
  }

  private char codePoint(String name, String value, int at) {
    try {
      return (char) Integer.parseInt(value.substring(at + 2, at + 6), 16);
    } catch (NumberFormatException | IndexOutOfBoundsException _) {
      throw bad(name, value, List.of("four hexadecimal digits after \\u"));
    }
  }

  private char escaped(String name, String value, char letter) {
    return switch (letter) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '0' -> '\0';
      case '\\', '"', '\'' -> letter;
      default ->
          throw bad(name, value, List.of("\\t, \\u0001 and the like, or \\\\ for a backslash"));
    };
  }

  /// The name of a time zone; `null` for the session's.
  @Nullable String timeZone() {
    var value = optionalText("timeZone");
    if (value == null) {
      return null;
    }
    try {
      return ZoneId.of(value.strip(), ZoneId.SHORT_IDS).getId();
    } catch (DateTimeException _) {
      throw bad(
          "timeZone", value, List.of("a name such as Europe/Berlin", "an offset such as +02:00"));
    }
  }

  BadRecordMode badRecordMode() {
    var value = text("mode", "PERMISSIVE").toUpperCase(Locale.ROOT);
    for (var mode : BadRecordMode.values()) {
      if (mode.name().equals(value)) {
        return mode;
      }
    }
    throw bad("mode", value, List.of("PERMISSIVE", "DROPMALFORMED", "FAILFAST"));
  }

  /// The name of a character set, as Java writes it.
  String encoding() {
    var value = text("encoding", text("charset", "UTF-8"));
    try {
      return Charset.forName(value).name();
    } catch (IllegalArgumentException _) {
      throw bad("encoding", value, List.of("UTF-8", "ISO-8859-1", "windows-1252", "UTF-16"));
    }
  }

  void refuseUnknown() {
    var unknown = new ArrayList<String>();
    for (var name : options.keySet()) {
      if (!known.contains(name) && !answered.contains(name)) {
        unknown.add(name);
      }
    }
    if (!unknown.isEmpty()) {
      throw StintException.user(
          "%s has no option '%s'%s It has %s"
              .formatted(
                  format,
                  unknown.getFirst(),
                  NearestName.find(unknown.getFirst(), known)
                      .map(nearest -> "; did you mean '" + nearest + "'?")
                      .orElse("."),
                  String.join(", ", known)));
    }
  }

  private StintException bad(String name, String value, List<String> allowed) {
    return StintException.user(
        "option %s of %s is '%s'; use %s"
            .formatted(name, format, value, String.join(", ", allowed)));
  }
}
