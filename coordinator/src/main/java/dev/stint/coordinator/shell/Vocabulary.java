package dev.stint.coordinator.shell;

import java.util.List;

/// The words that a statement may have, for completion. Tables and columns are asked for each time,
/// since statements make new ones.
public interface Vocabulary {

  /// Words of the grammar, in upper case.
  List<String> keywords();

  /// Names of functions, in lower case.
  List<String> functions();

  /// Names of tables.
  List<String> tables();

  /// Names of a table's columns, as far as they are known without a wait; else none.
  List<String> columns(String table);
}
