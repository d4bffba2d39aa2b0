package dev.stint.config.deploy;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Task functions by memory in MB, as text `1769=<version ARN>,10240=<version ARN>`.
final class TaskFunctions {

  private TaskFunctions() {}

  /// @throws IllegalArgumentException saying that the text `of` something is malformed
  static SortedMap<Integer, String> parse(String of, String text) {
    var functions = new TreeMap<Integer, String>();
    for (String entry : text.split(",", -1)) {
      int sign = entry.indexOf('=');
      if (sign < 1 || !entry.substring(0, sign).matches("\\d{1,5}") || sign == entry.length() - 1) {
        throw new IllegalArgumentException(
            "%s=%s: write <memory in MB>=<ARN>, with commas between".formatted(of, text));
      }
      int memoryMb = Integer.parseInt(entry.substring(0, sign));
      if (functions.put(memoryMb, entry.substring(sign + 1)) != null) {
        throw new IllegalArgumentException(
            "%s=%s: two functions of %d MB".formatted(of, text, memoryMb));
      }
    }
    return Collections.unmodifiableSortedMap(functions);
  }

  static String format(SortedMap<Integer, String> functions) {
    return functions.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }

  static long smallestBytes(SortedMap<Integer, String> functions) {
    return (long) functions.firstKey() << 20;
  }

  static SortedMap<Integer, String> copy(SortedMap<Integer, String> functions) {
    if (functions.isEmpty()) {
      throw new IllegalArgumentException("no task function");
    }
    return Collections.unmodifiableSortedMap(new TreeMap<>(functions));
  }
}
