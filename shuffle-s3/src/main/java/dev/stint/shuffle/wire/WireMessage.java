package dev.stint.shuffle.wire;

import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import org.jspecify.annotations.Nullable;

/// A payload: one of request, response and pointer. Of a pointer, an object of so many bytes holds
/// the message itself.
record WireMessage(
    int version,
    @Nullable TaskRequest request,
    @Nullable TaskResponse response,
    @Nullable WirePointer pointer) {

  record WirePointer(String path, int bytes) {}

  static WireMessage of(TaskRequest request) {
    return new WireMessage(TaskWire.VERSION, request, null, null);
  }

  static WireMessage of(TaskResponse response) {
    return new WireMessage(TaskWire.VERSION, null, response, null);
  }

  static WireMessage of(WirePointer pointer) {
    return new WireMessage(TaskWire.VERSION, null, null, pointer);
  }
}
