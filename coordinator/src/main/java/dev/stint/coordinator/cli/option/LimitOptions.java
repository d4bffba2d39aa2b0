package dev.stint.coordinator.cli.option;

import dev.stint.config.job.Limits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// What a command may use at most. Given here, a limit takes the place of the job file's.
public final class LimitOptions {

  @Option(
      names = "--max-cost",
      paramLabel = "DOLLARS",
      converter = CostConverter.class,
      description = "End the run when it has cost this, such as 0.50.")
  @Nullable BigDecimal maxCost;

  @Option(
      names = "--max-duration",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "End the run when it has taken this long, such as 90s, 30m or 1h30m.")
  @Nullable Duration maxDuration;

  @Option(
      names = "--max-parallelism",
      paramLabel = "N",
      converter = ParallelismConverter.class,
      description = "Let the run use at most so many of the functions that may run at once.")
  @Nullable Integer maxParallelism;

  public Limits limits() {
    return new Limits(maxCost, maxDuration, maxParallelism);
  }

  static final class CostConverter implements ITypeConverter<BigDecimal> {
    @Override
    public BigDecimal convert(String text) {
      return parse(text, Limits::parseCost);
    }
  }

  public static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return parse(text, Limits::parseDuration);
    }
  }

  static final class ParallelismConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return parse(text, Limits::parseParallelism);
    }
  }

  private static <T> T parse(String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
