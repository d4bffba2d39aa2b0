package dev.stint.executor.kernel.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.TextRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Parts of JSON texts, by paths such as `$.a['b'][0][*]`.
public final class JsonPaths {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final ObjectReader PARTS =
      MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final Pattern STEP =
      Pattern.compile("\\.([^.\\[]+)|\\['([^']*)'\\]|\\[\\s*(\\d+|\\*)\\s*\\]");

  private JsonPaths() {}

  /// What is at a path: a string without its quotes, anything else as JSON. NULL if there is
  /// nothing, or the text is no JSON, or the path none.
  public static BytesVector get(BytesVector texts, BytesVector paths) {
    return TextRows.texts(
        new Vector[] {texts, paths},
        texts.rowCount(),
        row -> {
          var steps = steps(paths.string(row));
          var root = steps == null ? null : parse(texts.string(row));
          return steps == null || root == null ? null : text(root, steps);
        });
  }

  /// The field of an object that is called by a name, the last one of several: a string without its
  /// quotes, anything else as JSON. NULL if there is none, or the text is no object. `kinds` say
  /// that names are no paths.
  public static BytesVector field(BytesVector texts, BytesVector names, BytesVector kinds) {
    return TextRows.texts(
        new Vector[] {texts, names, kinds},
        texts.rowCount(),
        row -> field(texts.string(row), names.string(row)));
  }

  private static @Nullable String field(String text, String name) {
    String found = null;
    try (var parser = PARTS.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isIt = parser.currentName().equals(name);
        parser.nextToken();
        JsonNode value = PARTS.readTree(parser);
        if (isIt) {
          found = value.isNull() ? null : value.isTextual() ? value.textValue() : value.toString();
        }
      }
      return found;
    } catch (IOException _) {
      return null;
    }
  }

  /// NULL of what is no array.
  public static LongVector arrayLength(BytesVector texts) {
    return TextRows.longsOrNull(
        new Vector[] {texts},
        texts.rowCount(),
        row -> {
          var root = parse(texts.string(row));
          return root != null && root.isArray() ? Long.valueOf(root.size()) : null;
        });
  }

  private static @Nullable JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException _) {
      return null;
    }
  }

  /// Names, numbers and `*`, each with its kind before it; `null` when it is no path.
  private static @Nullable List<String> steps(String path) {
    if (!path.startsWith("$")) {
      return null;
    }
    var steps = new ArrayList<String>();
    var matcher = STEP.matcher(path);
    int at = 1;
    while (at < path.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        return null;
      }
      String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      steps.add(name != null ? "." + name : "[" + matcher.group(3));
      at = matcher.end();
    }
    return steps;
  }

  private static @Nullable String text(JsonNode root, List<String> steps) {
    var found = new ArrayList<JsonNode>();
    collect(root, steps, found);
    boolean isOfSeveral = steps.contains("[*") || steps.contains(".*");
    if (found.isEmpty()) {
      return null;
    }
    var first = found.getFirst();
    if (!isOfSeveral) {
      return first.isNull() ? null : first.isTextual() ? first.textValue() : first.toString();
    }
    return found.size() == 1
        ? first.toString()
        : found.stream().map(JsonNode::toString).collect(Collectors.joining(",", "[", "]"));
  }

  private static void collect(JsonNode node, List<String> steps, List<JsonNode> found) {
    if (steps.isEmpty()) {
      found.add(node);
      return;
    }
    String step = steps.getFirst();
    var rest = steps.subList(1, steps.size());
    if (step.equals("[*") || step.equals(".*")) {
      node.forEach(child -> collect(child, rest, found));
    } else if (step.startsWith("[")) {
      var child = node.isArray() ? element(node, step.substring(1)) : null;
      if (child != null) {
        collect(child, rest, found);
      }
    } else if (node.has(step.substring(1))) {
      collect(node.get(step.substring(1)), rest, found);
    }
  }

  private static @Nullable JsonNode element(JsonNode array, String number) {
    return number.length() > 9 ? null : array.get(Integer.parseInt(number));
  }
}
