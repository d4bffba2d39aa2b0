package dev.stint.coordinator.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What is stored of a job beside its text, as
/// `{"version":1,"registered":TIME,"since":TIME,"activity":"active","parameters":{…}}`.
record StoredState(
    Map<String, String> parameters,
    Instant registered,
    Instant since,
    RegisteredJob.Activity activity) {

  private static final int VERSION = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  StoredState {
    parameters = Map.copyOf(parameters);
  }

  byte[] toJson() {
    var json =
        MAPPER
            .createObjectNode()
            .put("version", VERSION)
            .put("registered", registered.toString())
            .put("since", since.toString())
            .put("activity", activity.name().toLowerCase(Locale.ROOT));
    var values = json.putObject("parameters");
    parameters.forEach(values::put);
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// @throws StintException of kind USER when another version of Stint wrote it
  static StoredState parse(String path, String text) {
    try {
      var json = MAPPER.readTree(text);
      int version = json.path("version").asInt(0);
      if (version != VERSION) {
        throw StintException.user(
            "%s has version %d of its format, and this Stint reads version %d: put the job again"
                .formatted(path, version, VERSION));
      }
      var parameters = new LinkedHashMap<String, String>();
      json.path("parameters")
          .properties()
          .forEach(entry -> parameters.put(entry.getKey(), entry.getValue().asText()));
      return new StoredState(
          parameters,
          Instant.parse(json.path("registered").asText()),
          Instant.parse(json.path("since").asText()),
          RegisteredJob.Activity.valueOf(json.path("activity").asText().toUpperCase(Locale.ROOT)));
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      throw StintException.user(
          "%s does not say how a job stands (%s): put the job again"
              .formatted(path, e.getMessage()),
          e);
    }
  }
}
