package dev.stint.sql.parse;

import dev.stint.sql.tree.Query;
import java.math.BigDecimal;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.IntegerValueContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SampleByBucketContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SampleByPercentileContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SampleByRowsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SampleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SampleMethodContext;
import org.jspecify.annotations.Nullable;

/// `TABLESAMPLE`: some rows of a table.
final class SampleBuilder {

  private final TreeBuilder trees;

  SampleBuilder(TreeBuilder trees) {
    this.trees = trees;
  }

  Query sampled(Query rows, @Nullable SampleContext sample) {
    if (sample == null) {
      return rows;
    }
    var span = TreeBuilder.span(sample);
    var method = sample.sampleMethod();
    if (method instanceof SampleByRowsContext first) {
      return new Query.Limit(span, rows, trees.terms().term(first.expression()));
    }
    return new Query.Sample(
        span, rows, share(method), sample.seed == null ? null : number(sample.seed));
  }

  private double share(SampleMethodContext method) {
    return switch (method) {
      case SampleByPercentileContext percent -> percent(percent);
      case SampleByBucketContext bucket when bucket.ON() == null -> bucket(bucket);
      case SampleByBucketContext _ ->
          throw trees.notSupported(method, "BUCKET … ON, as in Spark; write BUCKET x OUT OF y");
      default -> throw trees.notSupported(method, "a sample of so many bytes; write n PERCENT");
    };
  }

  private double percent(SampleByPercentileContext percent) {
    var number =
        percent.DECIMAL_VALUE() == null
            ? percent.integerValue().getText()
            : percent.DECIMAL_VALUE().getText();
    double share = new BigDecimal(number).movePointLeft(2).doubleValue();
    if (percent.MINUS() != null || share > 1) {
      throw trees.error(percent, "a sample has between 0 and 100 percent of the rows");
    }
    return share;
  }

  private double bucket(SampleByBucketContext bucket) {
    long numerator = number(bucket.numerator);
    long denominator = number(bucket.denominator);
    if (denominator == 0 || numerator > denominator) {
      throw trees.error(bucket, "a sample has at most all buckets: BUCKET 1 OUT OF 10");
    }
    return (double) numerator / denominator;
  }

  private long number(IntegerValueContext number) {
    try {
      return Long.parseLong(number.getText());
    } catch (NumberFormatException e) {
      throw trees.error(number, "here a whole number is needed");
    }
  }
}
