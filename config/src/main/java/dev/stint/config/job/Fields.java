package dev.stint.config.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Takes the keys of one mapping, so that what nobody took is unknown.
final class Fields {

  private final YamlNode.Mapping mapping;
  private final Parameters parameters;
  private final Set<String> known = new LinkedHashSet<>();

  Fields(YamlNode.Mapping mapping, Parameters parameters) {
    this.mapping = mapping;
    this.parameters = parameters;
  }

  Place place() {
    return mapping.place();
  }

  boolean has(String key) {
    return find(key) != null;
  }

  /// The value of a key, `null` when the key is absent.
  YamlNode.@Nullable Entry find(String key) {
    known.add(key);
    return mapping.entries().stream()
        .filter(entry -> entry.key().equals(key))
        .findFirst()
        .orElse(null);
  }

  @Nullable String optionalText(String key) {
    var entry = find(key);
    return entry == null ? null : text(entry.value());
  }

  String text(String key, String defaultValue) {
    var text = optionalText(key);
    return text == null ? defaultValue : text;
  }

  String text(String key) {
    var text = optionalText(key);
    if (text == null) {
      throw missing(key);
    }
    return text;
  }

  /// A text made into a value by `parse`, whose IllegalArgumentException says what is wrong.
  <T> @Nullable T parsed(String key, Function<String, T> parse) {
    var entry = find(key);
    if (entry == null) {
      return null;
    }
    try {
      return parse.apply(text(entry.value()));
    } catch (IllegalArgumentException e) {
      throw entry.value().place().refuse(entry.value().path() + ": " + e.getMessage(), e);
    }
  }

  /// One of some words, in lower case.
  String choice(String key, String defaultValue, List<String> choices) {
    var entry = find(key);
    if (entry == null) {
      return defaultValue;
    }
    var text = text(entry.value());
    var word = text.toLowerCase(java.util.Locale.ROOT);
    if (!choices.contains(word)) {
      throw entry
          .value()
          .place()
          .refuse(
              "%s is '%s'; use %s"
                  .formatted(entry.value().path(), text, String.join(", ", choices)));
    }
    return word;
  }

  /// A list of texts; one text alone counts as a list of one.
  List<String> texts(String key) {
    var entry = find(key);
    if (entry == null) {
      return List.of();
    }
    if (entry.value() instanceof YamlNode.Sequence sequence) {
      return sequence.items().stream().map(this::text).toList();
    }
    return List.of(text(entry.value()));
  }

  Map<String, String> textMap(String key) {
    var texts = new LinkedHashMap<String, String>();
    var entry = find(key);
    if (entry != null) {
      for (var child : mapping(entry.value()).entries()) {
        // An option may well be the empty text: nullValue, quote.
        texts.put(
            child.key(),
            child.value() instanceof YamlNode.Scalar scalar && scalar.text() == null
                ? ""
                : text(child.value()));
      }
    }
    return texts;
  }

  /// The entries of the mapping under `key`; none when it is absent.
  List<YamlNode.Entry> entries(String key) {
    var entry = find(key);
    return entry == null ? List.of() : mapping(entry.value()).entries();
  }

  List<YamlNode> items(String key) {
    var entry = find(key);
    if (entry == null) {
      return List.of();
    }
    if (entry.value() instanceof YamlNode.Sequence sequence) {
      return sequence.items();
    }
    throw wrongKind(entry.value(), "a list");
  }

  Fields fields(YamlNode node) {
    return new Fields(mapping(node), parameters);
  }

  String text(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar && scalar.text() != null) {
      return parameters.fill(scalar, scalar.text());
    }
    throw wrongKind(node, "a value");
  }

  void refuseUnknown() {
    var unknown = new ArrayList<YamlNode.Entry>();
    for (var entry : mapping.entries()) {
      if (!known.contains(entry.key())) {
        unknown.add(entry);
      }
    }
    if (!unknown.isEmpty()) {
      var entry = unknown.getFirst();
      throw entry
          .place()
          .refuse("%s: unknown key; %s".formatted(entry.value().path(), suggestion(entry.key())));
    }
  }

  JobException missing(String key) {
    var path = mapping.path().isEmpty() ? key : mapping.path() + "." + key;
    return place().refuse(path + " is missing");
  }

  private String suggestion(String key) {
    return Names.nearest(key, known)
        .map(nearest -> "did you mean '" + nearest + "'?")
        .orElse("known are " + String.join(", ", known));
  }

  static YamlNode.Mapping mapping(YamlNode node) {
    if (node instanceof YamlNode.Mapping mapping) {
      return mapping;
    }
    throw wrongKind(node, "a mapping (key: value)");
  }

  static JobException wrongKind(YamlNode node, String wanted) {
    var path = node.path().isEmpty() ? "the file" : node.path();
    return node.place().refuse("%s is %s; it should be %s".formatted(path, node.kind(), wanted));
  }
}
