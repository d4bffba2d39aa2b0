package dev.stint.executor.scan.json;

import com.fasterxml.jackson.core.JsonParser;
import dev.stint.executor.scan.json.JsonRecords.Ending;
import dev.stint.executor.scan.source.SampleBytes;
import dev.stint.executor.scan.source.TextBlocks;
import dev.stint.executor.scan.source.TextSample;
import dev.stint.plan.format.BadRecordMode;
import dev.stint.plan.format.JsonFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/// The first records of JSON lines files. Malformed lines are left out; in mode PERMISSIVE they
/// bring the corrupt-record column in, as in Spark, unless there is nothing else.
public final class JsonSamples {

  private JsonSamples() {}

  public static TextSample sample(
      JsonFormat format, String path, int maxRecords, Configuration hadoop) {
    try (var blocks = TextBlocks.head(path, format.text(), SampleBytes.of(maxRecords), hadoop)) {
      var objects = new Objects(format);
      var factory = JsonDialect.factory(format);
      for (var block = blocks.next(); block != null; block = blocks.next()) {
        var ending = blocks.isCutShort() ? Ending.CUT : Ending.WHOLE;
        var records = new JsonRecords(factory, block, format.text().multiLine(), ending, objects);
        while (objects.records.size() < maxRecords && records.next()) {
          // The receiver keeps what it is given.
        }
        if (objects.records.size() >= maxRecords) {
          break;
        }
      }
      return objects.sample();
    }
  }

  private static final class Objects implements JsonRecords.Receiver {

    private final JsonFormat format;
    private final LinkedHashSet<String> columns = new LinkedHashSet<>();
    private final List<Map<String, TextSample.@Nullable Cell>> records = new ArrayList<>();
    private Map<String, TextSample.@Nullable Cell> fields = new LinkedHashMap<>();

    private boolean isAnyMalformed;

    Objects(JsonFormat format) {
      this.format = format;
    }

    @Override
    public void field(String name, JsonParser parser, byte[] data, int start) throws IOException {
      boolean isNested = parser.currentToken().isStructStart();
      boolean isString = format.primitivesAsString() || isNested || JsonValue.isString(parser);
      byte[] bytes = JsonValue.bytes(parser, data, start);
      fields.put(
          name,
          bytes == null
              ? null
              : new TextSample.Cell(new String(bytes, StandardCharsets.UTF_8), isString));
    }

    @Override
    public void undo() {
      fields = new LinkedHashMap<>();
    }

    @Override
    public void end(int start, int end, boolean isObject) {
      if (isObject) {
        columns.addAll(fields.keySet());
        records.add(fields);
      } else {
        isAnyMalformed = true;
      }
      fields = new LinkedHashMap<>();
    }

    TextSample sample() {
      if (isAnyMalformed
          && !columns.isEmpty()
          && format.text().mode() == BadRecordMode.PERMISSIVE) {
        columns.add(format.text().columnNameOfCorruptRecord());
      }
      var names = List.copyOf(columns);
      var rows = new ArrayList<List<TextSample.@Nullable Cell>>();
      for (var record : records) {
        var row = new ArrayList<TextSample.@Nullable Cell>();
        names.forEach(name -> row.add(record.get(name)));
        rows.add(row);
      }
      return new TextSample(names, rows);
    }
  }
}
