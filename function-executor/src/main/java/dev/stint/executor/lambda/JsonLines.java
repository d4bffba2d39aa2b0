package dev.stint.executor.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// Writes log lines: a JSON object each, to standard output, which Lambda keeps in CloudWatch Logs.
/// Safe for use by many threads.
final class JsonLines {

  private static final JsonFactory JSON = new JsonFactory();

  private final PrintStream out;

  JsonLines(PrintStream out) {
    this.out = out;
  }

  interface Fields {

    void write(JsonGenerator json) throws IOException;
  }

  void write(Fields fields) {
    var line = new StringWriter();
    try (var json = JSON.createGenerator(line)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail", e);
    }
    // In one call, or lines of other threads come between.
    out.print(line.append('\n'));
    out.flush();
  }
}
