package dev.stint.coordinator.session;

import dev.stint.executor.scan.TextSamples;
import dev.stint.executor.scan.source.TextSample;
import dev.stint.plan.format.FileFormat;
import dev.stint.sql.catalog.TextSampler;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/// Samples files with the executor's own readers, for the planner, which must not know them.
final class ScanSampler implements TextSampler {

  private final Configuration hadoop;

  ScanSampler(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  @Override
  public Sample sample(String path, FileFormat format, int maxRecords) {
    var sample = TextSamples.sample(format, path, maxRecords, hadoop);
    return new Sample(sample.columns(), sample.records().stream().map(ScanSampler::cells).toList());
  }

  private static List<@Nullable Cell> cells(List<TextSample.@Nullable Cell> record) {
    var cells = new ArrayList<@Nullable Cell>(record.size());
    for (var cell : record) {
      cells.add(cell == null ? null : new Cell(cell.text(), cell.isString()));
    }
    return cells;
  }
}
