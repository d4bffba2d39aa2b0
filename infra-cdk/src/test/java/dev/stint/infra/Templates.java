package dev.stint.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The committed templates, which `SynthesisTest` holds to be what the stacks make.
final class Templates {

  static final List<String> NAMES = List.of("functions", "operations", "storage", "triggers");

  static final JsonNode FUNCTIONS = read("functions");
  static final JsonNode OPERATIONS = read("operations");
  static final JsonNode STORAGE = read("storage");
  static final JsonNode TRIGGERS = read("triggers");

  private Templates() {}

  static Path path(String name) {
    return Path.of("templates", name + ".json");
  }

  static JsonNode read(String name) {
    try {
      return new JsonMapper().readTree(Files.readString(path(name)));
    } catch (IOException e) {
      throw new UncheckedIOException("template " + name, e);
    }
  }

  /// The properties of a resource.
  static JsonNode properties(JsonNode template, String resource) {
    return resource(template, resource).path("Properties");
  }

  static JsonNode resource(JsonNode template, String resource) {
    var found = template.path("Resources").path(resource);
    if (found.isMissingNode()) {
      throw new AssertionError("no resource " + resource);
    }
    return found;
  }

  static JsonNode parameter(JsonNode template, String parameter) {
    return template.path("Parameters").path(parameter);
  }

  /// JSON with single quotes for double ones.
  static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A statement of a policy, and where it is.
  record Statement(String place, JsonNode json) {

    List<String> texts(String field) {
      var value = json.path(field);
      var texts = new ArrayList<String>();
      if (value.isArray()) {
        value.forEach(text -> texts.add(text(text)));
      } else {
        texts.add(text(value));
      }
      return texts;
    }

    private static String text(JsonNode value) {
      return value.isTextual() ? value.asText() : value.path("Fn::Sub").asText(value.toString());
    }
  }

  /// Of all policies in all templates, wherever they stand.
  static List<Statement> statements() {
    var statements = new ArrayList<Statement>();
    for (var name : NAMES) {
      collect(name, read(name), statements);
    }
    return statements;
  }

  private static void collect(String place, JsonNode json, List<Statement> statements) {
    for (var field : json.properties()) {
      collect(place + "/" + field.getKey(), field.getValue(), statements);
    }
    if (json.isArray()) {
      for (int i = 0; i < json.size(); i++) {
        collect(place + "/" + i, json.get(i), statements);
      }
    }
    if (json.has("Effect")) {
      statements.add(new Statement(place, json));
    }
  }
}
