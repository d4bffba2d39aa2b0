package dev.stint.coordinator.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.type.SchemaText;
import dev.stint.sql.catalog.TableSource;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

class TableOptionTest {

  private final TableOption option = new TableOption();

  @Test
  void aPathIsEnough() {
    assertThat(option.convert("t=s3://lake/t/")).isEqualTo(TableSource.at("t", "s3://lake/t/"));
    assertThat(option.convert("t=a/b.csv").path())
        .isEqualTo("file://" + Path.of("a/b.csv").toAbsolutePath());
    assertThat(option.convert("t=s3a://lake/t").path()).isEqualTo("s3://lake/t");
  }

  @Test
  void keysFollowThePath() {
    var text = "t=/x.txt,format=csv,header=false,sep=\\t,schema=\"a int, b decimal(4,2)\"";

    assertThat(option.convert(text))
        .isEqualTo(
            new TableSource(
                "t",
                "file:///x.txt",
                "csv",
                Map.of("header", "false", "sep", "\t"),
                SchemaText.parse("a int, b decimal(4,2)")));
  }

  @Test
  void bracesAndQuotesKeepCommasTogether() {
    assertThat(option.convert("t=/{a,b}/*.csv").path()).isEqualTo("file:///{a,b}/*.csv");
    assertThat(option.convert("t=\"/a,b.csv\",sep=','").path()).isEqualTo("file:///a,b.csv");
    assertThat(option.convert("t=/a,sep=',',quote=\"\"\"\"").options())
        .isEqualTo(Map.of("sep", ",", "quote", "\""));
    assertThat(option.convert("t=/it's.csv").path()).isEqualTo("file:///it's.csv");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "t| 't' is no table; write name=path",
        "=x| '=x' is no table; write name=path",
        "t=| table t has no path; write name=path",
        "t=/a,header| table t: 'header' is no option; write key=value, and quote a path that has a"
            + " comma",
        "t=/a,schema=id| the schema of table t: 'id' is not a column; write name and type, as in id"
            + " bigint",
        "t=s3:/lake| table t: s3:/lake names no bucket: write s3://bucket/key",
        "t='/a| a quote is never closed in '/a",
      })
  void whatCannotBeReadIsNamed(String text, String message) {
    assertThatThrownBy(() -> option.convert(text.replace("''", "'")))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage(message);
  }
}
