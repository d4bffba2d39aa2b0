package dev.stint.tests.faults;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A request or an answer of HTTP/1.1, whole. `head` is its first line and its header fields; the
/// body is what they announce, without transfer coding.
final class HttpMessage {

  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private final List<String> head;
  private final byte[] body;

  HttpMessage(List<String> head, byte[] body) {
    this.head = List.copyOf(head);
    this.body = body;
  }

  /// The next request of a connection, `null` at its end. Who waits for leave to send the body gets
  /// it through `out`.
  static @Nullable HttpMessage readRequest(InputStream in, OutputStream out) throws IOException {
    var head = readHead(in);
    if (head.isEmpty()) {
      return null;
    }
    boolean waits = head.removeIf(line -> line.toLowerCase(Locale.ROOT).startsWith("expect:"));
    if (waits) {
      out.write(CONTINUE);
      out.flush();
    }
    return new HttpMessage(head, readBody(in, head));
  }

  /// The answer to `request`.
  static HttpMessage readAnswer(InputStream in, HttpMessage request) throws IOException {
    var head = readHead(in);
    while (!head.isEmpty() && head.getFirst().startsWith("HTTP/1.1 1")) {
      head = readHead(in);
    }
    if (head.isEmpty()) {
      throw new EOFException("no answer");
    }
    boolean hasNone = request.method().equals("HEAD") || isBodiless(head.getFirst());
    if (hasNone) {
      return new HttpMessage(head, new byte[0]);
    }
    byte[] body = readBody(in, head);
    if (head.removeIf(line -> line.toLowerCase(Locale.ROOT).startsWith("transfer-encoding:"))) {
      head.add("Content-Length: " + body.length);
    }
    return new HttpMessage(head, body);
  }

  private static boolean isBodiless(String statusLine) {
    return statusLine.startsWith("HTTP/1.1 204") || statusLine.startsWith("HTTP/1.1 304");
  }

  private static List<String> readHead(InputStream in) throws IOException {
    var lines = new ArrayList<String>();
    for (String line = readLine(in); line != null && !line.isEmpty(); line = readLine(in)) {
      lines.add(line);
    }
    return lines;
  }

  private static @Nullable String readLine(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  private static byte[] readBody(InputStream in, List<String> head) throws IOException {
    if ("chunked".equalsIgnoreCase(field(head, "transfer-encoding"))) {
      return readChunks(in);
    }
    var length = field(head, "content-length");
    return readExactly(in, length == null ? 0 : Integer.parseInt(length));
  }

  private static byte[] readChunks(InputStream in) throws IOException {
    var body = new ByteArrayOutputStream();
    for (int length = chunkLength(in); length > 0; length = chunkLength(in)) {
      body.write(readExactly(in, length));
      var _ = readLine(in);
    }
    var _ = readLine(in);
    return body.toByteArray();
  }

  private static int chunkLength(InputStream in) throws IOException {
    var line = readLine(in);
    if (line == null) {
      throw new EOFException("in the middle of chunks");
    }
    return Integer.parseInt(line.replaceFirst(";.*", "").strip(), 16);
  }

  private static byte[] readExactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("%d bytes of %d".formatted(bytes.length, length));
    }
    return bytes;
  }

  private static @Nullable String field(List<String> head, String name) {
    return head.stream()
        .skip(1)
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse(null);
  }

  /// A request's method, or the version of an answer.
  String method() {
    return word(0);
  }

  /// A request's path and query, or the status of an answer.
  String target() {
    return word(1);
  }

  private String word(int index) {
    return head.getFirst().split(" ", 3)[index];
  }

  int bodyBytes() {
    return body.length;
  }

  /// The same with one bit of the body changed, the one at `place` in [0, 1).
  HttpMessage withFlippedBit(double place) {
    byte[] changed = body.clone();
    int index = Math.min(changed.length - 1, (int) (place * changed.length));
    changed[index] ^= 1;
    return new HttpMessage(head, changed);
  }

  void write(OutputStream out) throws IOException {
    out.write(bytes());
    out.flush();
  }

  /// The first half, which ends in the middle of the body where there is one.
  void writeHalf(OutputStream out) throws IOException {
    byte[] bytes = bytes();
    out.write(bytes, 0, body.length == 0 ? bytes.length / 2 : bytes.length - body.length / 2 - 1);
    out.flush();
  }

  private byte[] bytes() {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(
        (String.join("\r\n", head) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  /// S3's refusal of a request.
  static HttpMessage refusal(int status, String code) {
    byte[] body =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
            .formatted(code, "made up by the test")
            .getBytes(StandardCharsets.UTF_8);
    return new HttpMessage(
        List.of(
            "HTTP/1.1 " + status + " " + code,
            "Content-Type: application/xml",
            "Content-Length: " + body.length),
        body);
  }
}
