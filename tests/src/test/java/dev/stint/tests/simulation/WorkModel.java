package dev.stint.tests.simulation;

import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.task.TaskRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a function does with a task request: the requests it makes, the time it works, and the
/// rows, segments and files that come of it. All attempts at a task come to the same rows. A stage
/// that merges segments gives the rows that it reads, as they are stored.
final class WorkModel {

  /// As the scan reads: column chunks in ranges of this size, a footer before.
  static final long SCAN_RANGE_BYTES = 8 << 20;

  static final long FOOTER_BYTES = 64 << 10;

  /// As the readers of segments and the scan do.
  static final int PARALLEL_READS = 8;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MIB = 1 << 20;

  /// What every task holds beside its rows.
  private static final long BASE_MEMORY_BYTES = 200L << 20;

  private final Map<Integer, StageModel> models;

  WorkModel(Map<Integer, StageModel> models) {
    this.models = Map.copyOf(models);
  }

  /// The script of an attempt, which stops when an object appears at `<segmentPath>.stop`.
  Script script(TaskRequest request) {
    var model = StageModel.of(models, request.stageId());
    var intake = Intake.of(request.inputs(), model);
    boolean isMerge = request.fragment().output() instanceof StageOutput.MergedExchange;
    long rows =
        isMerge
            ? intake.rows()
            : Math.min(model.maxTaskRows(), Math.round(intake.rows() * model.rowRatio()));
    long bytes = Math.round(rows * (isMerge ? intake.rowBytes() : model.rowBytes()));
    var steps = new ArrayList<Step>();
    steps.add(
        new Step.Read(
            intake.ranges(), PARALLEL_READS, time(intake.bytes(), model.cpuBytesPerSecond())));
    var segment = output(request, model, rows, bytes, steps);
    return new Script(
        request.attemptId(),
        steps,
        segment,
        intake.rows(),
        intake.bytes(),
        rows,
        bytes,
        BASE_MEMORY_BYTES + Math.round(intake.bytes() * model.memoryRatio()),
        request.segmentPath() + ".stop");
  }

  /// Adds the steps that write. `null` when these write files.
  private static @Nullable SegmentRef output(
      TaskRequest request, StageModel model, long rows, long bytes, List<Step> steps) {
    var output = request.fragment().output();
    return switch (output) {
      case FileSink sink -> {
        addFiles(request, sink, model, rows, steps);
        yield null;
      }
      case StageOutput.HashExchange _,
          StageOutput.RangeExchange _,
          StageOutput.UnkeyedExchange _,
          StageOutput.MergedExchange _ -> {
        var shape =
            new SegmentShape(KeySpace.of(output), model.hotShare(), rows, bytes)
                .within(keys(request));
        var segment = shape.at(request.segmentPath(), request.inlineLimitBytes());
        if (segment.inlineBase64() == null && rows > 0) {
          var cpu = time(bytes, model.writeBytesPerSecond());
          steps.add(new Step.WriteSegment(segment.path(), segment.bytes(), cpu));
        }
        yield segment;
      }
    };
  }

  /// A merge gives the keys that it reads, every other stage all.
  private static KeyRange keys(TaskRequest request) {
    boolean isMerge = request.fragment().output() instanceof StageOutput.MergedExchange;
    return isMerge && request.inputs().getFirst() instanceof TaskInput.Partition partition
        ? partition.range()
        : KeyRange.ALL;
  }

  private static void addFiles(
      TaskRequest request, FileSink sink, StageModel model, long rows, List<Step> steps) {
    int number = 0;
    for (int folder = 0; folder < model.folders(); folder++) {
      long folderRows = share(rows, folder, model.folders());
      long folderBytes = Math.round(folderRows * model.rowBytes());
      long files = Math.max(1, Math.ceilDiv(folderBytes, sink.targetFileBytes()));
      for (long file = 0; file < files && folderRows > 0; file++) {
        long fileRows = share(folderRows, file, files);
        long fileBytes = Math.max(1, Math.round(fileRows * model.rowBytes()));
        steps.add(
            new Step.WritePending(
                filePath(request, sink, folder, number++),
                fileBytes,
                fileRows,
                time(fileBytes, model.writeBytesPerSecond())));
      }
    }
  }

  /// Named as the file sink of functions names them.
  private static String filePath(TaskRequest request, FileSink sink, int folder, int number) {
    var base = sink.path().endsWith("/") ? sink.path() : sink.path() + "/";
    return "%s%spart-%05d-%d-%s-%d.%s"
        .formatted(
            base,
            sink.partitionColumns().isEmpty() ? "" : "folder=" + folder + "/",
            request.taskIndex(),
            request.attempt(),
            request.runId(),
            number,
            sink.format().formatName());
  }

  private static long share(long total, long number, long count) {
    return total * (number + 1) / count - total * number / count;
  }

  private static Duration time(long bytes, double bytesPerSecond) {
    return Duration.ofNanos(Math.round(bytes / bytesPerSecond * NANOS_PER_SECOND));
  }

  /// What a task reads.
  private record Intake(List<Step.Range> ranges, long rows, long bytes, double rowBytes) {

    static Intake of(List<TaskInput> inputs, StageModel model) {
      var ranges = new ArrayList<Step.Range>();
      double rows = 0;
      long bytes = 0;
      long blockRows = 0;
      for (var input : inputs) {
        switch (input) {
          case TaskInput.Splits(_, var splits) -> {
            for (var split : splits) {
              long read = Math.round(split.length() * model.readShare());
              rows += split.length() / MIB * model.rowsPerMebibyte();
              bytes += read;
              addSplit(split, read, ranges);
            }
          }
          case TaskInput.Partition partition -> {
            for (var segment : partition.segments()) {
              rows += rows(segment, partition);
              blockRows += segment.rowCount();
              bytes += addSegment(segment, ranges);
            }
          }
        }
      }
      double rowBytes = blockRows == 0 ? 0 : (double) bytes / blockRows;
      return new Intake(ranges, Math.round(rows), bytes, rowBytes);
    }

    private static void addSplit(Split split, long readBytes, List<Step.Range> ranges) {
      ranges.add(new Step.Range(Step.Source.TABLE, split.path(), FOOTER_BYTES));
      for (long from = 0; from < readBytes; from += SCAN_RANGE_BYTES) {
        long length = Math.min(SCAN_RANGE_BYTES, readBytes - from);
        ranges.add(new Step.Range(Step.Source.TABLE, split.path(), length));
      }
    }

    private static double rows(SegmentRef segment, TaskInput.Partition partition) {
      return segment.blocks().stream()
          .mapToLong(block -> KeySpace.rowsWithin(block, partition.range()))
          .sum();
    }

    /// One ranged read for each segment; none for what came along.
    private static long addSegment(SegmentRef segment, List<Step.Range> ranges) {
      long bytes = segment.blocks().stream().mapToLong(BlockRef::length).sum();
      if (segment.inlineBase64() == null && bytes > 0) {
        ranges.add(new Step.Range(Step.Source.EXCHANGE, segment.path(), bytes));
      }
      return bytes;
    }
  }
}
