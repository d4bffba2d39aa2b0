package dev.stint.plan.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TextLimitTest {

  @Test
  void aTypeIsReadAsItIsWritten() {
    assertThat(TextLimit.parse(" Character ( 5 )")).contains(new TextLimit(5, true));
    assertThat(TextLimit.parse("VARCHAR(10)").orElseThrow()).hasToString("varchar(10)");
    assertThat(TextLimit.parse("char(3)").orElseThrow()).hasToString("char(3)");
    assertThat(TextLimit.parse("string")).isEmpty();
    assertThat(TextLimit.parse("char(-1)")).isEmpty();
  }

  @Test
  void aSchemaHasStringsAndTheirLimits() {
    String text = "`A` char(5), b decimal(3,1), c varchar(2) not null";

    assertThat(SchemaText.parse(text).fields())
        .containsExactly(
            Field.nullable("A", DataType.STRING),
            Field.nullable("b", DataType.decimal(3, 1)),
            new Field("c", DataType.STRING, false));
    assertThat(SchemaText.limits(text))
        .isEqualTo(Map.of("a", new TextLimit(5, true), "c", new TextLimit(2, false)));
  }
}
