package dev.stint.coordinator.page;

import dev.stint.coordinator.event.AttemptCause;
import java.util.LinkedHashMap;
import java.util.Map;

/// Attempts as a page gets them: a column for each thing, with an entry for each attempt, in the
/// order in which they started. Where a run has more than [#MAX_SHOWN], all that failed, were late,
/// cancelled or second are there, and of the others equally distributed ones: `shown` of `total`.
///
/// `code` is the state (0 running, 1 won, 2 late, 3 failed, 4 cancelled) + 8 × the cause (0 first,
/// 1 retry, 2 speculation) + 32 if it was a cold start. `start` is the difference to the attempt
/// before; `wait` and `ms` are what it waited for a function and ran then, `ms` -1 while it does.
/// `slot` is its place among those that ran at the same time. It is not compared, and its arrays
/// are not changed.
public final class AttemptColumns {

  /// How many attempts a page gets at most.
  public static final int MAX_SHOWN = 120_000;

  static final int CAUSE_UNIT = 8;
  static final int COLD_UNIT = 32;

  final int total;
  final int shown;
  final int slots;
  final int[] stage;
  final int[] task;
  final int[] attempt;
  final int[] code;
  final int[] slot;
  final long[] start;
  final long[] wait;
  final long[] ms;
  final long[] inputRows;
  final long[] inputBytes;
  final long[] outputRows;
  final long[] outputBytes;
  final long[] peakBytes;

  private AttemptColumns(int total, int shown, int slots) {
    this.total = total;
    this.shown = shown;
    this.slots = slots;
    stage = new int[shown];
    task = new int[shown];
    attempt = new int[shown];
    code = new int[shown];
    slot = new int[shown];
    start = new long[shown];
    wait = new long[shown];
    ms = new long[shown];
    inputRows = new long[shown];
    inputBytes = new long[shown];
    outputRows = new long[shown];
    outputBytes = new long[shown];
    peakBytes = new long[shown];
  }

  /// Numbers and arrays of numbers, by name. The arrays are not to be changed.
  public Map<String, Object> columns() {
    var columns = new LinkedHashMap<String, Object>();
    columns.put("total", total);
    columns.put("shown", shown);
    columns.put("slots", slots);
    columns.put("stage", stage);
    columns.put("task", task);
    columns.put("attempt", attempt);
    columns.put("code", code);
    columns.put("slot", slot);
    columns.put("start", start);
    columns.put("wait", wait);
    columns.put("ms", ms);
    columns.put("inputRows", inputRows);
    columns.put("inputBytes", inputBytes);
    columns.put("outputRows", outputRows);
    columns.put("outputBytes", outputBytes);
    columns.put("peakBytes", peakBytes);
    return columns;
  }

  /// Of a run that is over or as it is at `nowMs`, `max` attempts at most.
  static AttemptColumns of(AttemptTable table, long nowMs, int max) {
    var slots = Slots.of(table, nowMs);
    int[] rows = Sample.rows(table, max);
    var columns = new AttemptColumns(table.count(), rows.length, slots.count());
    long before = 0;
    for (int i = 0; i < rows.length; i++) {
      columns.fill(i, rows[i], table, before);
      columns.slot[i] = slots.of(rows[i]);
      before = table.start(rows[i]);
    }
    return columns;
  }

  private static int causeCode(AttemptCause cause) {
    return switch (cause) {
      case FIRST -> 0;
      case RETRY -> 1;
      case SPECULATION -> 2;
    };
  }

  private void fill(int i, int row, AttemptTable table, long before) {
    stage[i] = table.stage(row);
    task[i] = table.task(row);
    attempt[i] = table.attempt(row);
    code[i] =
        table.state(row).code
            + CAUSE_UNIT * causeCode(table.cause(row))
            + (table.isCold(row) ? COLD_UNIT : 0);
    start[i] = table.start(row) - before;
    wait[i] = table.wait(row);
    ms[i] =
        table.end(row) < 0 ? -1 : Math.max(0, table.end(row) - table.start(row) - table.wait(row));
    inputRows[i] = table.inputRows(row);
    inputBytes[i] = table.inputBytes(row);
    outputRows[i] = table.outputRows(row);
    outputBytes[i] = table.outputBytes(row);
    peakBytes[i] = table.peakBytes(row);
  }
}
