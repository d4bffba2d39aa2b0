package dev.stint.sql.catalog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A footer taken apart no further than to what is alike in files of one writer and schema, and
/// what is not. Thousands of files are planned by it in a fraction of what the objects of a whole
/// footer cost.
final class FooterBytes {

  private static final byte[] PARTITION_SCHEMA =
      TableFooters.PARTITION_SCHEMA.getBytes(StandardCharsets.UTF_8);
  private static final byte[] SPARK_SCHEMA =
      IntervalColumns.SPARK_SCHEMA.getBytes(StandardCharsets.UTF_8);

  private final byte[] bytes;
  private final int end;
  private final ByteBuffer likeness;
  private final int rowGroups;
  private final String partitionSchema;

  private FooterBytes(
      byte[] bytes, int end, ByteBuffer likeness, int rowGroups, String partitionSchema) {
    this.bytes = bytes;
    this.end = end;
    this.likeness = likeness;
    this.rowGroups = rowGroups;
    this.partitionSchema = partitionSchema;
  }

  /// `null` where a footer is damaged, encrypted, or otherwise not as nearly all are: that is for
  /// Parquet's own reader to say. `footer` has a backing array.
  static @Nullable FooterBytes of(ByteBuffer footer) {
    try {
      return new Parts(footer).read();
    } catch (IndexOutOfBoundsException | IllegalStateException | ArithmeticException e) {
      return null;
    }
  }

  /// Equal where schemas are, and how their statistics are to be read.
  ByteBuffer likeness() {
    return likeness;
  }

  /// What the file says of the columns in its folders; empty where it says nothing.
  String partitionSchema() {
    return partitionSchema;
  }

  /// The row groups of a file of this schema; `null` where they are not as nearly all are.
  @Nullable List<RowGroupFacts> rowGroups(FileSchema schema) {
    try {
      return new RowGroupReader(new CompactReader(bytes, rowGroups, end), schema.leaves()).all();
    } catch (IndexOutOfBoundsException | IllegalStateException | ArithmeticException e) {
      return null;
    }
  }

  /// The fields of Parquet's `FileMetaData`.
  private static final class Parts {

    private final byte[] bytes;
    private final int end;
    private final CompactReader in;
    private final ByteBuffer likeness;
    private int rowGroups = -1;
    private String partitionSchema = "";

    Parts(ByteBuffer footer) {
      int start = footer.arrayOffset() + footer.position();
      this.bytes = footer.array();
      this.end = start + footer.remaining();
      this.in = new CompactReader(bytes, start, end);
      this.likeness = ByteBuffer.allocate(footer.remaining());
    }

    FooterBytes read() {
      int field = 0;
      for (int header = in.header(); header != CompactReader.STOP; header = in.header()) {
        field = in.field(header, field);
        int start = in.position();
        if (field == 5) {
          keyValues(header);
        } else {
          in.skip(header);
        }
        switch (field) {
          // The schema, who wrote it, and the order of its columns' bounds.
          case 2, 6, 7 -> likeness.put((byte) field).put(bytes, start, in.position() - start);
          case 4 -> rowGroups = start;
          case 8 -> throw new IllegalStateException("is encrypted");
          default -> {}
        }
      }
      if (rowGroups < 0) {
        throw new IllegalStateException("has no row groups");
      }
      var copy = ByteBuffer.wrap(Arrays.copyOf(likeness.array(), likeness.position()));
      return new FooterBytes(bytes, end, copy, rowGroups, partitionSchema);
    }

    private void keyValues(int header) {
      CompactReader.require(header, CompactReader.LIST);
      for (int i = in.listOf(CompactReader.STRUCT); i > 0; i--) {
        keyValue();
      }
    }

    private void keyValue() {
      int field = 0;
      boolean isOfPartitions = false;
      boolean isOfSpark = false;
      for (int header = in.header(); header != CompactReader.STOP; header = in.header()) {
        field = in.field(header, field);
        if (field == 1) {
          CompactReader.require(header, CompactReader.BINARY);
          var key = in.binary();
          isOfPartitions = Arrays.equals(key, PARTITION_SCHEMA);
          isOfSpark = Arrays.equals(key, SPARK_SCHEMA);
        } else if (field == 2 && (isOfPartitions || isOfSpark)) {
          CompactReader.require(header, CompactReader.BINARY);
          var value = in.binary();
          var text = new String(value, StandardCharsets.UTF_8);
          if (isOfPartitions) {
            partitionSchema = text;
          } else if (IntervalColumns.areIn(text)) {
            likeness.put((byte) 5).put(value);
          }
        } else {
          in.skip(header);
        }
      }
    }
  }
}
