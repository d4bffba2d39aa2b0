package dev.stint.coordinator.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.node.ExpandNode;
import dev.stint.plan.node.HashJoinNode.JoinType;
import dev.stint.plan.node.LimitNode;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.SortNode;
import dev.stint.plan.node.TopNNode;
import dev.stint.plan.node.UnionNode;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.type.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares what is foretold with what the operators give.
final class EmptinessTest {

  private static final Node NOTHING = RandomStages.numbers();

  @ParameterizedTest
  @EnumSource
  void joinIsEmptyWhenItsSidesSaySo(JoinType type) {
    // One number on both sides, and one on either alone: every type gives rows of some.
    var probe = RandomStages.numbers(1, 2);
    var build = RandomStages.numbers(2, 3);

    assertForetold(RandomStages.join(probe, build, type));
    assertForetold(RandomStages.join(NOTHING, build, type));
    assertForetold(RandomStages.join(probe, NOTHING, type));
    assertForetold(RandomStages.join(NOTHING, NOTHING, type));
  }

  @Test
  void nodesAreEmptyWhenTheirInputsSaySo() {
    for (var input : List.of(NOTHING, RandomStages.numbers(1, 2))) {
      var keys = List.of(SortKey.ascending(0));
      assertForetold(RandomStages.grouped(input));
      assertForetold(RandomStages.counted(input));
      assertForetold(new SortNode(input, keys));
      assertForetold(new TopNNode(input, keys, 1, 0));
      assertForetold(new TopNNode(input, keys, 0, 0));
      assertForetold(new LimitNode(input, 1, 1, List.of()));
      assertForetold(new LimitNode(input, 0, 0, List.of()));
      assertForetold(new LimitNode(input, 0, 0, List.of(0)));
      assertForetold(new UnionNode(List.of(input, NOTHING), RandomStages.NUMBERS));
      var column = List.of(new ColumnRef(0, DataType.BIGINT));
      assertForetold(new ExpandNode(input, List.of(List.copyOf(column)), RandomStages.NUMBERS));
    }
  }

  @Test
  void exchangeOfWhichNothingIsKnownMayHaveRows() {
    var stage = RandomStages.stage(1, RandomStages.source(0, 0));
    var empty = new SegmentRef("s3://b/k", null, 0, List.of());

    assertThat(new Emptiness(stage, Map.of()).reason()).isEmpty();
    assertThat(new Emptiness(stage, Map.of(0, List.of())).reason())
        .hasValue("stage 0 gave no rows");
    assertThat(new Emptiness(stage, Map.of(0, List.of(empty))).reason()).isPresent();
  }

  @Test
  void emptyBuildSideMakesTheProbeSideUnneeded() {
    var graph =
        graph(
            RandomStages.numbers(1),
            RandomStages.source(0, 0),
            RandomStages.numbers(2),
            RandomStages.join(RandomStages.source(1, 1), RandomStages.source(2, 2), JoinType.INNER),
            RandomStages.source(3, 3));

    assertThat(UnneededStages.of(graph, Map.of())).isEmpty();
    var unneeded = UnneededStages.of(graph, Map.of(2, List.of()));
    assertThat(unneeded).containsOnlyKeys(0, 1, 3);
    assertThat(unneeded.get(1).reason())
        .isEqualTo("stage 3 does not need its rows: stage 2 gave no rows");
    assertThat(unneeded.get(3).reason()).isEqualTo("stage 2 gave no rows");
  }

  @Test
  void stageThatAnotherReadsToIsNeeded() {
    var graph =
        graph(
            RandomStages.numbers(1),
            RandomStages.numbers(2),
            new UnionNode(
                List.of(
                    RandomStages.join(
                        RandomStages.source(0, 0), RandomStages.source(1, 1), JoinType.INNER),
                    RandomStages.source(2, 0)),
                RandomStages.NUMBERS));

    assertThat(UnneededStages.of(graph, Map.of(1, List.of()))).isEmpty();
  }

  static LongStream seeds() {
    return LongStream.range(0, 400);
  }

  /// Whatever is done already, skipping what is unneeded leaves the result as it is.
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void resultIsTheSameWithoutUnneededStages(long seed) {
    var graph = RandomStages.graph(seed);
    var expected = new HashMap<Integer, List<SegmentRef>>();
    graph.stages().forEach(stage -> run(stage, expected));

    var done = new HashMap<Integer, List<SegmentRef>>();
    int skipped = runTheNeeded(graph, new Random(seed), done);

    int root = graph.root().id();
    assertThat(content(done.get(root))).isEqualTo(content(expected.get(root)));
    assertThat(skipped).isLessThan(graph.stages().size());
  }

  @Test
  void manyStagesAreSkipped() {
    int skipped = 0;
    for (int seed = 0; seed < 100; seed++) {
      skipped += runTheNeeded(RandomStages.graph(seed), new Random(seed), new HashMap<>());
    }

    assertThat(skipped).isGreaterThan(100);
  }

  /// In any order. Says how many stages were skipped.
  private static int runTheNeeded(
      StageGraph graph, Random random, Map<Integer, List<SegmentRef>> done) {
    int skipped = 0;
    var order = new ArrayList<>(graph.stages());
    while (!done.containsKey(graph.root().id())) {
      for (int unneeded : UnneededStages.of(graph, done).keySet()) {
        done.put(unneeded, List.of());
        skipped++;
      }
      order.removeIf(stage -> done.containsKey(stage.id()));
      var ready =
          order.stream()
              .filter(
                  stage ->
                      StageGraph.exchangeSources(stage)
                          .allMatch(source -> done.containsKey(source.stageId())))
              .toList();
      run(ready.get(random.nextInt(ready.size())), done);
    }
    return skipped;
  }

  private static void run(Stage stage, Map<Integer, List<SegmentRef>> segments) {
    segments.put(stage.id(), List.of(RandomStages.run(stage, segments)));
  }

  private static List<String> content(List<SegmentRef> segments) {
    return segments.stream().map(segment -> String.valueOf(segment.inlineBase64())).toList();
  }

  private static StageGraph graph(Node... roots) {
    var stages = new ArrayList<Stage>();
    for (var root : roots) {
      stages.add(RandomStages.stage(stages.size(), root));
    }
    return new StageGraph(stages, RandomStages.NUMBERS);
  }

  private static void assertForetold(Node root) {
    var stage = RandomStages.stage(0, root);
    boolean isEmpty = RandomStages.run(stage, Map.of()).rowCount() == 0;
    assertThat(new Emptiness(stage, Map.of()).reason().isPresent())
        .as("%s", root)
        .isEqualTo(isEmpty);
  }
}
