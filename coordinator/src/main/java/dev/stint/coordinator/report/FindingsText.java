package dev.stint.coordinator.report;

import dev.stint.coordinator.run.RunReport;
import dev.stint.plan.task.Finding;

/// What did not fit in the files that a run read, a paragraph for each thing: how often, an example
/// and where it stands, and the remedy.
public final class FindingsText {

  private FindingsText() {}

  /// Each paragraph begins with `warning: ` and ends with a newline; nothing when all did fit.
  public static String of(RunReport run, int width) {
    var text = new StringBuilder();
    for (var finding : run.metrics().findings()) {
      text.append(Wrap.of("warning: " + sentence(finding), width));
    }
    return text.toString();
  }

  /// What was found, an example of it, and what to do about it.
  public static String sentence(Finding finding) {
    var place = finding.example().place();
    var example = finding.example().text().replaceAll("[\\r\\n]+", " ");
    var table = finding.table();
    return switch (finding.kind()) {
      case VALUE ->
          "%s of column %s of table %s did not fit its type and became NULL, the first in %s: '%s'. Give the column a type that holds it, such as string, or stop at the first with mode=FAILFAST"
              .formatted(
                  Amounts.count(finding.count(), "value"),
                  finding.subject(),
                  table,
                  place,
                  example);
      case RECORD ->
          "%s of table %s did not have the fields that were expected; what is missing became NULL, the first in %s: %s. Give the table a schema with a string column _corrupt_record, which keeps their text, or stop at the first with mode=FAILFAST"
              .formatted(Amounts.count(finding.count(), "record"), table, place, example);
      case LEFT_OUT ->
          "%s of table %s did not fit and %s left out, as mode=DROPMALFORMED says, the first in %s: %s"
              .formatted(
                  Amounts.count(finding.count(), "record"),
                  table,
                  finding.count() == 1 ? "was" : "were",
                  place,
                  example);
      case FIELD ->
          "%s of table %s had a field that no column has, since the columns were inferred from other records, the first in %s: '%s'. Give the table a schema with it"
              .formatted(Amounts.count(finding.count(), "record"), table, place, example);
      case HEADER ->
          "%s of table %s had a header that is not the schema's; columns were taken by their place, the first in %s: %s. Correct the schema, or have such files refused with enforceSchema=false"
              .formatted(
                  Amounts.count(finding.count(), "file"), table, finding.example().path(), example);
    };
  }
}
