package dev.stint.executor.scan.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.EncodingStats;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.junit.jupiter.api.Test;

class FootersTest {

  private static final PrimitiveType ID =
      new PrimitiveType(Repetition.OPTIONAL, PrimitiveTypeName.INT64, "id");

  private final Footers footers = new Footers(10);

  @Test
  void isFoundAgainByItsVersion() {
    var footer = footer(3);
    footers.put(version("a", 1), footer);

    assertThat(footers.find(version("a", 1))).isSameAs(footer);
    assertThat(footers.find(version("a", 2))).isNull();
    assertThat(footers.find(version("b", 1))).isNull();
  }

  @Test
  void ofAFileWithoutAVersionNothingIsKept() {
    footers.put(null, footer(3));

    assertThat(footers.find(null)).isNull();
  }

  @Test
  void theOneAskedForLongestAgoGoesFirst() {
    footers.put(version("a", 1), footer(5));
    footers.put(version("b", 1), footer(5));
    footers.find(version("a", 1));
    footers.put(version("c", 1), footer(5));

    assertThat(footers.find(version("a", 1))).isNotNull();
    assertThat(footers.find(version("b", 1))).isNull();
    assertThat(footers.find(version("c", 1))).isNotNull();
  }

  @Test
  void oneThatIsTooLargeDrivesOutNothing() {
    footers.put(version("a", 1), footer(5));
    footers.put(version("b", 1), footer(11));

    assertThat(footers.find(version("a", 1))).isNotNull();
    assertThat(footers.find(version("b", 1))).isNull();
  }

  @Test
  void whatIsPutTwiceCountsOnce() {
    footers.put(version("a", 1), footer(5));
    footers.put(version("a", 1), footer(5));
    footers.put(version("b", 1), footer(5));

    assertThat(footers.find(version("a", 1))).isNotNull();
    assertThat(footers.find(version("b", 1))).isNotNull();
  }

  private static FileVersion version(String path, int mark) {
    return new FileVersion(path, 100, mark);
  }

  private static ParquetMetadata footer(int chunks) {
    var block = new BlockMetaData();
    for (int i = 0; i < chunks; i++) {
      block.addColumn(
          ColumnChunkMetaData.get(
              ColumnPath.get("id"),
              ID,
              CompressionCodecName.SNAPPY,
              new EncodingStats.Builder().build(),
              java.util.Set.of(Encoding.PLAIN),
              Statistics.createStats(ID),
              4,
              0,
              1,
              10,
              10));
    }
    return new ParquetMetadata(
        new FileMetaData(new MessageType("t", ID), Map.of(), null), List.of(block));
  }
}
