package dev.stint.sql.physical;

import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.ScanSize;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageOutput;
import dev.stint.sql.logical.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The stages finished so far, and the numbers given out.
final class Stages {

  private final String timeZone;
  private final List<Stage> stages = new ArrayList<>();

  /// What each stage gives, by its id.
  private final List<Part> given = new ArrayList<>();

  private final Map<Integer, ScanSize> scanSizes = new HashMap<>();
  private final SharedStages shared = new SharedStages();
  private int nextSource;

  Stages(String timeZone) {
    this.timeZone = timeZone;
  }

  int newSourceId() {
    return nextSource++;
  }

  /// What is known of the scan with that source id, for the stage that it will be part of.
  void scanned(int sourceId, ScanSize size) {
    scanSizes.put(sourceId, size);
  }

  List<Stage> all() {
    return stages;
  }

  /// Ends a stage here; gives its id, or that of one that does the same.
  int close(Part part, StageOutput output) {
    var same = shared.find(part, output, stages.size());
    return same.isPresent() ? same.getAsInt() : closeLast(part, output);
  }

  /// Ends a stage here, whatever others do; gives its id.
  int closeLast(Part part, StageOutput output) {
    int id = stages.size();
    var fragment = new Fragment(part.node(), output, timeZone);
    var sizes = new HashMap<>(scanSizes);
    sizes.keySet().retainAll(part.splits().keySet());
    given.add(part);
    stages.add(new Stage(id, fragment, part.splits(), Math.round(part.rows()), sizes));
    return id;
  }

  /// A new stage that reads what `part` gives, by the hash of columns.
  Part hashed(Part part, List<Column> keys, HotBucket hotBucket) {
    int stage = close(part, new StageOutput.HashExchange(part.places(keys)));
    List<Set<Integer>> sets = keys.stream().map(key -> Set.of(key.id())).toList();
    return source(part, stage, Reading.PARTITIONED, hotBucket, new Distribution.Hashed(sets));
  }

  /// A new stage of one task that reads all of what `part` gives.
  Part gathered(Part part) {
    int stage = close(part, new StageOutput.UnkeyedExchange());
    return source(part, stage, Reading.GATHERED, HotBucket.WHOLE, new Distribution.Single());
  }

  /// A source for what `part` gives, read whole by every task of the stage it becomes part of.
  Part broadcast(Part part) {
    int stage = close(part, new StageOutput.UnkeyedExchange());
    return source(part, stage, Reading.BROADCAST, HotBucket.WHOLE, new Distribution.Arbitrary());
  }

  /// A further source for a stage's exchange, read whole by every task.
  Part broadcastAgain(int stage) {
    return source(
        given(stage), stage, Reading.BROADCAST, HotBucket.WHOLE, new Distribution.Arbitrary());
  }

  /// What a stage gives.
  Part given(int stage) {
    return given.get(stage);
  }

  /// A source for what `part` gives, its rows shared out in any way.
  Part shared(Part part) {
    int stage = close(part, new StageOutput.UnkeyedExchange());
    return source(part, stage, Reading.PARTITIONED, HotBucket.WHOLE, new Distribution.Arbitrary());
  }

  Part source(
      Part part, int stage, Reading reading, HotBucket hotBucket, Distribution distribution) {
    var node =
        new ExchangeSourceNode(newSourceId(), stage, reading, hotBucket, part.node().schema());
    return new Part(node, part.columns(), Map.of(), distribution, part.rows());
  }
}
