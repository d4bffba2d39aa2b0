package dev.stint.plan.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.LimitNode;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageGraphTextTest {

  @Test
  void scanShowsWhatIsLeftOutAndNamesItsColumns() {
    var file = Schema.of(column("fare"), column("tip"), column("distance"));
    var read = Schema.of(column("fare"), column("distance"));
    var filter =
        Call.of(
            ScalarFunction.GREATER,
            DataType.BOOLEAN,
            new ColumnRef(1, DataType.DOUBLE),
            new Literal(DataType.DOUBLE, "1.0"));
    var scan =
        new ScanNode(
            0, "trips", ParquetFormat.DEFAULT, file, read, List.of("month"), filter, 1, 12);
    var split = new Split("s3://lake/trips/0", 10, 0, 10, Map.of());
    var first =
        new Stage(
            0,
            new Fragment(scan, new StageOutput.UnkeyedExchange(), "UTC"),
            Map.of(0, List.of(split, split)),
            1);
    var source =
        new ExchangeSourceNode(
            1,
            0,
            ExchangeSourceNode.Reading.GATHERED,
            ExchangeSourceNode.HotBucket.WHOLE,
            scan.schema());
    var last =
        new Stage(
            1,
            new Fragment(
                new LimitNode(source, 5, 2, List.of()), new StageOutput.UnkeyedExchange(), "UTC"),
            Map.of(),
            -1);

    var text = StageGraphText.print(new StageGraph(List.of(first, last), scan.schema()));

    assertThat(text)
        .isEqualTo(
            """
            Stage 0 (about 1 row) -> gather
              Scan trips (parquet): fare; columns 2 of 4; splits 2 of 12; pushed filter: distance > 1.0

            Stage 1 -> result
              Limit 5 after 2
                Gather stage 0: fare
            """);
  }

  private static Field column(String name) {
    return Field.nullable(name, DataType.DOUBLE);
  }
}
