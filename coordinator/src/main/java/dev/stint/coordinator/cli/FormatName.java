package dev.stint.coordinator.cli;

/// How results are printed.
enum FormatName {
  TABLE,
  CSV,
  JSON
}
