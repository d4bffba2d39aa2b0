package dev.stint.config.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The values of `${name}` in a job file: given by the user, else the file's default, else what the
/// execution's times say. `$${` stands for a plain `${`.
final class Parameters {

  private static final Pattern REFERENCE = Pattern.compile("\\$(\\$\\{)|\\$\\{([^}]*)}?");

  private final Map<String, @Nullable String> values = new LinkedHashMap<>();

  /// `defaults` has `null` for parameters that must be given.
  ///
  /// @throws JobException naming a given parameter that the file does not declare and no job has
  Parameters(
      String file,
      Map<String, @Nullable String> defaults,
      Map<String, String> given,
      RunTimes times) {
    values.putAll(times.values());
    values.putAll(defaults);
    given.forEach(
        (name, value) -> {
          if (!defaults.containsKey(name) && !RunTimes.NAMES.contains(name)) {
            throw new JobException(
                file + ": " + Names.unknown("parameter", name, defaults.keySet(), "declares"));
          }
          values.put(name, value);
        });
  }

  String fill(YamlNode.Scalar scalar, String text) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            match -> {
              var value = match.group(1) != null ? "${" : value(scalar, match.group(2));
              return Matcher.quoteReplacement(value);
            });
  }

  private String value(YamlNode.Scalar scalar, String name) {
    if (!values.containsKey(name)) {
      refuseUnknownTime(scalar, name);
      throw scalar
          .place()
          .refuse(
              scalar.path()
                  + ": "
                  + Names.unknown("parameter", name, values.keySet(), "declares under parameters"));
    }
    var value = values.get(name);
    if (value == null) {
      throw scalar
          .place()
          .refuse(
              "%s needs parameter '%s', which has no default; give it with --param %s=…"
                  .formatted(scalar.path(), name, name));
    }
    return value;
  }

  private static void refuseUnknownTime(YamlNode.Scalar scalar, String name) {
    if (RunTimes.NAMES.contains(name)) {
      throw scalar
          .place()
          .refuse(
              "%s uses %s, which %s; give it with --param %s=…, or a default under parameters"
                  .formatted(
                      scalar.path(),
                      name,
                      name.startsWith("previous")
                          ? "only the executions of a schedule have"
                          : "is not known here",
                      name));
    }
  }
}
