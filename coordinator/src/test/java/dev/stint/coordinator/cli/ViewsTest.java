package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ViewsTest {

  private final Views views = new Views();

  @Test
  void statementsThatUseNoneStayAsTheyAre() {
    views.add("a", "SELECT 1");

    assertThat(views.inline("SELECT 'b' FROM c")).isEqualTo("SELECT 'b' FROM c");
  }

  @Test
  void usedViewsStandInFrontInTheirOrder() {
    views.add("a", "SELECT 1 AS x;\n");
    views.add("unused", "SELECT 2");
    views.add("b", "SELECT x FROM A");

    assertThat(views.inline("SELECT * FROM b"))
        .isEqualTo(
            """
            WITH `a` AS (
            SELECT 1 AS x
            ),
            `b` AS (
            SELECT x FROM A
            )
            SELECT * FROM b\
            """);
  }

  @Test
  void aWithOfTheStatementsOwnIsContinued() {
    views.add("a", "SELECT 1 AS x");

    assertThat(views.inline("-- with care\n /* so */ with c AS (SELECT * FROM a) SELECT * FROM c"))
        .isEqualTo(
            """
            WITH `a` AS (
            SELECT 1 AS x
            ),
             c AS (SELECT * FROM a) SELECT * FROM c\
            """);
  }

  @Test
  void oddNamesAreFoundInBackticks() {
    views.add("my-view", "SELECT 1");

    assertThat(views.inline("SELECT * FROM `my-view`")).startsWith("WITH `my-view` AS (");
    assertThat(views.inline("SELECT my - view FROM t")).isEqualTo("SELECT my - view FROM t");
  }
}
