package dev.stint.coordinator.cli.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultWriterTest {

  private static final Schema SCHEMA =
      Schema.of(
          Field.nullable("id", DataType.BIGINT),
          Field.nullable("is, it", DataType.BOOLEAN),
          Field.nullable("price", DataType.decimal(6, 2)),
          Field.nullable("x", DataType.DOUBLE),
          Field.nullable("day", DataType.DATE),
          Field.nullable("name", DataType.STRING),
          Field.nullable("raw", DataType.BINARY));

  @Test
  void csvQuotesWhatNeedsIt() throws IOException {
    assertThat(print(FormatName.CSV, 0, batch()))
        .isEqualTo(
            """
            id,"is, it",price,x,day,name,raw
            1,true,12.50,1.5,2020-01-31,"a ""b"",\nc",ff00
            -2,false,-0.05,NaN,1969-12-31,"",""
            ,,,,,,
            """);
  }

  @Test
  void jsonKeepsTypes() throws IOException {
    assertThat(print(FormatName.JSON, 0, batch()))
        .isEqualTo(
            """
            {"id":1,"is, it":true,"price":12.50,"x":1.5,"day":"2020-01-31","name":"a \\"b\\",\\nc","raw":"/wA="}
            {"id":-2,"is, it":false,"price":-0.05,"x":"NaN","day":"1969-12-31","name":"","raw":""}
            {"id":null,"is, it":null,"price":null,"x":null,"day":null,"name":null,"raw":null}
            """);
  }

  @Test
  void tablesAlignNumbersAndEscapeControls() throws IOException {
    assertThat(print(FormatName.TABLE, Long.MAX_VALUE, batch()))
        .isEqualTo(
            """
            +------+--------+-------+------+------------+-----------+------+
            |   id | is, it | price |    x | day        | name      | raw  |
            +------+--------+-------+------+------------+-----------+------+
            |    1 | true   | 12.50 |  1.5 | 2020-01-31 | a "b",\\nc | ff00 |
            |   -2 | false  | -0.05 |  NaN | 1969-12-31 |           |      |
            | NULL | NULL   |  NULL | NULL | NULL       | NULL      | NULL |
            +------+--------+-------+------+------------+-----------+------+
            3 rows
            """);
  }

  @Test
  void tablesSayWhatTheyLeaveOut() throws IOException {
    assertThat(print(FormatName.TABLE, 4, batch(), batch(), batch()))
        .endsWith(
            "9 rows, of which 5 are not shown (--max-rows 0 shows all, --format csv streams"
                + " them)\n");
  }

  @Test
  void emptyResultsKeepTheirColumns() throws IOException {
    assertThat(print(FormatName.CSV, 0)).isEqualTo("id,\"is, it\",price,x,day,name,raw\n");
    assertThat(print(FormatName.JSON, 0)).isEmpty();
    assertThat(print(FormatName.TABLE, 10))
        .contains("| id | is, it | price |")
        .endsWith("0 rows\n");
  }

  private static String print(FormatName format, long maxRows, Batch... batches)
      throws IOException {
    var out = new ByteArrayOutputStream();
    var writer = ResultWriter.of(format, SCHEMA, ZoneOffset.UTC, out, maxRows);
    for (var batch : batches) {
      writer.write(batch);
    }
    writer.finish();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Batch batch() {
    boolean[] nulls = {false, false, true};
    byte[] data = "a \"b\",\nc".getBytes(StandardCharsets.UTF_8);
    return new Batch(
        3,
        List.of(
            new LongVector(3, new long[] {1, -2, 0}, nulls),
            new LongVector(3, new long[] {1, 0, 0}, nulls),
            new LongVector(3, new long[] {1250, -5, 0}, nulls),
            new DoubleVector(3, new double[] {1.5, Double.NaN, 0}, nulls),
            new LongVector(3, new long[] {18_292, -1, 0}, nulls),
            new BytesVector(3, data, new int[3], new int[] {data.length, 0, 0}, nulls),
            new BytesVector(3, new byte[] {-1, 0}, new int[3], new int[] {2, 0, 0}, nulls)));
  }
}
