package dev.stint.executor.window;

import dev.stint.executor.aggregate.ReferenceAggregation;
import dev.stint.executor.fixture.RowOrder;
import dev.stint.plan.expression.Frame;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.expression.WindowCall;
import dev.stint.plan.node.WindowNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Windows over lists of rows, read off their definition: for each row all rows of its partition
/// are looked at.
final class ReferenceWindow {

  private final WindowNode node;
  private final Comparator<List<@Nullable Object>> partitions;
  private final Comparator<List<@Nullable Object>> order;
  private List<List<@Nullable Object>> rows = List.of();
  private int row;

  private ReferenceWindow(WindowNode node) {
    this.node = node;
    this.partitions =
        RowOrder.of(node.partitionColumns().stream().map(SortKey::ascending).toList());
    this.order = RowOrder.of(node.orderKeys());
  }

  /// Of sorted rows.
  static List<List<@Nullable Object>> of(WindowNode node, List<List<@Nullable Object>> sorted) {
    var window = new ReferenceWindow(node);
    var results = new ArrayList<List<@Nullable Object>>();
    int to;
    for (int from = 0; from < sorted.size(); from = to) {
      to = from + 1;
      while (to < sorted.size()
          && window.partitions.compare(sorted.get(from), sorted.get(to)) == 0) {
        to++;
      }
      window.rows = sorted.subList(from, to);
      for (window.row = 0; window.row < to - from; window.row++) {
        var result = new ArrayList<>(window.rows.get(window.row));
        node.calls().forEach(call -> result.add(window.value(call)));
        results.add(result);
      }
    }
    return results;
  }

  private @Nullable Object value(WindowCall call) {
    return switch (call) {
      case WindowCall.Rank rank -> rank(rank.ranking());
      case WindowCall.Ntile ntile -> tile(ntile.tiles());
      case WindowCall.Offset offset -> offset(offset);
      case WindowCall.Nth nth -> nth(nth);
      case WindowCall.Aggregate aggregate ->
          ReferenceAggregation.of(frame(aggregate.frame()), List.of(), List.of(aggregate.call()))
              .getFirst()
              .getFirst();
    };
  }

  private int toCurrent(int other) {
    return order.compare(rows.get(other), rows.get(row));
  }

  private Object rank(WindowCall.Ranking ranking) {
    long before = 0;
    long notAfter = 0;
    long groupsBefore = 0;
    for (int other = 0; other < rows.size(); other++) {
      before += toCurrent(other) < 0 ? 1 : 0;
      notAfter += toCurrent(other) <= 0 ? 1 : 0;
      boolean isFirstPeer = other == 0 || order.compare(rows.get(other - 1), rows.get(other)) != 0;
      groupsBefore += toCurrent(other) < 0 && isFirstPeer ? 1 : 0;
    }
    return switch (ranking) {
      case ROW_NUMBER -> row + 1L;
      case RANK -> before + 1;
      case DENSE_RANK -> groupsBefore + 1;
      case PERCENT_RANK -> rows.size() == 1 ? 0.0 : (double) before / (rows.size() - 1);
      case CUME_DIST -> (double) notAfter / rows.size();
    };
  }

  private Object tile(int tiles) {
    long tile = 1;
    int taken = 0;
    while (true) {
      int size = rows.size() / tiles + (tile <= rows.size() % tiles ? 1 : 0);
      if (row < taken + size) {
        return tile;
      }
      taken += size;
      tile++;
    }
  }

  private @Nullable Object offset(WindowCall.Offset call) {
    long rest = Math.abs(Math.max(call.offset(), -Long.MAX_VALUE));
    int direction = Long.signum(call.offset());
    int at = row;
    while (rest > 0) {
      at += direction;
      if (at < 0 || at >= rows.size()) {
        return call.orElse() == null ? null : rows.get(row).get(call.orElse());
      }
      boolean isCounted =
          call.nulls() == WindowCall.Nulls.RESPECT || rows.get(at).get(call.column()) != null;
      rest -= isCounted ? 1 : 0;
    }
    return rows.get(at).get(call.column());
  }

  private @Nullable Object nth(WindowCall.Nth call) {
    var values = new ArrayList<@Nullable Object>();
    frame(call.frame()).forEach(of -> values.add(of.get(call.column())));
    if (call.nulls() == WindowCall.Nulls.IGNORE) {
      values.removeIf(Objects::isNull);
    }
    if (call.n() > values.size()) {
      return null;
    }
    int n = (int) call.n();
    return values.get(call.from() == WindowCall.From.FIRST ? n - 1 : values.size() - n);
  }

  private List<List<@Nullable Object>> frame(Frame frame) {
    var members = new ArrayList<List<@Nullable Object>>();
    for (int other = 0; other < rows.size(); other++) {
      if (place(frame.start(), other) >= 0 && place(frame.end(), other) <= 0) {
        members.add(rows.get(other));
      }
    }
    return members;
  }

  /// Where a row stands to a bound: 0 on it, negative before it. None stands beyond an unbounded
  /// one.
  private long place(Frame.Bound bound, int other) {
    return switch (bound) {
      case Frame.Unbounded _ -> 0;
      case Frame.Row(long offset) -> other - row - Math.min(offset, 1 << 30);
      case Frame.Peers _ -> toCurrent(other);
      case Frame.Value(int column) -> {
        var key = node.orderKeys().getFirst();
        var bounded = new ArrayList<>(rows.get(row));
        bounded.set(key.column(), rows.get(row).get(column));
        yield order.compare(rows.get(other), bounded);
      }
    };
  }
}
