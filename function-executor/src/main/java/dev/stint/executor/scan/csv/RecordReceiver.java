package dev.stint.executor.scan.csv;

/// Takes records field by field.
interface RecordReceiver {

  /// Field `index` of the record: `chars[offset..offset + length)`, each a byte, some marked
  /// [CsvDialect#ESCAPED].
  void field(int index, char[] chars, int offset, int length, boolean isQuoted);

  /// The record is complete; `line` is that of the block in which it begins, from 0, and
  /// `lineCount` how many it takes.
  void end(int fieldCount, int line, int lineCount);

  /// The fields since the last [#end] are no record: forget them.
  void undo();
}
