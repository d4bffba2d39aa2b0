package dev.stint.executor.scan.parquet;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.plan.type.DataType;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/// Makes the sources of one column chunk's pages: by encoding, in the form the table wants. The
/// dictionary is decoded, and converted, once.
final class PageSources {

  private final ColumnDescriptor column;
  private final TypeMapping mapping;
  private final PrimitiveTypeName type;
  private final int width;
  private final @Nullable PageData dictionary;

  private @Nullable LongVector longs;
  private double @Nullable [] doubleEntries;
  private long @Nullable [] highEntries;
  private long @Nullable [] lowEntries;
  private @Nullable BytesVector bytesEntries;

  PageSources(ColumnDescriptor column, TypeMapping mapping, @Nullable DictionaryPage dictionary) {
    this.column = column;
    this.mapping = mapping;
    this.type = mapping.type().getPrimitiveTypeName();
    this.width = mapping.type().getTypeLength();
    this.dictionary = dictionary == null ? null : dictionaryData(dictionary);
  }

  private static PageData dictionaryData(DictionaryPage page) {
    byte[] bytes = PageBytes.of(page.getBytes());
    return new PageData(null, bytes, 0, bytes.length, Encoding.PLAIN, page.getDictionarySize());
  }

  LongSource longs(PageData page) {
    if (!isDictionaryEncoded(page)) {
      return mapping.longs().of(plainOrRareLongs(page));
    }
    if (longs == null) {
      var entries = dictionary();
      long[] values = new long[entries.rowCount()];
      mapping.longs().of(plainOrRareLongs(entries)).read(values, 0, values.length);
      longs = new LongVector(values.length, values, null);
    }
    return new DictionarySources.Longs(ids(page), longs);
  }

  private LongSource plainOrRareLongs(PageData page) {
    boolean isPlain = page.encoding() == Encoding.PLAIN;
    return switch (type) {
      case INT32 ->
          isPlain ? new PlainSources.Ints(page) : new ReaderSources.Longs(reader(page), type);
      case INT64 ->
          isPlain ? new PlainSources.Longs(page) : new ReaderSources.Longs(reader(page), type);
      case BOOLEAN ->
          isPlain ? new PlainSources.Bits(page) : new ReaderSources.Longs(reader(page), type);
      case INT96 -> {
        if (!isPlain) {
          throw new ParquetDecodingException("INT96 in the encoding " + page.encoding());
        }
        yield new PlainSources.Int96Micros(page);
      }
      case BINARY, FIXED_LEN_BYTE_ARRAY -> new ConvertedSources.DecimalLongs(slices(page));
      case FLOAT, DOUBLE -> throw new IllegalStateException("whole numbers of " + type);
    };
  }

  DoubleSource doubles(PageData page) {
    if (type == PrimitiveTypeName.INT32 || type == PrimitiveTypeName.INT64) {
      return new ConvertedSources.LongsAsDoubles(longs(page));
    }
    if (!isDictionaryEncoded(page)) {
      return plainOrRareDoubles(page);
    }
    if (doubleEntries == null) {
      var entries = dictionary();
      doubleEntries = new double[entries.rowCount()];
      plainOrRareDoubles(entries).read(doubleEntries, 0, doubleEntries.length);
    }
    return new DictionarySources.Doubles(ids(page), doubleEntries);
  }

  private DoubleSource plainOrRareDoubles(PageData page) {
    if (type == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY) {
      return new ConvertedSources.HalfFloats(slices(page));
    }
    if (page.encoding() != Encoding.PLAIN) {
      return new ReaderSources.Doubles(reader(page), type);
    }
    return type == PrimitiveTypeName.FLOAT
        ? new PlainSources.Floats(page)
        : new PlainSources.Doubles(page);
  }

  Int128Source int128s(PageData page) {
    if (!isDictionaryEncoded(page)) {
      return scaled(plainOrRareInt128s(page));
    }
    if (highEntries == null || lowEntries == null) {
      var entries = dictionary();
      highEntries = new long[entries.rowCount()];
      lowEntries = new long[entries.rowCount()];
      scaled(plainOrRareInt128s(entries)).read(highEntries, lowEntries, 0, entries.rowCount());
    }
    return new DictionarySources.Int128s(ids(page), highEntries, lowEntries);
  }

  private Int128Source plainOrRareInt128s(PageData page) {
    return switch (type) {
      case INT32, INT64 ->
          new ConvertedSources.LongsAsInt128s(
              mapping.longs().of(plainOrRareLongs(page)), mapping.isUnsignedLong());
      case BINARY, FIXED_LEN_BYTE_ARRAY -> new ConvertedSources.DecimalInt128s(slices(page));
      case BOOLEAN, INT96, FLOAT, DOUBLE ->
          throw new IllegalStateException("a decimal from " + type);
    };
  }

  private Int128Source scaled(Int128Source source) {
    int digits = mapping.addedDigits();
    return digits == 0 ? source : new ConvertedSources.ScaledInt128s(source, digits);
  }

  BytesSource bytes(PageData page) {
    if (!isDictionaryEncoded(page)) {
      return texts(page);
    }
    if (bytesEntries == null) {
      var entries = dictionary();
      int[] starts = new int[entries.rowCount()];
      int[] lengths = new int[entries.rowCount()];
      byte[] data = texts(entries).read(starts, lengths, 0, entries.rowCount());
      bytesEntries = new BytesVector(entries.rowCount(), data, starts, lengths, null);
    }
    return new BytesSource.Dictionary(ids(page), bytesEntries);
  }

  private BytesSource.Slices texts(PageData page) {
    boolean isUuidText =
        TypeMapping.isUuid(mapping.type()) && mapping.target().equals(DataType.STRING);
    return isUuidText ? new ConvertedSources.UuidTexts(slices(page)) : slices(page);
  }

  private BytesSource.Slices slices(PageData page) {
    if (page.encoding() != Encoding.PLAIN) {
      return new ReaderSources.Slices(reader(page));
    }
    return type == PrimitiveTypeName.BINARY
        ? new PlainSources.ByteArrays(page)
        : new PlainSources.FixedArrays(page, width);
  }

  private static boolean isDictionaryEncoded(PageData page) {
    return page.encoding().usesDictionary();
  }

  private PageData dictionary() {
    if (dictionary == null) {
      throw new ParquetDecodingException("the dictionary is missing");
    }
    return dictionary;
  }

  /// The ids of a page: their width in bits, then runs.
  private static RunDecoder ids(PageData page) {
    byte[] bytes = page.bytes();
    int from = page.valuesFrom();
    // A page of NULLs alone may leave out even the width.
    int end = page.valuesEnd();
    return from == end
        ? new RunDecoder(bytes, from, from, 0)
        : new RunDecoder(bytes, from + 1, end, bytes[from]);
  }

  private ValuesReader reader(PageData page) {
    try {
      var reader = page.encoding().getValuesReader(column, ValuesType.VALUES);
      var rest =
          ByteBuffer.wrap(page.bytes(), page.valuesFrom(), page.valuesEnd() - page.valuesFrom());
      reader.initFromPage(page.rowCount(), ByteBufferInputStream.wrap(rest.slice()));
      return reader;
    } catch (IOException e) {
      throw new ParquetDecodingException("the page cannot be read as " + page.encoding(), e);
    }
  }
}
