package dev.stint.coordinator.cli.result;

/// How results are printed.
public enum FormatName {
  TABLE,
  CSV,
  JSON
}
