package dev.stint.coordinator.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StatementEndTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1;",
        "SELECT 'a;b';",
        "SELECT 'it\\'s; so';",
        "SELECT \"a;b\\\";\";",
        "SELECT r'a\\';",
        "SELECT bar'a\\';' ;",
        "SELECT `a;b`;",
        "SELECT 1 -- not; here\n;",
        "SELECT 1 /* not; /* nor; */ here; */;",
        "SELECT /*+ BROADCAST(t) */ 1;",
        "SELECT 6 / 3 - -1;"
      })
  void theLastSemicolonIsTheFirstOutsideOfQuotesAndComments(String text) {
    assertThat(StatementEnd.in(text)).isEqualTo(text.length() - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT 'a;",
        "SELECT 'a\\';",
        "SELECT `a;",
        "SELECT 1 -- ;",
        "SELECT 1 /* ; ",
        "SELECT 1 /* /* */ ;"
      })
  void aStatementGoesOnWhereNoneIs(String text) {
    assertThat(StatementEnd.in(text)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "-- nothing", " /* nothing; */ -- nor here\n "})
  void blanksAndCommentsAreNothingToRun(String text) {
    assertThat(StatementEnd.isBlank(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "/* open", "-- a\nSELECT", ";", "/*+ a hint */"})
  void anythingElseIs(String text) {
    assertThat(StatementEnd.isBlank(text)).isFalse();
  }
}
