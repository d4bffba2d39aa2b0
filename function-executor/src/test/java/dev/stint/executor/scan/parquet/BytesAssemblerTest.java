package dev.stint.executor.scan.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.batch.BytesVector;
import dev.stint.plan.type.DataType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;

class BytesAssemblerTest {

  private static final PrimitiveType TEXT =
      Types.optional(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType()).named("s");

  private final BytesAssembler assembler = new BytesAssembler();

  /// The numbers of the batch before are none of the smaller dictionary that follows.
  @Test
  void nullsBeforeTheFirstDictionaryOfABatchAreItsFirstEntry() {
    assembler.begin(4, 4);
    assembler.use(ids(0b11100100), sources("a", "b", "c", "d"));
    assembler.append(0, 4);
    assembler.finish(null);
    boolean[] nulls = {true, true, false, false};

    assembler.begin(4, 4);
    var one = sources("one");
    assembler.use(ids(0), one);
    assembler.append(0, 0);
    assembler.spread(nulls, 0, 2, 0);
    assembler.append(2, 2);
    var vector = (BytesVector) assembler.finish(nulls);

    assertThat(vector.ids()).startsWith(0, 0, 0, 0);
    assertThat(vector.string(3)).isEqualTo("one");
  }

  @Test
  void nullsMayComeFirstWhereThereIsNoDictionary() {
    boolean[] nulls = {false, true, false};

    assembler.begin(3, 3);
    assembler.use(plain(new byte[5], 'a'), sources());
    assembler.append(0, 0);
    assembler.spread(nulls, 1, 1, 0);
    assembler.append(2, 1);

    assertThat(((BytesVector) assembler.finish(nulls)).string(2)).isEqualTo("a");
  }

  /// The arrays of pages are used in turn.
  @Test
  void aPageOfNullsBetweenTwoMakesNoDifference() {
    byte[] one = new byte[5];
    byte[] other = new byte[5];
    boolean[] nulls = {false, true, false};

    assembler.begin(3, 3);
    assembler.use(plain(one, 'a'), sources());
    assembler.append(0, 1);
    assembler.use(plain(other, 'b'), sources());
    assembler.append(1, 0);
    assembler.spread(nulls, 1, 1, 0);
    assembler.use(plain(one, 'c'), sources());
    assembler.append(2, 1);
    var vector = (BytesVector) assembler.finish(nulls);

    assertThat(vector.string(0)).isEqualTo("a");
    assertThat(vector.string(2)).isEqualTo("c");
  }

  /// A page of one text of one letter, in `bytes`.
  private static PageData plain(byte[] bytes, char letter) {
    bytes[0] = 1;
    bytes[4] = (byte) letter;
    return new PageData(null, bytes, 0, bytes.length, Encoding.PLAIN, 1);
  }

  /// Of two bits each, in one packed run.
  private static PageData ids(int packed) {
    byte[] bytes = {2, 3, (byte) packed, 0};
    return new PageData(null, bytes, 0, bytes.length, Encoding.RLE_DICTIONARY, 8);
  }

  private static PageSources sources(String... entries) {
    var bytes = new ByteArrayOutputStream();
    for (var entry : entries) {
      byte[] text = entry.getBytes(StandardCharsets.UTF_8);
      bytes.writeBytes(new byte[] {(byte) text.length, 0, 0, 0});
      bytes.writeBytes(text);
    }
    var page = new DictionaryPage(BytesInput.from(bytes), entries.length, Encoding.PLAIN);
    var column = new ColumnDescriptor(new String[] {"s"}, TEXT, 0, 1);
    return new PageSources(
        column, new TypeMapping(TEXT, DataType.STRING, LongConversion.NONE, 0, false), page);
  }
}
