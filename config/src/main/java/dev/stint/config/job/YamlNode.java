package dev.stint.config.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A YAML value that knows where it stands. `path` names it in messages: `inputs.trips.format`.
sealed interface YamlNode {

  Place place();

  String path();

  /// What it is, for messages.
  String kind();

  /// `text` as written, without quotes; `null` for an empty value. Its type is its reader's affair.
  record Scalar(Place place, String path, @Nullable String text) implements YamlNode {
    @Override
    public String kind() {
      return text == null ? "empty" : "'" + text + "'";
    }
  }

  record Sequence(Place place, String path, List<YamlNode> items) implements YamlNode {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /// Keys in the order of the file, each once.
  record Mapping(Place place, String path, List<Entry> entries) implements YamlNode {
    @Override
    public String kind() {
      return "a mapping";
    }
  }

  record Entry(Place place, String key, YamlNode value) {}
}
