package dev.stint.shuffle.wire;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.json.PlanJson;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.wire.WireMessage.WirePointer;

/// Writes and reads the payloads of a function's invocations, whose form
/// `function-executor/README.md` describes. A message longer than a payload may be lies in an
/// object beside the attempt's segment, and the payload points at it.
///
/// Each payload bears the version of the form. Whoever gets another version than its own refuses
/// it, and looks at nothing else in it: plans change with the form. Immutable; threads share one.
public final class TaskWire {

  /// Changes with every change of a plan, request or response that an older reader cannot take.
  public static final int VERSION = 8;

  /// What Lambda takes as request and as response of a synchronous invocation, in bytes.
  public static final int MAX_PAYLOAD_BYTES = 6 << 20;

  private final ObjectStore store;
  private final int maxPayloadBytes;

  /// `store` holds what is too long for a payload, and remains its owner's.
  public TaskWire(ObjectStore store) {
    this(store, MAX_PAYLOAD_BYTES);
  }

  public TaskWire(ObjectStore store, int maxPayloadBytes) {
    this.store = store;
    this.maxPayloadBytes = maxPayloadBytes;
  }

  /// Where the request goes when it needs an object: beside the attempt's segment, so below the
  /// run's folder, and swept with it.
  public static String requestPath(String segmentPath) {
    return segmentPath + ".request.json";
  }

  /// Where the response goes when it needs an object: beside the attempt's segment too.
  public static String responsePath(String segmentPath) {
    return segmentPath + ".response.json";
  }

  /// The payload of a request.
  ///
  /// @throws StintException when the object that it needs cannot be written
  public byte[] write(TaskRequest request) {
    return fitted(WireMessage.of(request), requestPath(request.segmentPath()));
  }

  /// The payload of the response to a request with that segment path.
  ///
  /// @throws StintException when the object that it needs cannot be written
  public byte[] write(TaskResponse response, String segmentPath) {
    return fitted(WireMessage.of(response), responsePath(segmentPath));
  }

  /// The payload of a failure before anything is known of the request; it needs no object.
  public static byte[] write(TaskResponse.Failed failure) {
    return PlanJson.write(WireMessage.of(failure));
  }

  /// What the function was asked for.
  ///
  /// @throws StintException of kind USER when the coordinator speaks another version
  public TaskRequest readRequest(byte[] payload) {
    var request = read(payload, "this function", "the request").request();
    if (request == null) {
      throw StintException.internal("a payload without a request", null);
    }
    return request;
  }

  /// What the function answered.
  ///
  /// @throws StintException of kind USER when the function speaks another version
  public TaskResponse readResponse(byte[] payload) {
    var response = read(payload, "this coordinator", "the response").response();
    if (response == null) {
      throw StintException.internal("a payload without a response", null);
    }
    return response;
  }

  private byte[] fitted(WireMessage message, String path) {
    byte[] json = PlanJson.write(message);
    if (json.length <= maxPayloadBytes) {
      return json;
    }
    store.write(path, json);
    return PlanJson.write(WireMessage.of(new WirePointer(path, json.length)));
  }

  private WireMessage read(byte[] payload, String reader, String read) {
    var message = message(payload, reader, read);
    var pointer = message.pointer();
    return pointer == null
        ? message
        : message(store.read(pointer.path(), 0, pointer.bytes()), reader, read);
  }

  private static WireMessage message(byte[] json, String reader, String read) {
    // Payloads without a version are older than versions are.
    int version = PlanJson.readInt(json, "version");
    if (version != VERSION) {
      throw StintException.user(
          "%s speaks version %d of Stint's task format, %s has version %d: deploy function and coordinator from the same version"
              .formatted(reader, VERSION, read, version));
    }
    return PlanJson.read(json, WireMessage.class);
  }
}
