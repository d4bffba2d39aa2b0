package dev.stint.executor.scan.parquet;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.scan.source.ReadFailures;
import dev.stint.plan.failure.StintException;
import java.util.Objects;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.PageReader;
import org.jspecify.annotations.Nullable;

/// One column of one row group, read forwards by row number within the row group. Pages that hold
/// no row asked for are not decompressed, nor are their values looked at.
final class ColumnChunk {

  /// Passing over a value one at a time costs as much as reading some in a row.
  private static final int MIN_ROWS_PER_PICKED = 32;

  private final String place;
  private final PageReader pages;
  private final ColumnAssembler assembler;
  private final PageBuffers buffers;
  private final ColumnDescriptor column;
  private final TypeMapping mapping;
  private final boolean isOptional;

  /// Of the rows of a page that are looked at, once some of them are picked.
  private boolean[] isNullRow = new boolean[0];

  private @Nullable PageSources sources;
  private @Nullable DataPage page;
  private @Nullable PageData data;

  /// Rows of the present page: from, inclusive, to, exclusive; `row` is the next one to decode.
  private long pageFrom;

  private long pageTo;
  private long row;

  /// `place` names file, row group and column in messages; `arrays` are the column's.
  ColumnChunk(
      String place,
      PageReader pages,
      ColumnDescriptor column,
      TypeMapping mapping,
      ColumnArrays arrays) {
    this.place = place;
    this.pages = pages;
    this.column = column;
    this.mapping = mapping;
    this.isOptional = column.getMaxDefinitionLevel() > 0;
    this.assembler = arrays.assembler();
    this.buffers = arrays.pages();
  }

  /// The rows `from` to `from + count`; `from` is not before the end of the last call's rows.
  Vector read(long from, int count) {
    try {
      return readRows(from, count);
    } catch (StintException e) {
      throw e;
    } catch (ValueOutOfRangeException e) {
      throw StintException.user(place + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw ReadFailures.corrupt(place, String.valueOf(e.getMessage()), e);
    }
  }

  /// The rows at `from + rows[0..rowCount)`, ascending, of `from` to `from + count`, in dense
  /// order; otherwise as the other. Where they are few, values between them are passed over.
  Vector read(long from, int count, int[] rows, int rowCount) {
    if (rowCount > count / MIN_ROWS_PER_PICKED) {
      return read(from, count).gather(rows, rowCount);
    }
    try {
      return pickRows(from, rows, rowCount);
    } catch (StintException e) {
      throw e;
    } catch (ValueOutOfRangeException e) {
      throw StintException.user(place + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw ReadFailures.corrupt(place, String.valueOf(e.getMessage()), e);
    }
  }

  private Vector pickRows(long from, int[] rows, int rowCount) {
    boolean[] nulls = isOptional ? new boolean[rowCount] : null;
    boolean isAnyNull = false;
    assembler.begin(rowCount);
    int done = 0;
    while (done < rowCount) {
      open(from + rows[done]);
      int first = done;
      while (done < rowCount && from + rows[done] < pageTo) {
        done++;
      }
      int length = rows[done - 1] + 1 - rows[first];
      var levels = Objects.requireNonNull(data).levels();
      if (levels == null || nulls == null || areOnes(levels, length)) {
        pickPresent(rows, first, done);
      } else {
        isAnyNull |= pick(rows, first, done, nulls);
      }
      row += length;
    }
    return assembler.finish(isAnyNull ? nulls : null);
  }

  /// Reads whether the next `length` rows have values into `isNullRow`; true if all have.
  private boolean areOnes(RunDecoder levels, int length) {
    if (isNullRow.length < length) {
      isNullRow = new boolean[Batch.MAX_ROWS];
    }
    return levels.readOnes(isNullRow, 0, length) == length;
  }

  /// Takes the rows `rows[first..end)` of the page, which is at the first of them and has no NULLs
  /// there.
  private void pickPresent(int[] rows, int first, int end) {
    int at = first;
    while (at < end) {
      int next = at + 1;
      while (next < end && rows[next] == rows[next - 1] + 1) {
        next++;
      }
      assembler.append(at, next - at);
      if (next < end) {
        assembler.skip(rows[next] - rows[next - 1] - 1);
      }
      at = next;
    }
  }

  /// As [#pickPresent], where `isNullRow` marks NULLs from the first row on. Returns whether one of
  /// the rows is.
  private boolean pick(int[] rows, int first, int end, boolean[] nulls) {
    boolean isAnyNull = false;
    int base = rows[first];
    int position = base;
    for (int at = first; at < end; at++) {
      int present = 0;
      for (; position < rows[at]; position++) {
        present += isNullRow[position - base] ? 0 : 1;
      }
      assembler.skip(present);
      nulls[at] = isNullRow[position++ - base];
      assembler.append(at, nulls[at] ? 0 : 1);
      if (nulls[at]) {
        assembler.spread(nulls, at, 1, 0);
        isAnyNull = true;
      }
    }
    return isAnyNull;
  }

  private Vector readRows(long from, int count) {
    boolean[] nulls = isOptional ? new boolean[count] : null;
    boolean isAnyNull = false;
    assembler.begin(count);
    int done = 0;
    while (done < count) {
      open(from + done);
      int length = (int) Math.min(count - done, pageTo - row);
      var levels = Objects.requireNonNull(data).levels();
      int present = length;
      if (levels != null && nulls != null) {
        present = levels.readOnes(nulls, done, length);
      }
      assembler.append(done, present);
      if (present < length && nulls != null) {
        assembler.spread(nulls, done, length, present);
        isAnyNull = true;
      }
      row += length;
      done += length;
    }
    return assembler.finish(isAnyNull ? nulls : null);
  }

  /// Goes to a row: to its page, and within the page past the rows before it.
  private void open(long wanted) {
    while (page == null || pageTo <= wanted) {
      nextPage();
    }
    if (data == null) {
      data = PageData.of(page, isOptional, buffers);
      assembler.use(data, sources());
    }
    if (row < wanted) {
      skip((int) (wanted - row));
    }
  }

  private void nextPage() {
    page = pages.readPage();
    if (page == null) {
      throw new IllegalStateException("the pages end before row " + pageTo);
    }
    pageFrom = page.getFirstRowIndex().orElse(pageTo);
    pageTo = pageFrom + page.getValueCount();
    row = pageFrom;
    data = null;
  }

  private PageSources sources() {
    if (sources == null) {
      sources = new PageSources(column, mapping, pages.readDictionaryPage());
    }
    return sources;
  }

  private void skip(int count) {
    var levels = Objects.requireNonNull(data).levels();
    int present = levels == null ? count : levels.readOnes(new boolean[count], 0, count);
    assembler.skip(present);
    row += count;
  }
}
