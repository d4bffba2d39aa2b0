package dev.stint.coordinator.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads events in the forms in which AWS sends them, and Stint's own messages. Keys are
/// form-encoded in S3's notifications and stand as they are in EventBridge's events.
final class EventReader {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// What the scheduler puts the time in place of.
  private static final String TIME_PLACEHOLDER = "<aws.scheduler.scheduled-time>";

  private static final String SOURCES =
      "send S3 notifications of created objects, EventBridge's 'Object Created' events or Stint's"
          + " own messages to this queue, and nothing else";

  private EventReader() {}

  static List<TriggerEvent> read(byte[] text) {
    try {
      return read(MAPPER.readTree(text));
    } catch (IOException e) {
      var start = new String(text, StandardCharsets.UTF_8);
      return List.of(
          new TriggerEvent.Refused(
              "the message is not JSON", SOURCES, TextNode.valueOf(shortened(start))));
    }
  }

  /// At least one, in the order of the event.
  static List<TriggerEvent> read(JsonNode event) {
    try {
      if (event.has("stint")) {
        return List.of(own(event));
      }
      if ("s3:TestEvent".equals(event.path("Event").asText())) {
        return List.of(
            new TriggerEvent.Ignored(
                "S3's test event of bucket " + event.path("Bucket").asText("?")));
      }
      if (event.path("Records").isArray() && !event.path("Records").isEmpty()) {
        return records(event);
      }
      if (event.has("detail-type")) {
        return List.of(eventBridge(event));
      }
      return List.of(refused("the event is of no kind that is known", event));
    } catch (IllegalArgumentException | DateTimeException e) {
      return List.of(refused(String.valueOf(e.getMessage()), event));
    }
  }

  private static TriggerEvent refused(String reason, JsonNode event) {
    return new TriggerEvent.Refused(reason, SOURCES, event);
  }

  private static TriggerEvent own(JsonNode event) {
    if (event.path("stint").asInt(0) != DeadLetter.VERSION) {
      return new TriggerEvent.Refused(
          "the message has version %s of Stint's format, and this Stint reads version %d"
              .formatted(event.path("stint").asText(), DeadLetter.VERSION),
          "deploy the version of Stint that sends it",
          event);
    }
    if (event.has("schedule")) {
      var schedule = event.path("schedule");
      var time = schedule.path("time").asText("");
      return new TriggerEvent.TimeCame(
          text(schedule, "job"),
          index(schedule),
          time.isEmpty() || time.equals(TIME_PLACEHOLDER) ? null : Instant.parse(time),
          schedule.path("missed").asBoolean()
              ? TriggerEvent.Punctuality.MISSED
              : TriggerEvent.Punctuality.DUE);
    }
    if (event.has("window")) {
      var window = event.path("window");
      return new TriggerEvent.WindowEnded(
          text(window, "job"),
          index(window),
          text(window, "id"),
          Instant.parse(text(window, "end")));
    }
    return refused("the message has neither a schedule nor a window", event);
  }

  private static List<TriggerEvent> records(JsonNode event) {
    var events = new ArrayList<TriggerEvent>();
    var messages = new ArrayList<TriggerEvent.Batch.Message>();
    for (var record : event.path("Records")) {
      var source = record.path("eventSource").asText("");
      switch (source) {
        case "aws:sqs" ->
            messages.add(
                new TriggerEvent.Batch.Message(text(record, "messageId"), text(record, "body")));
        case "aws:s3" -> events.add(notification(record));
        default ->
            events.add(
                refused(
                    "a record has the event source '%s', not aws:s3 or aws:sqs".formatted(source),
                    record));
      }
    }
    if (!messages.isEmpty()) {
      events.add(new TriggerEvent.Batch(messages));
    }
    return events;
  }

  /// A record of S3's own notifications.
  private static TriggerEvent notification(JsonNode record) {
    try {
      var name = text(record, "eventName").replaceFirst("^s3:", "");
      var s3 = record.path("s3");
      var object = s3.path("object");
      var key = URLDecoder.decode(text(object, "key"), StandardCharsets.UTF_8);
      var bucket = text(s3.path("bucket"), "name");
      if (name.startsWith("ObjectCreated:")) {
        return new TriggerEvent.Uploaded(
            new ObjectVersion(
                bucket,
                key,
                versionId(object.path("versionId")),
                eTag(object.path("eTag")),
                object.path("size").asLong(-1),
                optional(object.path("sequencer")),
                Instant.parse(text(record, "eventTime"))),
            record);
      }
      return isDeletion(name) ? deleted(bucket, key) : unknown(name, record);
    } catch (IllegalArgumentException | DateTimeException e) {
      return refused("a record of an S3 notification: " + e.getMessage(), record);
    }
  }

  private static TriggerEvent eventBridge(JsonNode event) {
    var source = event.path("source").asText("");
    var type = event.path("detail-type").asText("");
    if (!source.equals("aws.s3")) {
      return refused("the event '%s' comes from %s, not from S3".formatted(type, source), event);
    }
    var detail = event.path("detail");
    var object = detail.path("object");
    var bucket = text(detail.path("bucket"), "name");
    var key = text(object, "key");
    return switch (type) {
      case "Object Created" ->
          new TriggerEvent.Uploaded(
              new ObjectVersion(
                  bucket,
                  key,
                  versionId(object.path("version-id")),
                  eTag(object.path("etag")),
                  object.path("size").asLong(-1),
                  optional(object.path("sequencer")),
                  Instant.parse(text(event, "time"))),
              event);
      case "Object Deleted" -> deleted(bucket, key);
      default -> unknown(type, event);
    };
  }

  private static boolean isDeletion(String name) {
    return name.startsWith("ObjectRemoved:") || name.startsWith("LifecycleExpiration:");
  }

  private static TriggerEvent deleted(String bucket, String key) {
    return new TriggerEvent.Ignored(
        "s3://%s/%s was deleted, which starts nothing".formatted(bucket, key));
  }

  private static TriggerEvent unknown(String name, JsonNode event) {
    return refused("the event '%s' of S3 starts no job".formatted(name), event);
  }

  private static @Nullable String optional(JsonNode value) {
    return value.isValueNode() && !value.isNull() && !value.asText().isEmpty()
        ? value.asText()
        : null;
  }

  /// Of a bucket without versions it is missing, or the word null.
  private static @Nullable String versionId(JsonNode value) {
    var text = optional(value);
    return "null".equals(text) ? null : text;
  }

  private static @Nullable String eTag(JsonNode value) {
    var text = optional(value);
    return text == null ? null : text.replace("\"", "");
  }

  private static int index(JsonNode parent) {
    var value = parent.path("trigger");
    if (!value.isInt() || value.asInt() < 0) {
      throw new IllegalArgumentException("trigger is not the index of a trigger: " + value);
    }
    return value.asInt();
  }

  private static String text(JsonNode parent, String field) {
    var value = parent.path(field);
    if (!value.isTextual() || value.asText().isEmpty()) {
      throw new IllegalArgumentException("'" + field + "' is missing");
    }
    return value.asText();
  }

  private static String shortened(String text) {
    return text.length() > 1000 ? text.substring(0, 1000) + "…" : text;
  }
}
