package dev.stint.coordinator.ui;

import java.nio.charset.StandardCharsets;

/// What the server says. The body is not changed.
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(int status, String type, byte[] body) {

  static Answer html(String text) {
    return new Answer(200, "text/html; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  static Answer text(int status, String text) {
    return new Answer(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  static Answer asset(String name, String text) {
    var type = name.endsWith(".css") ? "text/css" : "text/javascript";
    return new Answer(200, type + "; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  static Answer json(Object data) {
    return new Answer(200, "application/json", PageJson.bytes(data));
  }

  /// There is nothing newer.
  static Answer unchanged() {
    return new Answer(204, "text/plain; charset=utf-8", new byte[0]);
  }
}
