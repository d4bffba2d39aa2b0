package dev.stint.config.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The values of `${name}` in a job file: given by the user, else the file's default. `$${` stands
/// for a plain `${`.
final class Parameters {

  private static final Pattern REFERENCE = Pattern.compile("\\$(\\$\\{)|\\$\\{([^}]*)}?");

  private final Map<String, @Nullable String> values = new LinkedHashMap<>();

  /// `defaults` has `null` for parameters that must be given.
  ///
  /// @throws JobException naming a given parameter that the file does not declare
  Parameters(String file, Map<String, @Nullable String> defaults, Map<String, String> given) {
    values.putAll(defaults);
    given.forEach(
        (name, value) -> {
          if (!defaults.containsKey(name)) {
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
}
