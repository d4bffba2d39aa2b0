package dev.stint.executor.sink;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.operator.TaskContext;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.PendingFile;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes a task's rows into files that nobody sees until they are committed: one at a time, or one
/// per partition with the least recently used ended when there are many.
final class FileSinkWriter implements Sink {

  private static final int MAX_OPEN_FILES = 64;

  private final StageOutput.FileSink output;
  private final TaskContext context;
  private final List<Integer> fileColumns = new ArrayList<>();
  private final FileOutputs formats;
  private final @Nullable PartitionSplitter splitter;

  /// By folder, the least recently used first.
  private final Map<String, FileOutput> open = new LinkedHashMap<>(16, 0.75f, true);

  private final List<PendingFile> finished = new ArrayList<>();
  private int fileNumber;
  private boolean isEnded;

  FileSinkWriter(StageOutput.FileSink output, Schema schema, TaskContext context) {
    this.output = output;
    this.context = context;
    for (int column = 0; column < schema.size(); column++) {
      if (!output.partitionColumns().contains(column)) {
        fileColumns.add(column);
      }
    }
    if (fileColumns.isEmpty()) {
      throw StintException.user(
          "%s: all columns are partition columns, so that the files would have none"
              .formatted(output.path()));
    }
    var zone = context.request().fragment().zone();
    this.formats =
        new FileOutputs(
            output.format(),
            schema.select(fileColumns),
            output.partitionColumns().stream().map(schema::field).toList(),
            context);
    this.splitter =
        output.partitionColumns().isEmpty()
            ? null
            : new PartitionSplitter(schema, output.partitionColumns(), zone);
  }

  @Override
  public void write(Batch batch) {
    if (splitter == null) {
      write("", batch);
    } else {
      splitter.split(batch, this::write);
    }
    context.counters().outputRows.add(batch.rowCount());
  }

  private void write(String folder, Batch rows) {
    var file = open.get(folder);
    if (file == null) {
      endOldest();
      file = create(folder);
    }
    List<Vector> columns = new ArrayList<>();
    fileColumns.forEach(column -> columns.add(rows.column(column)));
    file.write(new Batch(rows.rowCount(), columns));
    if (file.bytes() >= output.targetFileBytes()) {
      end(folder);
    } else {
      relieveMemory();
    }
  }

  private FileOutput create(String folder) {
    var file = formats.create(filePath(folder));
    open.put(folder, file);
    return file;
  }

  private String filePath(String folder) {
    var request = context.request();
    var base = output.path().endsWith("/") ? output.path() : output.path() + "/";
    return "%s%spart-%05d-%d-%s-%d.%s"
        .formatted(
            base,
            folder,
            request.taskIndex(),
            request.attempt(),
            request.runId(),
            fileNumber++,
            formats.extension());
  }

  private void endOldest() {
    if (open.size() == MAX_OPEN_FILES) {
      end(open.keySet().iterator().next());
    }
  }

  /// Keeps what open files hold below half of the attempt's memory.
  private void relieveMemory() {
    long held = open.values().stream().mapToLong(FileOutput::memoryBytes).sum();
    if (open.size() > 1 && held > context.memory().limitBytes() / 2) {
      var largest =
          open.entrySet().stream()
              .max(Comparator.comparingLong(entry -> entry.getValue().memoryBytes()))
              .orElseThrow()
              .getKey();
      end(largest);
    }
  }

  private void end(String folder) {
    var file = open.get(folder);
    if (file != null) {
      finished.add(file.finish());
      open.remove(folder);
      context.counters().outputBytes.add(finished.getLast().bytes());
    }
  }

  @Override
  public TaskOutput finish() {
    // As in Spark, so that a result without rows still has a schema.
    if (splitter == null && fileNumber == 0 && context.request().taskIndex() == 0) {
      create("");
    }
    for (var folder : List.copyOf(open.keySet())) {
      end(folder);
    }
    isEnded = true;
    return new TaskOutput.Files(finished);
  }

  @Override
  public void close() {
    if (isEnded) {
      return;
    }
    isEnded = true;
    try {
      open.values().forEach(FileOutput::abort);
    } finally {
      finished.forEach(file -> context.store().abortUpload(file.path(), file.uploadId()));
    }
  }
}
