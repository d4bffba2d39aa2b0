package dev.stint.sql.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTextTest {

  /// What Spark 4.2 gives.
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      value = {
        "{\"a\":1,\"b\":[1,2.5],\"c\":null,\"d\":\"x\",\"e\":{\"f\":true}} => STRUCT<a: BIGINT, b:"
            + " ARRAY<DOUBLE>, c: STRING, d: STRING, e: STRUCT<f: BOOLEAN>>",
        "~~ => STRING",
        "[] => ARRAY<STRING>",
        "{} => STRUCT<>",
        "[{}] => ARRAY<STRUCT<>>",
        "[[{}]] => STRING",
        "{\"a\":{}} => STRUCT<>",
        "[{\"a\":1},{\"b\":\"x\"},{\"a\":2.5}] => ARRAY<STRUCT<a: DOUBLE, b: STRING>>",
        "[{\"a\":1,\"a\":2},{\"a\":\"x\"}] => ARRAY<STRUCT<a: STRING, a: BIGINT>>",
        "[{\"a\":1},{\"a\":{\"b\":1}}] => ARRAY<STRUCT<a: STRING>>",
        "[{\"a\":1},2] => ARRAY<STRING>",
        "[1,[2]] => ARRAY<STRING>",
        "[\"\", 1] => ARRAY<BIGINT>",
        "[true, 1] => ARRAY<STRING>",
        "[[1],[\"x\"],[]] => ARRAY<ARRAY<STRING>>",
        "[1, 12345678901234567890] => ARRAY<DECIMAL(20,0)>",
        "[123456789012345678901, 12345678901234567890] => ARRAY<DECIMAL(21,0)>",
        "[1, 2.5, 12345678901234567890] => ARRAY<DOUBLE>",
        "123456789012345678901234567890123456789012 => DOUBLE",
        "Infinity => DOUBLE",
        "{\"a\":1}{\"b\":2} => STRUCT<a: BIGINT>",
        "{\"a\":1.5,\"A\":2} => STRUCT<A: BIGINT, a: DOUBLE>",
        "{'1':1,\"a-b\":2,\"1a\":3,\"\":4} => STRUCT<`1`: BIGINT, `1a`: BIGINT, `a-b`: BIGINT>"
      })
  void schemasAreSparks(String json, String schema) throws IOException {
    assertThat(SchemaText.ofJson(json)).isEqualTo(schema);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not json", "{\"a\":", "{\"a\":01}", "{a:1}"})
  void whatIsNoJsonIsRefused(String text) {
    assertThatThrownBy(() -> SchemaText.ofJson(text)).isInstanceOf(IOException.class);
  }
}
