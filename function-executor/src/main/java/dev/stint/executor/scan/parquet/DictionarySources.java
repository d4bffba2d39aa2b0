package dev.stint.executor.scan.parquet;

import dev.stint.executor.batch.LongVector;

/// Values that are named by their number in a dictionary.
final class DictionarySources {

  private DictionarySources() {}

  static final class Longs implements LongSource {

    private final RunDecoder ids;
    private final LongVector entries;
    private int[] scratch = new int[0];

    Longs(RunDecoder ids, LongVector entries) {
      this.ids = ids;
      this.entries = entries;
    }

    /// The same for all pages of a column chunk.
    LongVector entries() {
      return entries;
    }

    void readIds(int[] out, int at, int count) {
      ids.readBelow(entries.rowCount(), out, at, count);
    }

    @Override
    public void read(long[] out, int at, int count) {
      scratch = atLeast(scratch, count);
      readIds(scratch, 0, count);
      long[] values = entries.values();
      for (int i = 0; i < count; i++) {
        out[at + i] = values[scratch[i]];
      }
    }

    @Override
    public void skip(int count) {
      ids.skip(count);
    }
  }

  static final class Doubles implements DoubleSource {

    private final RunDecoder ids;
    private final double[] entries;
    private int[] scratch = new int[0];

    Doubles(RunDecoder ids, double[] entries) {
      this.ids = ids;
      this.entries = entries;
    }

    @Override
    public void read(double[] out, int at, int count) {
      scratch = atLeast(scratch, count);
      ids.read(scratch, 0, count);
      for (int i = 0; i < count; i++) {
        out[at + i] = entries[scratch[i]];
      }
    }

    @Override
    public void pick(double[] out, int at, int[] places, int count, int span) {
      scratch = atLeast(scratch, span);
      ids.read(scratch, 0, span);
      for (int i = 0; i < count; i++) {
        out[at + i] = entries[scratch[places[i]]];
      }
    }

    @Override
    public void skip(int count) {
      ids.skip(count);
    }
  }

  static final class Int128s implements Int128Source {

    private final RunDecoder ids;
    private final long[] high;
    private final long[] low;
    private int[] scratch = new int[0];

    Int128s(RunDecoder ids, long[] high, long[] low) {
      this.ids = ids;
      this.high = high;
      this.low = low;
    }

    @Override
    public void read(long[] outHigh, long[] outLow, int at, int count) {
      scratch = atLeast(scratch, count);
      ids.read(scratch, 0, count);
      for (int i = 0; i < count; i++) {
        outHigh[at + i] = high[scratch[i]];
        outLow[at + i] = low[scratch[i]];
      }
    }

    @Override
    public void skip(int count) {
      ids.skip(count);
    }
  }

  private static int[] atLeast(int[] scratch, int count) {
    return scratch.length >= count ? scratch : new int[count];
  }
}
