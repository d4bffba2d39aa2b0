package dev.stint.executor.aggregate;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.operator.Operator;
import dev.stint.plan.node.AggregateNode;
import org.jspecify.annotations.Nullable;

/// Groups and aggregates all of its input, then gives the groups. Groups that memory has no room
/// for wait on the disk.
///
/// A partial aggregation is bounded: when its groups pass a share of the memory they are given and
/// forgotten, and when grouping turns out not to make the rows fewer, rows go through as groups of
/// one.
public final class HashAggregateOperator implements Operator {

  private static final long MAX_PARTIAL_BYTES = 64L << 20;

  /// More groups than this share of the rows are not worth the grouping.
  private static final double MAX_PARTIAL_GROUPS = 0.75;

  /// After so many rows the first judgement is passed.
  private static final long TRIAL_ROWS = 100_000;

  /// As much as a batch seldom takes.
  private static final long AMPLE_BYTES = 16L << 20;

  private final Operator input;
  private final AggregateNode node;
  private final MemoryBudget budget;
  private final MemoryAccount memory;

  private @Nullable Grouping grouping;
  private @Nullable SpilledGroups spilled;
  private long partialLimitBytes;
  private long groupedRows;
  private int given;
  private @Nullable StateRows states;
  private boolean isGiving;
  private boolean isPassingThrough;
  private boolean isAtEnd;

  public HashAggregateOperator(Operator input, AggregateNode node, MemoryBudget budget) {
    this.input = input;
    this.node = node;
    this.budget = budget;
    this.memory = new MemoryAccount(budget, "aggregation by " + node.groupColumns());
  }

  @Override
  public @Nullable Batch next() {
    while (true) {
      if (isGiving) {
        var batch = give();
        if (batch != null) {
          return batch;
        }
        continue;
      }
      if (isAtEnd) {
        return null;
      }
      var batch = input.next();
      if (batch == null) {
        isAtEnd = true;
        isGiving = !isPassingThrough;
        mergeSpilled();
      } else if (isPassingThrough) {
        return grouping().ungrouped(batch);
      } else {
        take(batch);
      }
    }
  }

  /// Made after the input's first batch, when what the input keeps in memory is known.
  private Grouping grouping() {
    var present = grouping;
    if (present == null) {
      partialLimitBytes = Math.min(budget.availableBytes() / 4, MAX_PARTIAL_BYTES);
      present = new Grouping(node.input().schema(), node.groupColumns(), node.aggregates(), memory);
      if (node.groupColumns().isEmpty() && node.phase() != AggregateNode.Phase.PARTIAL) {
        present.keepBagsOnDisk();
      }
      grouping = present;
    }
    return present;
  }

  private void take(Batch batch) {
    groupedRows += batch.rowCount();
    if (node.phase() != AggregateNode.Phase.PARTIAL && !hasRoomFor(batch)) {
      spill();
    }
    switch (node.phase()) {
      case SINGLE -> grouping().add(batch);
      case FINAL -> grouping().merge(batch);
      case PARTIAL -> {
        grouping().add(batch);
        isGiving = node.groupColumns().isEmpty() ? isOverfullBag() : isFull() || isUseless();
      }
    }
  }

  private boolean hasRoomFor(Batch batch) {
    var groups = grouping();
    if (node.groupColumns().isEmpty() || groups.groupCount() == 0) {
      return true;
    }
    long writingBytes = SpilledGroups.writingBytes(groups.groupCount() + batch.rowCount());
    // Mostly there is more than enough, whatever the batch holds.
    int share = groups.hasBags() ? 16 : 4;
    return budget.leavesRoom(share * memory.reservedBytes() + AMPLE_BYTES)
        || memory.hasRoomFor(groups.growthBytes(batch) + writingBytes);
  }

  private void spill() {
    var portions = spilled;
    if (portions == null) {
      portions = new SpilledGroups(node, budget, memory.user());
      spilled = portions;
    }
    portions.add(grouping(), memory.reservedBytes());
    grouping = null;
    memory.close();
  }

  /// At the end: if there are groups on the disk, the first of all of them come in place of those
  /// in memory.
  private void mergeSpilled() {
    if (spilled != null) {
      if (grouping().groupCount() > 0) {
        spill();
      }
      grouping = spilled.next();
    }
  }

  private boolean isFull() {
    return memory.reservedBytes() + grouping().workBytes() > partialLimitBytes;
  }

  /// One group takes little unless it has all of its values.
  private boolean isOverfullBag() {
    return grouping().hasBags() && isFull();
  }

  private boolean isUseless() {
    return groupedRows >= TRIAL_ROWS && grouping().groupCount() > MAX_PARTIAL_GROUPS * groupedRows;
  }

  /// The next of the groups; `null` after the last, when they are forgotten.
  private @Nullable Batch give() {
    var groups = grouping();
    var batch =
        node.phase() == AggregateNode.Phase.PARTIAL ? nextStates(groups) : nextResults(groups);
    if (batch == null) {
      isPassingThrough = groups.groupCount() > MAX_PARTIAL_GROUPS * groupedRows;
      forget(groups);
    }
    return batch;
  }

  private @Nullable Batch nextStates(Grouping groups) {
    if (states == null) {
      states = new StateRows(groups, Aggregators.all(node.aggregates(), memory));
    }
    return states.next(maxGivenRows(groups));
  }

  private @Nullable Batch nextResults(Grouping groups) {
    int count = Math.min(groups.groupCount() - given, maxGivenRows(groups));
    if (count == 0) {
      return null;
    }
    given += count;
    return groups.results(given - count, count);
  }

  /// So many groups that a batch of them takes a small part of the memory.
  private int maxGivenRows(Grouping groups) {
    if (groups.hasSpilled()) {
      return 1;
    }
    long groupBytes = 1 + memory.reservedBytes() / Math.max(1, groups.groupCount());
    return Math.toIntExact(Math.clamp(budget.limitBytes() / 16 / groupBytes, 1, Batch.MAX_ROWS));
  }

  private void forget(Grouping groups) {
    given = 0;
    states = null;
    if (spilled != null && isAtEnd) {
      grouping = spilled.next();
      isGiving = grouping != null;
      return;
    }
    isGiving = false;
    groupedRows = 0;
    if (groups.hasBags() && !isPassingThrough && !isAtEnd) {
      // Its arrays are full from here on, so that rows of bags stay few and small: whoever merges
      // them must find room for a batch of them, or for writing what it has.
      groups.clear();
      return;
    }
    groups.close();
    grouping = null;
    memory.close();
  }

  @Override
  public void close() {
    try (input;
        var _ = spilled;
        var _ = grouping) {
      grouping = null;
      memory.close();
    }
  }
}
