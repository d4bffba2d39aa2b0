package dev.stint.executor.scan.csv;

/// Takes records field by field.
interface RecordReceiver {

  /// Field `index` of the record: `data[offset..offset + length)`, valid until the call returns.
  void field(int index, byte[] data, int offset, int length, boolean isQuoted);

  /// Field `index` of the record is NULL, whatever stands there.
  void skipped(int index);

  /// The record is complete: it stands at `start` to `end` of the block's data.
  void end(int fieldCount, int start, int end);
}
