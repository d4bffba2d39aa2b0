package dev.stint.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stint.plan.explain.StageGraphText;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.StageGraph;
import dev.stint.tests.simulation.TpchOnPaper.Speeds;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// TPC-H at scale 1,000 as it would be planned.
class ScaledTpchTest {

  private static final Speeds SPEEDS = new Speeds(50e6, 50e6, 50e6);

  private final ScaledTpch catalog = new ScaledTpch(1000);

  /// Beside the 176 GB of lineitem that others report with other codecs.
  @Test
  void tablesAreAsLargeAsOurOwnFilesWouldBe() {
    assertThat(bytes("lineitem") / 1e9).isCloseTo(162.1, within(0.1));
    assertThat(bytes("orders") / 1e9).isCloseTo(38.4, within(0.1));
    var splits = catalog.find("lineitem").orElseThrow().splits();
    assertThat(splits).hasSize(1267);
    assertThat(splits.getFirst().length()).isEqualTo(ScaledTpch.ROW_GROUP_BYTES);
    assertThat(catalog.find("lineitem").orElseThrow().statistics().rowCount())
        .isEqualTo(6_001_215_000.0);
  }

  @Test
  void q6ScansAQuarterOfLineitemAndGathersItsSums() throws IOException {
    var paper = TpchOnPaper.q6(catalog, SPEEDS);

    assertThat(shape(paper.graph())).containsExactly("Stage 0 -> gather", "Stage 1 -> result");
    assertThat(paper.models().get(0).readShare()).isCloseTo(0.224, within(0.001));
    assertThat(StageGraphText.print(paper.graph()))
        .contains("columns 4 of 16; splits 1267 of 1267")
        .contains("pushed filter: (l_shipdate >= DATE '1994-01-01')");
  }

  @Test
  void q12JoinsTwoHashExchangesAndOrdersItsGroups() throws IOException {
    var paper = TpchOnPaper.q12(catalog, SPEEDS);

    assertThat(shape(paper.graph()))
        .containsExactly(
            "Stage 0 -> hash on l_orderkey",
            "Stage 1 -> hash on o_orderkey",
            "Stage 2 -> hash on l_shipmode",
            "Stage 3 -> range on l_shipmode",
            "Stage 4 -> result");
    assertThat(StageGraphText.print(paper.graph()))
        .contains("probe: Read stage 1, hot buckets divided")
        .contains("build: Read stage 0");
    assertThat(paper.models().get(0).readShare()).isCloseTo(0.202, within(0.001));
    assertThat(paper.models().get(1).readShare()).isCloseTo(0.046, within(0.001));
  }

  @Test
  void modelsGiveTheRowsOfTheData() throws IOException {
    var models = TpchOnPaper.q12(catalog, SPEEDS).models();
    double lineitem = rows("lineitem", models) * models.get(0).rowRatio();

    assertThat(lineitem).isCloseTo(30_988_000, within(1_000.0));
    assertThat(rows("orders", Map.of(0, models.get(1)))).isCloseTo(1.5e9, within(1e5));
  }

  private double rows(String table, Map<Integer, StageModel> models) {
    return bytes(table) / (double) (1 << 20) * models.get(0).rowsPerMebibyte();
  }

  private long bytes(String table) {
    return catalog.find(table).orElseThrow().splits().stream().mapToLong(Split::length).sum();
  }

  /// The first line of each stage, without its estimate.
  private static List<String> shape(StageGraph graph) {
    return StageGraphText.print(graph)
        .lines()
        .filter(line -> line.startsWith("Stage "))
        .map(line -> line.replaceFirst(" \\(about .*\\)", ""))
        .toList();
  }
}
