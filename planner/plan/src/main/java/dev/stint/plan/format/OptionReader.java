package dev.stint.plan.format;

import dev.stint.plan.failure.NearestName;
import dev.stint.plan.failure.StintException;
import java.nio.charset.Charset;
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

  /// A single character; the empty text switches it off.
  @Nullable Character character(String name, @Nullable Character defaultValue) {
    var value = optionalText(name);
    if (value == null) {
      return defaultValue;
    }
    if (value.length() > 1) {
      throw bad(name, value, List.of("a single character"));
    }
    return value.isEmpty() ? null : value.charAt(0);
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
      if (!known.contains(name)) {
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
