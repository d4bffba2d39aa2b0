package dev.stint.tests.spark;

import dev.stint.tests.spark.SparkScore.Grade;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The scores of all files by what the queries need: those of flat SQL, and those outside of it by
/// their kinds.
final class SparkParts {

  private SparkScore flat = SparkScore.none("flat");
  private final Map<Outside.Kind, SparkScore> outside = new EnumMap<>(Outside.Kind.class);

  void add(Optional<Outside.Kind> kind, Grade grade) {
    kind.ifPresentOrElse(
        found ->
            outside.merge(found, SparkScore.none(name(found)).with(grade), (a, _) -> a.with(grade)),
        () -> flat = flat.with(grade));
  }

  private static String name(Outside.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /// A line for flat SQL with its share, and one for each kind outside of it.
  String text() {
    return outside.values().stream()
        .map(score -> score.line() + '\n')
        .collect(Collectors.joining("", flat.line() + ' ' + flat.share() + '\n', ""));
  }
}
