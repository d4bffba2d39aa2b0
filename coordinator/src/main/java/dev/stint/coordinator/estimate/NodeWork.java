package dev.stint.coordinator.estimate;

import dev.stint.plan.format.CsvFormat;
import dev.stint.plan.format.JsonFormat;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.AggregateNode;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExpandNode;
import dev.stint.plan.node.FilterNode;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.HashJoinNode.JoinType;
import dev.stint.plan.node.LevelNode;
import dev.stint.plan.node.LimitNode;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.ProjectNode;
import dev.stint.plan.node.RecursionNode;
import dev.stint.plan.node.RepeatNode;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.node.SortNode;
import dev.stint.plan.node.TopNNode;
import dev.stint.plan.node.UnionNode;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.node.WindowNode;

/// The processor time of a stage's nodes over all its tasks, and what they read. The rows between
/// nodes are not known: what may drop rows by chance (a filter, a join) is taken to pass all of its
/// probe side on, since scans have filtered already. Used once.
final class NodeWork {

  private final StageInputs inputs;
  private final ExecutionSpeed speed;
  private final int tasks;

  private double nanos;
  private double inputRows;
  private double inputBytes;
  private long scanBytes;
  private long splitBytes;

  NodeWork(StageInputs inputs, ExecutionSpeed speed, int tasks) {
    this.inputs = inputs;
    this.speed = speed;
    this.tasks = tasks;
  }

  double nanos() {
    return nanos;
  }

  long scanBytes() {
    return scanBytes;
  }

  long splitBytes() {
    return splitBytes;
  }

  long inputRows() {
    return Math.round(inputRows);
  }

  long inputBytes() {
    return Math.round(inputBytes);
  }

  /// Adds what a node and all below it take; gives the rows that it passes on.
  double add(Node node) {
    return switch (node) {
      case ScanNode scan -> scan(scan);
      case ExchangeSourceNode source -> exchange(source);
      case ValuesNode values -> values.rows().size();
      case FilterNode filter -> per(add(filter.input()), speed.projectRowNanos());
      case ProjectNode project ->
          per(add(project.input()), speed.projectRowNanos() * project.expressions().size());
      case AggregateNode aggregate -> aggregate(aggregate);
      case HashJoinNode join -> join(join);
      case SortNode sort -> per(add(sort.input()), speed.sortRowNanos());
      case TopNNode top ->
          first(per(add(top.input()), speed.projectRowNanos()), top.limit(), top.offset());
      case LimitNode limit ->
          limit.groupColumns().isEmpty()
              ? first(add(limit.input()), limit.limit(), limit.offset())
              : add(limit.input());
      case UnionNode union -> union.inputs().stream().mapToDouble(this::add).sum();
      case ExpandNode expand ->
          per(add(expand.input()) * expand.projections().size(), speed.projectRowNanos());
      case RepeatNode repeat -> per(add(repeat.input()), speed.projectRowNanos());
      case RecursionNode recursion ->
          per(add(recursion.anchor()) + add(recursion.step()), speed.projectRowNanos());
      case LevelNode _ -> 0;
      case WindowNode window ->
          per(add(window.input()), speed.projectRowNanos() * window.calls().size());
    };
  }

  private double per(double rows, double rowNanos) {
    nanos += rows * rowNanos;
    return rows;
  }

  private double first(double rows, long limit, long offset) {
    return Math.min(rows, ((double) limit + offset) * tasks);
  }

  private double scan(ScanNode scan) {
    long bytes = inputs.readBytes(scan);
    double byteNanos =
        switch (scan.format()) {
          case ParquetFormat _ -> speed.parquetScanNanos();
          case CsvFormat _ -> speed.csvScanNanos();
          case JsonFormat _ -> speed.jsonScanNanos();
        };
    nanos += bytes * byteNanos;
    inputBytes += bytes;
    scanBytes += bytes;
    splitBytes += inputs.splitBytes(scan);
    inputRows += inputs.size(scan).rows();
    return inputs.keptRows(scan);
  }

  private double exchange(ExchangeSourceNode source) {
    var written = inputs.written(source);
    int readers = inputs.readers(source, tasks);
    double rows = (double) written.outputRows() * readers;
    inputRows += rows;
    inputBytes += (double) written.outputBytes() * readers;
    return per(rows, speed.exchangeReadNanos() * source.schema().guessedRowBytes());
  }

  private double aggregate(AggregateNode aggregate) {
    double rows = per(add(aggregate.input()), speed.aggregateRowNanos());
    return aggregate.groupColumns().isEmpty() ? tasks : rows;
  }

  private double join(HashJoinNode join) {
    double build = per(add(join.build()), speed.buildRowNanos());
    double probe = per(add(join.probe()), speed.probeRowNanos());
    boolean keepsBuildRows =
        join.joinType() == JoinType.BUILD_OUTER || join.joinType() == JoinType.FULL_OUTER;
    return keepsBuildRows ? Math.max(probe, build) : probe;
  }
}
