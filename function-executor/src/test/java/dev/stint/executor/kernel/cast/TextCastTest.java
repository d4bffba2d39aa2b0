package dev.stint.executor.kernel.cast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.fixture.Texts;
import dev.stint.executor.kernel.OnError;
import dev.stint.executor.kernel.decimal.Int128;
import dev.stint.executor.kernel.decimal.Rescale;
import dev.stint.executor.kernel.time.DatetimePattern;
import dev.stint.executor.kernel.time.ZoneClock;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TypeKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TextCastTest {

  private static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final int ROWS = 100;
  private static final Set<TypeKind> WITH_PARAMETERS =
      EnumSet.of(
          TypeKind.DECIMAL,
          TypeKind.TIME,
          TypeKind.YEAR_MONTH_INTERVAL,
          TypeKind.DAY_TIME_INTERVAL);

  static Stream<DataType> types() {
    return Stream.concat(
        Stream.of(TypeKind.values())
            .filter(kind -> !WITH_PARAMETERS.contains(kind) && kind != TypeKind.VOID)
            .map(kind -> new DataType(kind, 0, 0)),
        Stream.of(
            DataType.decimal(18, 4),
            DataType.decimal(38, 10),
            DataType.decimal(5, 5),
            DataType.TIME,
            DataType.YEAR_TO_MONTH,
            DataType.DAY_TO_SECOND));
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @Test
  void malformedTextIsNullAndSaysSo() {
    boolean[] failed = new boolean[4];

    var values = TextCast.parse(Texts.of("1", "x", null, "300"), DataType.TINYINT, ZONE, failed);

    assertThat(failed).containsExactly(false, true, false, true);
    assertThat(ValueText.text(values, 0, DataType.TINYINT, ZONE)).isEqualTo("1");
    assertThat(values.isNull(1)).isTrue();
    assertThat(values.isNull(2)).isTrue();
    assertThat(values.isNull(3)).isTrue();
  }

  @Test
  void flagsOfOtherColumnsStay() {
    boolean[] failed = {true, false};

    TextCast.parse(Texts.of("1", "2"), DataType.INT, ZONE, failed);

    assertThat(failed).containsExactly(true, false);
  }

  @ParameterizedTest
  @MethodSource("types")
  void writtenValuesAreReadBack(DataType type) {
    var values = values(type, new Random(11));
    boolean[] failed = new boolean[ROWS];

    var readBack = TextCast.parse(ValueText.format(values, type, ZONE), type, ZONE, failed);

    assertThat(failed).containsOnly(false);
    for (int row = 0; row < ROWS; row++) {
      assertThat(Literals.of(readBack, row, type)).isEqualTo(Literals.of(values, row, type));
    }
  }

  private static Vector values(DataType type, Random random) {
    long[] longs = new long[ROWS];
    double[] doubles = new double[ROWS];
    boolean[] nulls = new boolean[ROWS];
    for (int row = 0; row < ROWS; row++) {
      nulls[row] = random.nextInt(5) == 0;
      double real = Double.longBitsToDouble(random.nextLong());
      doubles[row] = type.kind() == TypeKind.FLOAT ? (float) real : real;
      longs[row] =
          switch (type.kind()) {
            case BOOLEAN -> random.nextInt(2);
            case TINYINT -> (byte) random.nextInt();
            case SMALLINT -> (short) random.nextInt();
            case INT -> random.nextInt();
            case BIGINT -> random.nextLong();
            case DECIMAL ->
                random.nextLong() % Int128.longPowerOfTen(Math.min(18, type.precision()));
            case DATE -> random.nextInt(4_000_000) - 1_000_000;
            case TIMESTAMP -> firstWithItsReading(random.nextLong() / 100);
            case TIMESTAMP_NTZ -> random.nextLong() / 100;
            case TIME -> random.nextLong(86_400_000_000L) * 1000;
            case YEAR_MONTH_INTERVAL -> random.nextInt();
            case DAY_TIME_INTERVAL -> random.nextLong();
            case FLOAT, DOUBLE, STRING, BINARY, VOID -> 0;
          };
    }
    return switch (type.physicalType()) {
      case LONG -> new LongVector(ROWS, longs, nulls);
      case DOUBLE -> new DoubleVector(ROWS, doubles, nulls);
      case INT128 ->
          Rescale.rescale(
              new LongVector(ROWS, longs, nulls),
              DataType.BIGINT,
              DataType.decimal(38, 10),
              OnError.FAIL);
      case BYTES -> Texts.of(randomTexts(random));
    };
  }

  /// The first instant at which the wall clock reads as at `instantMicros`: another one only in the
  /// hour that comes twice, since text has no offset to tell the two apart.
  private static long firstWithItsReading(long instantMicros) {
    long second = Math.floorDiv(instantMicros, ZoneClock.MICROS_PER_SECOND);
    var reading = Instant.ofEpochSecond(second).atZone(ZONE).toLocalDateTime();
    return ZonedDateTime.of(reading, ZONE).toEpochSecond() * ZoneClock.MICROS_PER_SECOND
        + Math.floorMod(instantMicros, ZoneClock.MICROS_PER_SECOND);
  }

  @Test
  void bothPassesOfARepeatedHourAreWrittenAlikeAndReadBackAsTheFirst() {
    long first = Instant.parse("2023-11-05T05:30:00.000007Z").toEpochMilli() * 1000 + 7;
    long second = first + 3600 * ZoneClock.MICROS_PER_SECOND;
    var instants = new LongVector(2, new long[] {first, second}, null);

    var written = ValueText.format(instants, DataType.TIMESTAMP, ZONE);
    var readBack = (LongVector) TextCast.parse(written, DataType.TIMESTAMP, ZONE, new boolean[2]);

    assertThat(written.string(0)).isEqualTo("2023-11-05 01:30:00.000007");
    assertThat(written.string(1)).isEqualTo("2023-11-05 01:30:00.000007");
    assertThat(readBack.values()).containsExactly(first, first);
  }

  private static @Nullable String[] randomTexts(Random random) {
    var texts = new String[ROWS];
    for (int row = 0; row < ROWS; row++) {
      texts[row] =
          random.nextInt(5) == 0 ? null : "é😀".repeat(random.nextInt(3)) + random.nextInt();
    }
    return texts;
  }

  /// The short cuts against the JDK's own parser.
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void numbersAreTheNearest(long seed) {
    var random = new Random(seed);
    List<String> texts = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      texts.add(
          switch (random.nextInt(5)) {
            case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
            case 1 -> Float.toString(Float.intBitsToFloat(random.nextInt()));
            case 2 -> BigDecimal.valueOf(random.nextLong(), random.nextInt(25)).toPlainString();
            case 3 -> BigDecimal.valueOf(random.nextInt(), random.nextInt(5)).toPlainString();
            default -> random.nextInt(1000) + "." + random.nextInt(1000);
          });
    }
    boolean[] failed = new boolean[ROWS];
    var vector = Texts.of(texts.toArray(String[]::new));
    var doubles = (DoubleVector) TextCast.parse(vector, DataType.DOUBLE, ZONE, failed);
    var floats = (DoubleVector) TextCast.parse(vector, DataType.FLOAT, ZONE, failed);

    assertThat(failed).containsOnly(false);
    for (int row = 0; row < ROWS; row++) {
      assertThat(Double.valueOf(doubles.values()[row])).isEqualTo(Double.valueOf(texts.get(row)));
      assertThat(Double.valueOf(floats.values()[row]))
          .isEqualTo(Double.valueOf(Float.parseFloat(texts.get(row))));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void timestampsAgreeWithJavaTime(long seed) {
    var random = new Random(seed);
    var zone = ZoneId.of(random.nextBoolean() ? "Europe/Paris" : "America/New_York");
    var pattern = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    var readings = new ArrayList<LocalDateTime>();
    for (int row = 0; row < ROWS; row++) {
      long second = random.nextLong(-2_000_000_000L, 4_000_000_000L);
      readings.add(
          LocalDateTime.ofEpochSecond(second, random.nextInt(1_000_000) * 1000, ZoneOffset.UTC));
    }
    var vector = Texts.of(readings.stream().map(pattern::format).toArray(String[]::new));
    var parsed = (LongVector) TextCast.parse(vector, DataType.TIMESTAMP, zone, new boolean[ROWS]);
    var written = ValueText.format(parsed, DataType.TIMESTAMP, zone);
    for (int row = 0; row < ROWS; row++) {
      var instant = readings.get(row).atZone(zone).toInstant();
      long micros = instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
      assertThat(parsed.values()[row]).isEqualTo(micros);
      String text = pattern.format(instant.atZone(zone)).replaceAll("\\.?0+$", "");
      assertThat(written.string(row).replaceAll("\\.?0+$", "")).isEqualTo(text);
    }
  }

  @Test
  void patternsReadAndWriteColumns() {
    var pattern = DatetimePattern.of("dd.MM.yyyy HH:mm");
    boolean[] failed = new boolean[3];

    var values =
        pattern.parse(
            Texts.of("31.01.2020 23:59", "x", null), DataType.TIMESTAMP_NTZ, ZONE, failed);

    assertThat(failed).containsExactly(false, true, false);
    assertThat(ValueText.text(values, 0, DataType.TIMESTAMP_NTZ, ZONE))
        .isEqualTo("2020-01-31 23:59:00");
    assertThat(pattern.format(values, DataType.TIMESTAMP_NTZ, ZONE).string(0))
        .isEqualTo("31.01.2020 23:59");
  }
}
