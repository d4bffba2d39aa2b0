package dev.stint.executor.task;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.exchange.ExchangeSourceOperator;
import dev.stint.executor.operator.Closing;
import dev.stint.executor.operator.Operator;
import dev.stint.executor.operator.OperatorMeters;
import dev.stint.executor.operator.TaskContext;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.Node;
import dev.stint.plan.task.SortableKey;
import dev.stint.plan.task.TaskInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Runs a part of a fragment once for each stretch of the buckets that it reads, so that what its
/// operators hold is as small as a stretch: each time they are opened anew, over sources that go on
/// where they stopped.
final class StretchedOperator implements Operator {

  private final Node part;
  private final TaskContext context;
  private final Map<Integer, TaskInput> inputs;
  private final List<SortableKey> bounds;
  private final Map<Integer, ExchangeSourceOperator> sources = new LinkedHashMap<>();
  private final List<OperatorMeters.Meter> meters = new ArrayList<>();
  private int stretch;
  private Operator running;

  /// Above `part`, whose sources all read buckets, which `bounds` cut.
  StretchedOperator(
      Node part, Map<Integer, TaskInput> inputs, List<SortableKey> bounds, TaskContext context) {
    this.part = part;
    this.context = context;
    this.inputs = inputs;
    this.bounds = bounds;
    this.running = open(this::newMeter);
  }

  @Override
  public @Nullable Batch next() {
    var batch = running.next();
    while (batch == null && stretch < bounds.size()) {
      running.close();
      stretch++;
      sources.values().forEach(ExchangeSourceOperator::nextStretch);
      running = open(meters.iterator()::next);
      batch = running.next();
    }
    return batch;
  }

  private Operator open(Supplier<OperatorMeters.Meter> meterOfNext) {
    return new NodeToOperator(context, inputs, meterOfNext, this::source).open(part);
  }

  private OperatorMeters.Meter newMeter() {
    var meter = context.counters().operators.open();
    meters.add(meter);
    return meter;
  }

  private Operator source(ExchangeSourceNode node, TaskInput.@Nullable Partition partition) {
    var source =
        sources.computeIfAbsent(
            node.sourceId(), _ -> new ExchangeSourceOperator(node, partition, bounds, context));
    return new Stretch(source);
  }

  /// A source until the end of the stretch.
  private record Stretch(ExchangeSourceOperator source) implements Operator {

    @Override
    public @Nullable Batch next() {
      return source.next();
    }

    @Override
    public void close() {
      // There may be more stretches.
    }
  }

  @Override
  public void close() {
    var all = new ArrayList<Operator>(sources.values());
    all.addFirst(running);
    Closing.closeAll(all);
  }
}
