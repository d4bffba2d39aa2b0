package dev.stint.coordinator.cli.console;

import dev.stint.coordinator.report.Amounts;
import dev.stint.sql.catalog.CatalogListener;

/// Shows how far planning is with the files of a table.
public final class CatalogProgress implements CatalogListener {

  private final ProgressLine line;

  public CatalogProgress(ProgressLine line) {
    this.line = line;
  }

  @Override
  public void listed(String path, int files) {
    line.show("listing %s: %s".formatted(path, Amounts.count(files, "file")));
  }

  @Override
  public void looked(int files, int of) {
    line.show("looking into the files: %,d of %,d".formatted(files, of));
  }
}
