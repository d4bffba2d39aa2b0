package dev.stint.executor.lambda;

import dev.stint.plan.json.PlanJson;
import dev.stint.shuffle.segment.SegmentNames;
import dev.stint.shuffle.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// How a task request or response travels through Lambda: as its JSON, or, when that is longer than
/// Lambda takes, as `{"pointer":"s3://…","bytes":n}`, which names the object that holds the JSON.
public final class TaskEnvelope {

  /// What Lambda takes as request and as response of a synchronous invocation, in bytes.
  public static final int MAX_PAYLOAD_BYTES = 6 << 20;

  private static final byte[] POINTER_START = "{\"pointer\":".getBytes(StandardCharsets.US_ASCII);

  private record Pointer(String pointer, int bytes) {}

  private TaskEnvelope() {}

  /// Where the request goes when it needs an object: beside the attempt's segment.
  public static String requestPath(String segmentPath) {
    return SegmentNames.requestPath(segmentPath);
  }

  /// Where the response goes when it needs an object.
  public static String responsePath(String segmentPath) {
    return SegmentNames.responsePath(segmentPath);
  }

  /// The payload for `json`, which is written to `path` if it is longer than `maxBytes`.
  public static byte[] seal(byte[] json, int maxBytes, String path, ObjectStore store) {
    if (json.length <= maxBytes) {
      return json;
    }
    store.write(path, json);
    return PlanJson.write(new Pointer(path, json.length));
  }

  /// The JSON behind a payload.
  public static byte[] open(byte[] payload, ObjectStore store) {
    if (!isPointer(payload)) {
      return payload;
    }
    var pointer = PlanJson.read(payload, Pointer.class);
    return store.read(pointer.pointer(), 0, pointer.bytes());
  }

  private static boolean isPointer(byte[] payload) {
    int length = POINTER_START.length;
    return payload.length > length && Arrays.equals(payload, 0, length, POINTER_START, 0, length);
  }
}
