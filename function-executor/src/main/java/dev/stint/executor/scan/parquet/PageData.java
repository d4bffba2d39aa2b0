package dev.stint.executor.scan.parquet;

import dev.stint.executor.batch.LittleEndian;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.io.ParquetDecodingException;
import org.jspecify.annotations.Nullable;

/// A page of a flat column, decompressed: the definition levels (`null` where every row has a
/// value), and where its values begin and end in `bytes`.
final class PageData {

  private final @Nullable RunDecoder levels;
  private final byte[] bytes;
  private final int valuesFrom;
  private final int valuesEnd;
  private final Encoding encoding;
  private final int rowCount;

  PageData(
      @Nullable RunDecoder levels,
      byte[] bytes,
      int valuesFrom,
      int valuesEnd,
      Encoding encoding,
      int rowCount) {
    this.levels = levels;
    this.bytes = bytes;
    this.valuesFrom = valuesFrom;
    this.valuesEnd = valuesEnd;
    this.encoding = encoding;
    this.rowCount = rowCount;
  }

  /// The page's bytes go into one of `buffers`.
  static PageData of(DataPage page, boolean isOptional, PageBuffers buffers) {
    try {
      return page.accept(
          new DataPage.Visitor<PageData>() {
            @Override
            public PageData visit(DataPageV1 v1) {
              return version1(v1, isOptional, buffers);
            }

            @Override
            public PageData visit(DataPageV2 v2) {
              return version2(v2, isOptional, buffers);
            }
          });
    } catch (IndexOutOfBoundsException e) {
      throw new ParquetDecodingException("the page is shorter than it says", e);
    }
  }

  private static PageData version1(DataPageV1 page, boolean isOptional, PageBuffers buffers) {
    byte[] bytes = PageBytes.of(page.getBytes(), buffers);
    int end = Math.toIntExact(page.getBytes().size());
    if (!isOptional) {
      return new PageData(null, bytes, 0, end, page.getValueEncoding(), page.getValueCount());
    }
    if (page.getDlEncoding() != Encoding.RLE) {
      throw new ParquetDecodingException(
          "definition levels in the encoding " + page.getDlEncoding());
    }
    int length = end < Integer.BYTES ? -1 : LittleEndian.intAt(bytes, 0);
    if (length < 0 || length > end - Integer.BYTES) {
      throw new ParquetDecodingException("definition levels of " + length + " bytes");
    }
    int valuesFrom = Integer.BYTES + length;
    var levels = new RunDecoder(bytes, Integer.BYTES, valuesFrom, 1);
    return new PageData(
        levels, bytes, valuesFrom, end, page.getValueEncoding(), page.getValueCount());
  }

  private static PageData version2(DataPageV2 page, boolean isOptional, PageBuffers buffers) {
    byte[] bytes = PageBytes.of(page.getData(), buffers);
    int end = Math.toIntExact(page.getData().size());
    RunDecoder levels = null;
    if (isOptional && page.getNullCount() != 0) {
      byte[] levelBytes = PageBytes.of(page.getDefinitionLevels());
      levels = new RunDecoder(levelBytes, 0, levelBytes.length, 1);
    }
    return new PageData(levels, bytes, 0, end, page.getDataEncoding(), page.getValueCount());
  }

  @Nullable RunDecoder levels() {
    return levels;
  }

  byte[] bytes() {
    return bytes;
  }

  int valuesFrom() {
    return valuesFrom;
  }

  int valuesEnd() {
    return valuesEnd;
  }

  Encoding encoding() {
    return encoding;
  }

  int rowCount() {
    return rowCount;
  }
}
