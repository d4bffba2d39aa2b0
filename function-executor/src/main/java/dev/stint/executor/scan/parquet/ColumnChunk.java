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

  /// Passing over values one at a time costs as much as reading some in a row.
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

  /// Which of a page's next values are picked, by their distance from the first of these.
  private int[] places = new int[0];

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
  /// order; otherwise as the other. Values between them are not looked at where that can be.
  Vector read(long from, int count, int[] rows, int rowCount) {
    try {
      return pickRows(from, count, rows, rowCount);
    } catch (StintException e) {
      throw e;
    } catch (ValueOutOfRangeException e) {
      throw StintException.user(place + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw ReadFailures.corrupt(place, String.valueOf(e.getMessage()), e);
    }
  }

  private Vector pickRows(long from, int count, int[] rows, int rowCount) {
    boolean[] nulls = null;
    boolean isAnyNull = false;
    assembler.begin(rowCount, count);
    if (places.length < count) {
      places = new int[Batch.MAX_ROWS];
    }
    int done = 0;
    while (done < rowCount) {
      openPage(from + rows[done]);
      skipTo(from);
      int base = (int) (row - from);
      int first = done;
      while (done < rowCount && from + rows[done] < pageTo) {
        done++;
      }
      int length = rows[done - 1] + 1 - base;
      var levels = Objects.requireNonNull(data).levels();
      if (levels == null || levels.passOnes(length) || areOnes(levels, length)) {
        take(first, distances(rows, first, done, base), done - first, length);
      } else {
        nulls = nulls == null ? new boolean[rowCount] : nulls;
        isAnyNull |= pick(rows, first, done, base, nulls);
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

  /// How far the rows `rows[first..end)` are from the row `base`. These are `rows` themselves where
  /// the page and the rows asked for begin together, as they mostly do.
  private int[] distances(int[] rows, int first, int end, int base) {
    if (base == 0 && first == 0) {
      return rows;
    }
    for (int at = first; at < end; at++) {
      places[at - first] = rows[at] - base;
    }
    return places;
  }

  /// Takes the rows `rows[first..end)` of the page, which is at the row `base`, from where on
  /// `isNullRow` marks NULLs. Returns whether one of the rows is.
  private boolean pick(int[] rows, int first, int end, int base, boolean[] nulls) {
    int picked = 0;
    int present = 0;
    int position = base;
    for (int at = first; at < end; at++) {
      for (; position < rows[at]; position++) {
        present += isNullRow[position - base] ? 0 : 1;
      }
      boolean isNull = isNullRow[position++ - base];
      nulls[at] = isNull;
      places[picked] = present;
      picked += isNull ? 0 : 1;
      present += isNull ? 0 : 1;
    }
    take(first, places, picked, present);
    if (picked == end - first) {
      return false;
    }
    assembler.spread(nulls, first, end - first, picked);
    return true;
  }

  /// Takes the present values at `at[0..count)` of the next `span` as rows from `out` on.
  private void take(int out, int[] at, int count, int span) {
    if (count > span / MIN_ROWS_PER_PICKED) {
      assembler.pick(out, at, count, span);
      return;
    }
    int next = 0;
    int passed = 0;
    while (next < count) {
      int first = next++;
      while (next < count && at[next] == at[next - 1] + 1) {
        next++;
      }
      assembler.skip(at[first] - passed);
      assembler.append(out + first, next - first);
      passed = at[next - 1] + 1;
    }
    assembler.skip(span - passed);
  }

  private Vector readRows(long from, int count) {
    boolean[] nulls = null;
    boolean isAnyNull = false;
    assembler.begin(count, count);
    int done = 0;
    while (done < count) {
      openPage(from + done);
      skipTo(from + done);
      int length = (int) Math.min(count - done, pageTo - row);
      var levels = Objects.requireNonNull(data).levels();
      int present = length;
      if (levels != null && !levels.passOnes(length)) {
        nulls = nulls == null ? new boolean[count] : nulls;
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

  /// Goes to the page of a row.
  private void openPage(long wanted) {
    while (page == null || pageTo <= wanted) {
      nextPage();
    }
    if (data == null) {
      data = PageData.of(page, isOptional, buffers);
      assembler.use(data, sources());
    }
  }

  /// Passes over rows of the page that are before `wanted`.
  private void skipTo(long wanted) {
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
    int present = count;
    if (levels != null && !levels.passOnes(count)) {
      present = levels.readOnes(new boolean[count], 0, count);
    }
    assembler.skip(present);
    row += count;
  }
}
