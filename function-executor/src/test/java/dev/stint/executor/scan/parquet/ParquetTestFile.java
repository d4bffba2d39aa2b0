package dev.stint.executor.scan.parquet;

import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/// A file with a column of every type, written row by row by Apache Parquet, and its rows as text.
record ParquetTestFile(Path path, List<List<String>> rows) {

  record Options(
      WriterVersion version, CompressionCodecName codec, boolean isDictionary, double nulls) {}

  /// Puts a value into a row's column and gives its text.
  private interface Generator {
    String add(Random random, Group row, String column);
  }

  private record Column(String parquet, String name, DataType type, Generator generator) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column("boolean", "flag", DataType.BOOLEAN, ParquetTestFile::flag),
          integer("int32", "i32", DataType.INT),
          integer("int32", "i32_wide", DataType.BIGINT),
          new Column("int32", "i8 (INTEGER(8,true))", DataType.TINYINT, small(-128, 127)),
          new Column("int32", "i16 (INTEGER(16,true))", DataType.SMALLINT, small(-32768, 32767)),
          new Column("int32", "u8 (INTEGER(8,false))", DataType.SMALLINT, small(0, 255)),
          new Column(
              "int32", "u32 (INTEGER(32,false))", DataType.BIGINT, ParquetTestFile::unsigned),
          new Column("int64", "i64", DataType.BIGINT, ParquetTestFile::bigint),
          new Column(
              "int64", "u64 (INTEGER(64,false))", DataType.decimal(20, 0), ParquetTestFile::u64),
          new Column("float", "f32", DataType.FLOAT, ParquetTestFile::float32),
          new Column("float", "f32_wide", DataType.DOUBLE, ParquetTestFile::floatWide),
          new Column("double", "f64", DataType.DOUBLE, ParquetTestFile::float64),
          new Column("int32", "day (DATE)", DataType.DATE, ParquetTestFile::day),
          new Column("int64", "ms (TIMESTAMP(MILLIS,true))", DataType.TIMESTAMP, time(1000)),
          new Column("int64", "us (TIMESTAMP(MICROS,false))", DataType.TIMESTAMP_NTZ, time(1)),
          new Column(
              "int64", "ns (TIMESTAMP(NANOS,true))", DataType.TIMESTAMP, ParquetTestFile::nanos),
          new Column("int32", "t3 (TIME(MILLIS,true))", DataType.TIME, ParquetTestFile::timeMillis),
          new Column(
              "int64", "t6 (TIME(MICROS,false))", DataType.TIME, ParquetTestFile::timeMicros),
          new Column("int96", "legacy", DataType.TIMESTAMP, ParquetTestFile::int96),
          new Column("int32", "d9 (DECIMAL(9,2))", DataType.decimal(9, 2), decimal(9, 2, 2)),
          new Column("int64", "d18 (DECIMAL(18,3))", DataType.decimal(18, 3), decimal(18, 3, 3)),
          new Column("int64", "d10 (DECIMAL(10,1))", DataType.decimal(30, 4), decimal(10, 1, 4)),
          new Column(
              "fixed_len_byte_array(5)",
              "f5 (DECIMAL(10,2))",
              DataType.decimal(10, 2),
              decimal(10, 2, 2)),
          new Column(
              "fixed_len_byte_array(16)",
              "f16 (DECIMAL(38,10))",
              DataType.decimal(38, 10),
              decimal(38, 10, 10)),
          new Column("binary", "b20 (DECIMAL(20,5))", DataType.decimal(24, 7), decimal(20, 5, 7)),
          new Column("binary", "s (STRING)", DataType.STRING, ParquetTestFile::string),
          new Column("binary", "e (ENUM)", DataType.STRING, ParquetTestFile::fewStrings),
          new Column("binary", "raw", DataType.BINARY, ParquetTestFile::string),
          new Column("fixed_len_byte_array(3)", "fixed", DataType.BINARY, ParquetTestFile::fixed));

  static final Schema SCHEMA =
      new Schema(
          COLUMNS.stream()
              .map(
                  column ->
                      Field.nullable(plainName(column).toUpperCase(Locale.ROOT), column.type()))
              .toList());

  static ParquetTestFile write(Path path, Options options, int rowCount, long seed)
      throws IOException {
    var schema = schema(options.nulls() == 0 ? "required" : "optional");
    var random = new Random(seed);
    var rows = new ArrayList<List<String>>();
    try (var writer =
        ExampleParquetWriter.builder(new LocalOutputFile(path))
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .withWriterVersion(options.version())
            .withCompressionCodec(options.codec())
            .withDictionaryEncoding(options.isDictionary())
            .withDictionaryPageSize(4000)
            .withPageSize(3000)
            .withRowGroupSize(400_000L)
            .build()) {
      for (int row = 0; row < rowCount; row++) {
        var group = new SimpleGroup(schema);
        rows.add(row(random, group, options.nulls()));
        writer.write(group);
      }
    }
    return new ParquetTestFile(path, rows);
  }

  private static List<String> row(Random random, Group group, double nulls) {
    var texts = new ArrayList<String>();
    for (var column : COLUMNS) {
      boolean isNull = random.nextDouble() < nulls;
      texts.add(isNull ? null : column.generator().add(random, group, plainName(column)));
    }
    return texts;
  }

  static MessageType schema(String repetition) {
    var text = new StringBuilder("message test {");
    for (var column : COLUMNS) {
      text.append("%s %s %s;\n".formatted(repetition, column.parquet(), column.name()));
    }
    return MessageTypeParser.parseMessageType(text + "}");
  }

  private static String plainName(Column column) {
    int blank = column.name().indexOf(' ');
    return blank < 0 ? column.name() : column.name().substring(0, blank);
  }

  private static Column integer(String parquet, String name, DataType type) {
    return new Column(
        parquet,
        name,
        type,
        (random, row, column) -> {
          int value = random.nextInt(10) == 0 ? Integer.MIN_VALUE : random.nextInt(1000);
          row.add(column, value);
          return Integer.toString(value);
        });
  }

  private static String flag(Random random, Group row, String column) {
    boolean value = random.nextInt(4) > 0;
    row.add(column, value);
    return Boolean.toString(value);
  }

  private static Generator small(int low, int high) {
    return (random, row, column) -> {
      int value = random.nextInt(low, high + 1);
      row.add(column, value);
      return Integer.toString(value);
    };
  }

  private static String unsigned(Random random, Group row, String column) {
    int value = random.nextInt();
    row.add(column, value);
    return Integer.toUnsignedString(value);
  }

  private static String bigint(Random random, Group row, String column) {
    long value = random.nextBoolean() ? random.nextLong() : random.nextInt(20);
    row.add(column, value);
    return Long.toString(value);
  }

  private static String u64(Random random, Group row, String column) {
    long value = random.nextLong();
    row.add(column, value);
    return Long.toUnsignedString(value);
  }

  private static String float32(Random random, Group row, String column) {
    float value = random.nextInt(5) == 0 ? Float.NaN : random.nextInt(100) / 4f;
    row.add(column, value);
    return Float.toString(value);
  }

  private static String floatWide(Random random, Group row, String column) {
    float value = random.nextFloat();
    row.add(column, value);
    return Double.toString(value);
  }

  private static String float64(Random random, Group row, String column) {
    double value = random.nextInt(5) == 0 ? -0.0 : random.nextDouble();
    row.add(column, value);
    return Double.toString(value);
  }

  private static String day(Random random, Group row, String column) {
    int value = random.nextInt(-1000, 30_000);
    row.add(column, value);
    return LocalDate.ofEpochDay(value).toString();
  }

  private static Generator time(long unitMicros) {
    return (random, row, column) -> {
      long value = random.nextLong(-1_000_000_000_000L, 2_000_000_000_000L) / unitMicros;
      row.add(column, value);
      return timestamp(value * unitMicros);
    };
  }

  private static String timeMillis(Random random, Group row, String column) {
    int value = random.nextInt(86_400_000);
    row.add(column, value);
    return timeOfDay(value * 1000L);
  }

  private static String timeMicros(Random random, Group row, String column) {
    long value = random.nextLong(86_400_000_000L);
    row.add(column, value);
    return timeOfDay(value);
  }

  private static String timeOfDay(long micros) {
    return timestamp(micros).substring("1970-01-01 ".length());
  }

  private static String nanos(Random random, Group row, String column) {
    long value = random.nextLong(-1_000_000_000_000L, 2_000_000_000_000_000L);
    row.add(column, value);
    return timestamp(Math.floorDiv(value, 1000));
  }

  private static String int96(Random random, Group row, String column) {
    int day = random.nextInt(-100, 20_000);
    long nanos = random.nextLong(86_400_000_000_000L);
    var buffer = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(nanos).putInt(day + 2_440_588).flip();
    row.add(column, Binary.fromConstantByteBuffer(buffer));
    return timestamp(day * 86_400_000_000L + nanos / 1000);
  }

  private static String timestamp(long micros) {
    var reading =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L),
            (int) Math.floorMod(micros, 1_000_000L) * 1000,
            ZoneOffset.UTC);
    var fraction = String.format("%06d", Math.floorMod(micros, 1_000_000L)).replaceAll("0+$", "");
    var text = reading.toLocalDate() + " " + reading.toLocalTime().withNano(0);
    text = text.length() == 16 ? text + ":00" : text;
    return fraction.isEmpty() ? text : text + "." + fraction;
  }

  private static Generator decimal(int precision, int scale, int tableScale) {
    return (random, row, column) -> {
      var bound = BigInteger.TEN.pow(precision);
      var unscaled = new BigInteger(bound.bitLength() + 1, random).mod(bound);
      unscaled = random.nextBoolean() ? unscaled : unscaled.negate();
      var type = row.getType().getType(column).asPrimitiveType();
      switch (type.getPrimitiveTypeName()) {
        case INT32 -> row.add(column, unscaled.intValueExact());
        case INT64 -> row.add(column, unscaled.longValueExact());
        case BINARY -> row.add(column, Binary.fromConstantByteArray(unscaled.toByteArray()));
        default ->
            row.add(column, Binary.fromConstantByteArray(fixed(unscaled, type.getTypeLength())));
      }
      return new BigDecimal(unscaled, scale).setScale(tableScale).toPlainString();
    };
  }

  private static byte[] fixed(BigInteger value, int width) {
    byte[] bytes = new byte[width];
    for (int i = 0; i < width; i++) {
      bytes[width - 1 - i] = value.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }

  private static String string(Random random, Group row, String column) {
    var value =
        random.nextInt(9) == 0 ? "" : "ä" + random.nextInt(1000) + "x".repeat(random.nextInt(12));
    row.add(column, Binary.fromString(value));
    return value;
  }

  private static String fewStrings(Random random, Group row, String column) {
    var value = "color " + random.nextInt(5);
    row.add(column, Binary.fromString(value));
    return value;
  }

  private static String fixed(Random random, Group row, String column) {
    var value = String.format("%03d", random.nextInt(1000));
    row.add(column, Binary.fromString(value));
    return value;
  }
}
