package dev.stint.config.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads one YAML document into [YamlNode]s. Anchors, tags and second documents are refused: a job
/// file should say what it means in one place.
final class YamlReader {

  private static final YAMLFactory FACTORY = new YAMLFactory();

  private final String file;
  private final YAMLParser parser;

  private YamlReader(String file, YAMLParser parser) {
    this.file = file;
    this.parser = parser;
  }

  static YamlNode read(String file, String text) {
    try (var parser = FACTORY.createParser(text)) {
      var reader = new YamlReader(file, parser);
      if (parser.nextToken() == null) {
        throw new Place(file, 1, 1).refuse("the file is empty");
      }
      var root = reader.value("");
      if (parser.nextToken() != null) {
        throw reader.place().refuse("a second document; a job file has one");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw syntaxError(file, e);
    } catch (IOException e) {
      throw new JobException(file + ": " + e.getMessage(), e);
    }
  }

  private static JobException syntaxError(String file, JsonProcessingException e) {
    var location = e.getLocation();
    var place =
        location == null
            ? new Place(file, 1, 1)
            : new Place(file, location.getLineNr(), location.getColumnNr());
    // Without the excerpts and positions that the parser puts between its sentences, indented.
    var message =
        e.getOriginalMessage()
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith(" "))
            .collect(Collectors.joining(": "));
    return place.refuse("not YAML: " + message, e);
  }

  private Place place() {
    var location = parser.currentTokenLocation();
    return new Place(file, location.getLineNr(), location.getColumnNr());
  }

  private YamlNode value(String path) throws IOException {
    if (parser.isCurrentAlias() || parser.getObjectId() != null) {
      throw place().refuse("anchors and aliases are not read; write the value out");
    }
    var token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> mapping(path);
      case START_ARRAY -> sequence(path);
      case VALUE_NULL -> new YamlNode.Scalar(place(), path, null);
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
          new YamlNode.Scalar(place(), path, parser.getText());
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw place().refuse("cannot be read: " + token);
    };
  }

  private YamlNode mapping(String path) throws IOException {
    var start = place();
    var entries = new ArrayList<YamlNode.Entry>();
    var keys = new HashSet<@Nullable String>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var key = parser.currentName();
      var place = place();
      var childPath = path.isEmpty() ? key : path + "." + key;
      if (!keys.add(key)) {
        throw place.refuse(childPath + " is given twice");
      }
      parser.nextToken();
      entries.add(new YamlNode.Entry(place, key, value(childPath)));
    }
    return new YamlNode.Mapping(start, path, entries);
  }

  private YamlNode sequence(String path) throws IOException {
    var start = place();
    var items = new ArrayList<YamlNode>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(path + "[" + items.size() + "]"));
    }
    return new YamlNode.Sequence(start, path, items);
  }
}
